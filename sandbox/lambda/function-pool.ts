import type { Crash, Instance, Outcome } from './instance.ts';
import type { FunctionError, InvocationContext } from './protocol.ts';

interface Waiting {
  readonly payload: string;
  readonly context: InvocationContext;
  readonly crash: Crash | undefined;
  readonly settle: (outcome: Outcome) => void;
}

/** As many copies of a function as run at once; more invocations wait their turn. */
const LARGEST_POOL = 4;

/** The instances of one function, started on demand and kept warm. */
export class FunctionPool {
  readonly #start: () => Instance;
  #instances: Instance[] = [];
  #idle: Instance[] = [];
  #starting = 0;
  #waiting: Waiting[] = [];

  constructor(start: () => Instance) {
    this.#start = start;
  }

  invoke(payload: string, context: InvocationContext, crash?: Crash): Promise<Outcome> {
    return new Promise((settle) => {
      this.#waiting.push({ payload, context, crash, settle });
      this.#dispatch();
    });
  }

  /** Starts an instance ahead of the first use. */
  warm(): void {
    if (this.#instances.length === 0) void this.#addInstance();
  }

  /** Ends all instances; the next invocation starts afresh. */
  async recycle(): Promise<void> {
    const [instances, waiting] = [this.#instances, this.#waiting];
    this.#instances = [];
    this.#idle = [];
    this.#waiting = [];
    for (const { settle } of waiting) settle(failed({ errorType: 'Runtime.ExitError', errorMessage: 'Recycled' }));
    await Promise.all(instances.map((instance) => instance.terminate()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const instance = this.#idle.pop();
      if (!instance) break;
      const next = instance.alive ? this.#waiting.shift() : undefined;
      if (next) void this.#run(instance, next);
      else this.#forget(instance);
    }
    if (this.#waiting.length > this.#starting && this.#instances.length < LARGEST_POOL) void this.#addInstance();
  }

  async #run(instance: Instance, { payload, context, crash, settle }: Waiting): Promise<void> {
    const outcome = await instance.invoke(payload, context, crash);
    if (instance.alive) this.#release(instance);
    else this.#forget(instance);
    settle(outcome);
    this.#dispatch();
  }

  async #addInstance(): Promise<void> {
    const instance = this.#start();
    this.#instances.push(instance);
    this.#starting += 1;
    const failure = await instance.loaded();
    this.#starting -= 1;
    if (!this.#instances.includes(instance)) return this.#dispatch();
    if (failure) {
      this.#forget(instance);
      // Lambda reports a failed start to the invocation that needed it.
      this.#waiting.shift()?.settle(failed(failure));
      await instance.terminate();
    } else this.#release(instance);
    this.#dispatch();
  }

  #release(instance: Instance): void {
    if (this.#instances.includes(instance)) this.#idle.push(instance);
  }

  #forget(instance: Instance): void {
    this.#instances = this.#instances.filter((other) => other !== instance);
  }
}

/** An invocation that never ran. */
function failed(error: FunctionError): Outcome {
  return { error, milliseconds: 0 };
}
