import type { Json, JsonObject } from './asl.ts';
import type { Execution } from './execution.ts';

/** The item of a Map that a strand works on, as `$states.context.Map.Item` shows it. */
export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
}

/** Thrown in strands whose execution ended, or whose sibling in a Parallel or Map failed. */
export class Aborted extends Error {}

/**
 * One line of control through an execution: the execution itself, a branch of a Parallel or an iteration of a Map.
 * The clock counts it as work under way, except while it rests.
 */
export class Strand {
  readonly execution: Execution;
  readonly item: MapItem | undefined;
  /** What is assigned so far, with a copy of the outer scope's; an outer scope cannot change while this one runs. */
  variables: JsonObject;
  /** Id of the last event, the `previousEventId` of the next. */
  previous: number;
  readonly #signal: AbortSignal;
  readonly #aborted: Promise<never>;
  #rest: (() => void) | undefined;

  constructor(execution: Execution, signal: AbortSignal, previous: number, variables: JsonObject, item?: MapItem) {
    this.execution = execution;
    this.item = item;
    this.variables = variables;
    this.previous = previous;
    this.#signal = signal;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    this.#aborted = promise;
  }

  /** Runs `work` as a strand within this one, which is aborted by this one's end or by `signal`. */
  async fork<T>(signal: AbortSignal, item: MapItem | undefined, work: (child: Strand) => Promise<T>): Promise<T> {
    const either = AbortSignal.any([this.#signal, signal]);
    const child = new Strand(this.execution, either, this.previous, { ...this.variables }, item ?? this.item);
    return child.run(() => work(child));
  }

  /** Runs `work`, counted as under way on the clock. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#wake();
    try {
      return await work();
    } finally {
      this.#rest?.();
    }
  }

  /** Adds an event to the history, unless the strand was aborted, and returns its id. */
  record(type: string, details?: JsonObject): number {
    this.#signal.throwIfAborted();
    this.previous = this.execution.history.add(type, this.previous, details);
    return this.previous;
  }

  /** Adds an event that the next one does not follow, as Step Functions has it for the ends of iterations and their like. */
  recordAside(type: string, details?: JsonObject): void {
    this.execution.history.add(type, this.previous, details);
  }

  /** Waits for `work`, or throws Aborted. */
  until<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#aborted]);
  }

  /** As `until`, but the clock does not count the strand while it waits: for a timer, a person, other strands. */
  async resting<T>(work: Promise<T>): Promise<T> {
    this.#rest?.();
    try {
      return await this.until(work);
    } finally {
      this.#wake();
    }
  }

  /** Waits until the clock reaches `due`, in ms since the epoch. */
  async sleepUntil(due: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.execution.host.clock.schedule(due, resolve);
    try {
      await this.resting(promise);
    } finally {
      cancel();
    }
  }

  #wake(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.execution.host.clock.track(promise);
    this.#rest = resolve;
  }
}
