import type { VirtualClock } from '../clock.ts';
import type { StreamRecord } from '../dynamodb/dynamodb.ts';
import { limits } from '../limits/limits.ts';

/** Records that are delivered together, and how often they have been tried. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  readonly attempts: number;
}

/** What is left to do after a delivery: nothing, or batches to try again, at once or after a pause. */
export interface Remainder {
  readonly batches: readonly Batch[];
  readonly pauseMs: number;
}

/**
 * One shard of a stream: delivers its records in order, a batch at a time. A batch that is to be tried
 * again holds up all behind it, as a shard does.
 */
export class StreamLane {
  readonly #clock: VirtualClock;
  readonly #batchSize: number;
  readonly #deliver: (batch: Batch) => Promise<Remainder>;
  #queue: StreamRecord[] = [];
  #retries: Batch[] = [];
  #busy = false;
  #cancelPause: (() => void) | undefined;
  #generation = 0;

  constructor(clock: VirtualClock, batchSize: number, deliver: (batch: Batch) => Promise<Remainder>) {
    this.#clock = clock;
    this.#batchSize = batchSize;
    this.#deliver = deliver;
  }

  push(record: StreamRecord): void {
    this.#queue.push(record);
    this.#start();
  }

  /** Forgets all records, also those under way. */
  reset(): void {
    this.#generation += 1;
    this.#queue = [];
    this.#retries = [];
    this.#busy = false;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  #start(): void {
    if (this.#busy) return;
    this.#busy = true;
    const generation = this.#generation;
    this.#clock.start(() => this.#drain(generation));
  }

  async #drain(generation: number): Promise<void> {
    for (let batch = this.#next(); batch; batch = this.#next()) {
      const { batches, pauseMs } = await this.#deliver(batch);
      if (generation !== this.#generation) return;
      this.#retries.unshift(...batches);
      if (pauseMs > 0) return this.#pause(pauseMs);
    }
    this.#busy = false;
  }

  #next(): Batch | undefined {
    const retry = this.#retries.shift();
    if (retry) return retry;
    const records = this.#queue.splice(0, batchOf(this.#queue, this.#batchSize));
    return records.length === 0 ? undefined : { records, attempts: 0 };
  }

  #pause(milliseconds: number): void {
    const generation = this.#generation;
    this.#cancelPause = this.#clock.schedule(this.#clock.now() + milliseconds, () => this.#drain(generation));
  }
}

/** How many of the first records make a batch: as many as were asked for, in the 6 MB of one invocation ("Batching behavior"). */
export function batchOf(queue: readonly unknown[], batchSize: number): number {
  let size = ENVELOPE;
  for (const [index, record] of queue.slice(0, batchSize).entries()) {
    size += Buffer.byteLength(JSON.stringify(record)) + 1;
    if (size > limits.requestPayload.figure) return Math.max(index, 1);
  }
  return batchSize;
}

const ENVELOPE = Buffer.byteLength('{"Records":[]}');
