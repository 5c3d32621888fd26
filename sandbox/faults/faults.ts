import { randomInt } from 'node:crypto';
import { ConnectionLost } from '../aws/connection-lost.ts';
import type { Input, Interceptor, ServiceCall, ServiceHandler } from '../aws/services.ts';
import type { VirtualClock } from '../clock.ts';
import type { Invocation, InvocationObserver } from '../lambda/functions.ts';
import type { Crash } from '../lambda/instance.ts';
import { type FaultInput, type FaultTargets, faultInput } from './fault.ts';
import { randomFrom } from './random.ts';
import { failed, refused, throttled } from './service-errors.ts';

export interface FaultsOptions {
  readonly clock: VirtualClock;
  readonly targets: () => FaultTargets;
  /** Ends the instance that runs an invocation: killed, or cut off as if its time were up. */
  readonly kill: (invocationId: string, how: 'crash' | 'timeout') => Promise<void>;
  /** A function's timeout in milliseconds. */
  readonly timeoutOf: (functionName: string) => number;
}

/** A fault that was ordered, and how it went so far. */
export interface Fault {
  readonly id: string;
  readonly input: FaultInput;
  readonly seed: number;
  readonly random: () => number;
  /** Occasions so far, and those at which it struck. */
  seen: number;
  fired: number;
}

/** Faults on demand: stands around every call to a service and every run of a function, outside of what counts the bill. */
export class Faults implements InvocationObserver {
  readonly #options: FaultsOptions;
  #active: Fault[] = [];
  #ordered = 0;
  /** Calls so far of each run that a crash may end. */
  readonly #calls = new Map<string, number>();

  constructor(options: FaultsOptions) {
    this.#options = options;
  }

  /** The schema of what can be ordered. */
  get input() {
    return faultInput(this.#options.targets());
  }

  /** Orders a fault; without a seed it gets one, to repeat it by. */
  add(input: FaultInput) {
    this.#ordered += 1;
    const seed = input.seed ?? randomInt(2 ** 32);
    const fault = { id: `fault-${this.#ordered}`, input, seed, random: randomFrom(seed), seen: 0, fired: 0 };
    this.#active.push(fault);
    return describe(fault);
  }

  /** What is ordered, with how often each had the occasion to strike and did. */
  list() {
    return this.#active.map(describe);
  }

  /** Withdraws one order. */
  remove(id: string): void {
    this.#active = this.#active.filter((fault) => fault.id !== id);
  }

  clear(): void {
    this.#active = [];
    this.#calls.clear();
  }

  readonly interceptor: Interceptor = (call, next) => this.#pass(call, next, this.#active);

  /** Whether an instance dies instead of running, or after it ran. */
  crashes({ resource }: Invocation): Crash | undefined {
    for (const fault of this.#active) {
      const { input } = fault;
      if (input.kind !== 'crash' || input.when === 'during') continue;
      if (isNamed(input.function, resource.name) && strikes(fault)) return input.when;
    }
    return undefined;
  }

  /** Whether an event that a service tells with best effort gets lost. */
  loses(service: string): boolean {
    return this.#active.some((fault) => {
      const { input } = fault;
      return input.kind === 'lose' && input.service === service && strikes(fault);
    });
  }

  ended({ id }: Invocation): void {
    for (const key of this.#calls.keys()) if (key.endsWith(id)) this.#calls.delete(key);
  }

  #pass(call: ServiceCall, next: ServiceHandler, faults: readonly Fault[]): Promise<Input> {
    const [fault, ...others] = faults;
    if (!fault) return next(call);
    const onward: ServiceHandler = (passed) => this.#pass(passed, next, others);
    return this.#concerns(fault, call) && strikes(fault) ? this.#strike(fault.input, call, onward) : onward(call);
  }

  #concerns({ id, input }: Fault, call: ServiceCall): boolean {
    if (input.kind === 'lose') return false;
    if ('service' in input && input.service !== undefined && input.service !== call.service) return false;
    if ('action' in input && input.action !== undefined && input.action !== call.action) return false;
    if (input.kind === 'crash') {
      const { invocationId } = call.caller;
      if (input.when !== 'during' || invocationId === undefined || !isNamed(input.function, call.caller.name))
        return false;
      const key = `${id} ${invocationId}`;
      const calls = (this.#calls.get(key) ?? 0) + 1;
      this.#calls.set(key, calls);
      return calls === input.calls;
    }
    // What is asked is refused whoever asks.
    if (input.kind === 'refuse') return true;
    return involves(call, input.function) && (input.kind !== 'duplicate' || this.#isDelivery(call));
  }

  async #strike(input: FaultInput, call: ServiceCall, onward: ServiceHandler): Promise<Input> {
    switch (input.kind) {
      case 'throttle':
        throw throttled(call.service);
      case 'error':
        throw failed(call.service);
      case 'refuse':
        throw refused();
      case 'timeout-before':
        throw new ConnectionLost();
      case 'timeout-after':
        await onward(call);
        throw new ConnectionLost();
      case 'delay':
        return this.#delay(input.ms, call, onward);
      case 'duplicate':
        await onward(call);
        return onward(call);
      case 'lose':
        return onward(call);
      case 'crash':
        await onward(call);
        await this.#options.kill(call.caller.invocationId ?? '', 'crash');
        throw new ConnectionLost();
    }
  }

  /** What is delivered at least once, so that it may be delivered twice: streams, events, asynchronous invocations, and what neighbours are asked and tell. */
  #isDelivery({ caller, service, action, input }: ServiceCall): boolean {
    if (this.#options.targets().neighbours.some(({ name }) => name === service)) return true;
    // A poller's own calls bring nothing to anybody.
    if (caller.kind === 'service')
      return caller.name !== 'apigateway.amazonaws.com' && !/^(Receive|Delete)/.test(action);
    return service === 'lambda' && action === 'Invoke' && input.InvocationType === 'Event';
  }

  /** The time passes at once, with all that comes due in it; whoever called gives up if it has no more time than that. */
  async #delay(ms: number, call: ServiceCall, onward: ServiceHandler): Promise<Input> {
    const { clock, timeoutOf, kill } = this.#options;
    const { invocationId, name } = call.caller;
    const patience = invocationId === undefined ? Number.POSITIVE_INFINITY : timeoutOf(name);
    await clock.pass(Math.min(ms, patience));
    if (invocationId === undefined || ms < patience) return onward(call);
    await kill(invocationId, 'timeout');
    throw new ConnectionLost();
  }
}

function describe({ id, input, seed, seen, fired }: Fault) {
  return { id, ...input, seed, seen, fired };
}

/** Draws for an occasion: as often as the rate says, until the count is used up. */
function strikes(fault: Fault): boolean {
  fault.seen += 1;
  const { rate, count = Number.POSITIVE_INFINITY } = fault.input;
  if (fault.fired >= count || fault.random() >= rate) return false;
  fault.fired += 1;
  return true;
}

const isNamed = (wanted: string | undefined, name: string) => wanted === undefined || wanted === name;

/** Whether a function, if one is meant, calls or is invoked. */
function involves({ caller, service, action, input }: ServiceCall, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (caller.kind === 'function' && caller.name === wanted) return true;
  const invoked = String(input.FunctionName ?? '');
  return service === 'lambda' && action === 'Invoke' && (invoked === wanted || invoked.endsWith(`:${wanted}`));
}
