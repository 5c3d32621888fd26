import { Aborted } from './strand.ts';

/** The strands of one Parallel or Map: the first that fails ends the others. */
export class Siblings {
  readonly #stop = new AbortController();
  #failure: unknown;

  /** Aborts a strand when a sibling failed. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** A strand failed. Returns whether it is the first, whose error is the state's. */
  fail(error: unknown): boolean {
    if (this.#stop.signal.aborted) return false;
    this.#failure = error;
    this.#stop.abort(new Aborted('A sibling failed'));
    return true;
  }

  /** Waits for all to end, so that a retry never overlaps with what it replaces. Throws the first failure. */
  async all<T>(work: Promise<T>[]): Promise<T[]> {
    const settled = await Promise.allSettled(work);
    if (this.#stop.signal.aborted) throw this.#failure;
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }
}
