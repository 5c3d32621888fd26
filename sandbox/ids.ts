import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** Where ids and tokens come from. */
export interface Ids {
  uuid(): string;
  bytes(length: number): Buffer;
}

/**
 * Ids that follow from the first number of `random`, so that the same seed gives the same ones; they differ from each
 * other whatever `random` gives, and take no other number from it. Without `random`, ids that nobody can guess.
 */
export function idsFrom(random: (() => number) | undefined): Ids {
  if (!random) return { uuid: () => randomUUID(), bytes: randomBytes };
  let seed: number | undefined;
  let count = 0;
  const bytes = (length: number): Buffer => {
    seed ??= random();
    count += 1;
    return createHash('shake256', { outputLength: length }).update(`${seed} ${count}`).digest();
  };
  return { bytes, uuid: () => asUuid(bytes(16).toString('hex')) };
}

/** Marked as version 4, RFC 9562. */
function asUuid(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)];
  return parts.join('-');
}
