import type { Crash, Instance, Outcome } from './instance.ts';
import type { FunctionError, InvocationContext } from './protocol.ts';
import { realTimer, type Timer } from './timer.ts';

/** What a pool needs of an instance. */
export type PooledInstance = Pick<Instance, 'alive' | 'invoke' | 'loaded' | 'terminate'>;

interface Waiting {
  readonly payload: string;
  readonly context: InvocationContext;
  readonly crash: Crash | undefined;
  readonly settle: (outcome: Outcome) => void;
}

interface Idle {
  readonly instance: PooledInstance;
  readonly stopWaiting: () => void;
}

/** As many copies of a function as run at once; more invocations wait their turn. */
const LARGEST_POOL = 4;

/**
 * When invocations wait and no run has ended for as long, in ms, another instance is started. As long as runs end, it would serve nobody
 * sooner: threads share the cores, and a start takes 100 ms of one, and 40 MB.
 */
const PATIENCE = 1_000;

/** How long an instance is kept that nobody calls, in ms. */
const KEPT_IDLE = 60_000;

/** The instances of one function: started on demand, kept warm, and ended when they are called no more. */
export class FunctionPool {
  readonly #start: () => PooledInstance;
  readonly #after: Timer;
  #instances: PooledInstance[] = [];
  #idle: Idle[] = [];
  #starting = 0;
  #waiting: Waiting[] = [];
  #stopWatching: () => void = () => undefined;

  /** Waits by `after`, in real time. */
  constructor(start: () => PooledInstance, after: Timer = realTimer) {
    this.#start = start;
    this.#after = after;
  }

  invoke(payload: string, context: InvocationContext, crash?: Crash): Promise<Outcome> {
    return new Promise((settle) => {
      this.#waiting.push({ payload, context, crash, settle });
      this.#dispatch();
      if (this.#waiting.length === 1) this.#watch();
    });
  }

  /** Ends all instances; the next invocation starts afresh. */
  async recycle(): Promise<void> {
    const [instances, waiting] = [this.#instances, this.#waiting];
    for (const { stopWaiting } of this.#idle) stopWaiting();
    this.#stopWatching();
    this.#instances = [];
    this.#idle = [];
    this.#waiting = [];
    for (const { settle } of waiting) settle(failed({ errorType: 'Runtime.ExitError', errorMessage: 'Recycled' }));
    await Promise.all(instances.map((instance) => instance.terminate()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const instance = this.#takeIdle();
      const next = instance && this.#waiting.shift();
      if (!next) break;
      void this.#run(instance, next);
    }
    if (this.#instances.length === 0) this.#grow();
  }

  /** The instance that was called last: the others may end. */
  #takeIdle(): PooledInstance | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      idle.stopWaiting();
      if (idle.instance.alive) return idle.instance;
      this.#forget(idle.instance);
    }
    return undefined;
  }

  async #run(instance: PooledInstance, { payload, context, crash, settle }: Waiting): Promise<void> {
    const outcome = await instance.invoke(payload, context, crash);
    if (instance.alive) this.#release(instance);
    else this.#forget(instance);
    settle(outcome);
    this.#dispatch();
    this.#watch();
  }

  /** From here on waits for the next run to end. */
  #watch(): void {
    this.#stopWatching();
    if (this.#waiting.length > 0) this.#stopWatching = this.#after(PATIENCE, () => this.#grow());
  }

  /** Starts an instance for those that wait, if there may be another one. */
  #grow(): void {
    if (this.#waiting.length > this.#starting && this.#instances.length < LARGEST_POOL) void this.#addInstance();
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
    this.#watch();
  }

  #release(instance: PooledInstance): void {
    if (!this.#instances.includes(instance)) return;
    this.#idle.push({ instance, stopWaiting: this.#after(KEPT_IDLE, () => void this.#end(instance)) });
  }

  async #end(instance: PooledInstance): Promise<void> {
    this.#idle = this.#idle.filter((idle) => idle.instance !== instance);
    this.#forget(instance);
    await instance.terminate();
  }

  #forget(instance: PooledInstance): void {
    this.#instances = this.#instances.filter((other) => other !== instance);
  }
}

/** An invocation that never ran. */
function failed(error: FunctionError): Outcome {
  return { error, milliseconds: 0 };
}
