import type { Retrier } from './asl.ts';
import { type AslError, matches } from './asl-error.ts';

/** The retriers of one visit to a state, each with a count of its own; a new visit starts them anew. */
export class Retries {
  readonly #retriers: readonly Retrier[];
  readonly #random: () => number;
  readonly #attempts = new Map<Retrier, number>();

  constructor(retriers: readonly Retrier[], random: () => number) {
    this.#retriers = retriers;
    this.#random = random;
  }

  /** Seconds to wait before the next attempt after `error`, or undefined if it is not to be retried (any more). */
  next(error: AslError): number | undefined {
    const retrier = this.#retriers.find(({ ErrorEquals }) => matches(ErrorEquals, error));
    if (!retrier) return undefined;
    const attempt = this.#attempts.get(retrier) ?? 0;
    if (attempt >= retrier.MaxAttempts) return undefined;
    this.#attempts.set(retrier, attempt + 1);
    const longest = retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY;
    const delay = Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** attempt, longest);
    // FULL jitter draws between 0 and the delay ("Retrying after an error").
    return retrier.JitterStrategy === 'FULL' ? delay * this.#random() : delay;
  }
}
