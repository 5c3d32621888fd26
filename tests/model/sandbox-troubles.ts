import type { Faults } from '@careline/sandbox/faults';
import { retry } from '../../workflows/asl.ts';
import type { Mishap } from '../support/house/troubles.ts';

type Order = Readonly<Record<string, unknown>>;
export type Outage = 'steps' | 'starts' | 'events';

const steps = { service: 'lambda', action: 'Invoke', function: 'claims-steps' };

/** Starts fail with an error, not by throttling: the SDK waits long in real time before it tries again what was throttled. */
const outages: Readonly<Record<Outage, Order>> = {
  steps: { ...steps, kind: 'throttle' },
  starts: { kind: 'error', service: 'states', action: 'StartExecution' },
  events: { kind: 'lose', service: 'states' },
};

/** More often than the SDK tries, so that the relay has to. */
const effect = { service: 'states', function: 'relay', count: 4 };
const mishaps: Readonly<Record<Mishap, Order>> = {
  'step-dies-early': { kind: 'crash', when: 'before', function: 'claims-steps', count: 1 },
  'step-dies-late': { kind: 'crash', when: 'after', function: 'claims-steps', count: 1 },
  'step-hangs': { kind: 'delay', ms: 90_000, service: 'dynamodb', function: 'claims-steps', count: 1 },
  'effect-fails': { ...effect, kind: 'error' },
  'effect-answer-lost': { ...effect, kind: 'timeout-after' },
  'event-lost': { kind: 'lose', service: 'states', count: 1 },
};

/**
 * What comes at least once comes twice. Whether an order is paid is for the sequence to say: of what the provider says by
 * itself nothing arrives.
 */
const always: readonly Order[] = [
  ...['relay', 'cases-ended', 'payments-dispatch', 'claims-evidence'].map((name) => ({
    kind: 'duplicate',
    function: name,
  })),
  { kind: 'timeout-before', service: 'payment-provider', action: 'Notify' },
];

/** What goes wrong in the sandbox: each trouble of the model as the fault that comes nearest. */
export class SandboxTroubles {
  readonly #faults: Faults;
  /** What lasts until it is taken back, by name, and the mishaps, by their faults' ids. */
  readonly #lasting = new Map<string, string>();
  readonly #mishaps = new Map<string, Mishap>();
  readonly #met = new Map<string, number>();

  constructor(faults: Faults) {
    this.#faults = faults;
    this.#begin();
  }

  outage(what: Outage, on: boolean): void {
    this.#last(what, on ? outages[what] : undefined);
  }

  refuse(on: boolean): void {
    this.#last('refusal', on ? { kind: 'refuse', service: 'payment-provider' } : undefined);
  }

  /**
   * A fault knows of no steps: all of them fail, the hand-over as well. Where that is not to be broken, they fail as often as
   * one state tries, so that its hand-over is the next one to be called.
   */
  breaks(broken: readonly string[]): void {
    const count = broken.includes('handover') ? {} : { count: 1 + retry.MaxAttempts };
    this.#last('broken', broken.length > 0 ? { ...steps, kind: 'error', ...count } : undefined);
  }

  mishap(mishap: Mishap): void {
    this.#mishaps.set(this.#order(mishaps[mishap]), mishap);
  }

  /** How often each mishap has happened; a fault that struck several tries of one call is one. */
  met(): ReadonlyMap<string, number> {
    const met = new Map(this.#met);
    for (const { id, fired } of this.#faults.list()) {
      const mishap = this.#mishaps.get(id);
      if (mishap && fired > 0) met.set(mishap, (met.get(mishap) ?? 0) + 1);
    }
    return met;
  }

  end(): void {
    for (const [mishap, count] of this.met()) this.#met.set(mishap, count);
    this.#faults.clear();
    this.#lasting.clear();
    this.#mishaps.clear();
    this.#begin();
  }

  #begin(): void {
    for (const order of always) this.#order(order);
  }

  #last(what: string, order: Order | undefined): void {
    const before = this.#lasting.get(what);
    if (before) this.#faults.remove(before);
    this.#lasting.delete(what);
    if (order) this.#lasting.set(what, this.#order(order));
  }

  #order(order: Order): string {
    return this.#faults.add(this.#faults.input.parse(order)).id;
  }
}
