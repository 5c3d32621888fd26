import { webcrypto } from 'node:crypto';
import { randomFrom } from '@careline/sandbox/random';

/** Chance that follows from a seed: the same seed, the same draws. */
export class Chance {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** A number from `from` up to, not including, `to`. */
  between(from: number, to: number): number {
    return from + this.#random() * (to - from);
  }

  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to));
  }

  happens(percent: number): boolean {
    return this.#random() * 100 < percent;
  }

  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T {
    return this.weighted(list.map((value) => [1, value]));
  }

  /** One of them, as often as its weight says. */
  weighted<const T>(options: readonly (readonly [weight: number, value: T])[]): T {
    const sum = options.reduce((all, [weight]) => all + weight, 0);
    let left = this.between(0, sum);
    for (const [weight, value] of options) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error('There is nothing to choose from');
  }
}

/**
 * Has all that the process draws follow from a seed: ids (`ulid` asks the web's crypto for its bytes) and pauses. For a process of
 * its own, which does nothing else.
 */
export function seedProcess(seed: number): void {
  const random = randomFrom(seed);
  Math.random = random;
  const getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    if (array)
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).forEach((_, at, bytes) => {
        bytes[at] = Math.floor(random() * 256);
      });
    return array;
  };
  Object.defineProperty(webcrypto, 'getRandomValues', { value: getRandomValues });
}
