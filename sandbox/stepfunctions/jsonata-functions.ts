import { createHash } from 'node:crypto';
import type jsonata from 'jsonata';
import type { Ids } from '../ids.ts';

interface ExtraFunction {
  readonly run: Parameters<jsonata.Expression['registerFunction']>[1];
  readonly signature: string;
}

/** What is left to chance: numbers in [0, 1), and ids. */
export interface Chance {
  readonly random: () => number;
  readonly ids: Ids;
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** States.ArrayRange, which $range replaces, makes at most 1,000 elements. */
const LONGEST_RANGE = 1000;

/**
 * What Step Functions adds to JSONata (developer guide, "Transforming data with JSONata"), by name and with its JSONata
 * signature; and `$shuffle`, which else draws from Math.random.
 */
export function extraFunctions({ random, ids }: Chance): Readonly<Record<string, ExtraFunction>> {
  return {
    partition: { run: partition, signature: '<an:a<a>>' },
    range: { run: range, signature: '<nnn:a<n>>' },
    hash: { run: hash, signature: '<ss:s>' },
    random: { run: (seed?: number) => (seed === undefined ? random() : seeded(seed)), signature: '<n?:n>' },
    uuid: { run: () => ids.uuid(), signature: '<:s>' },
    shuffle: { run: (list?: unknown[]) => list && shuffled(list, random), signature: '<a:a>' },
    parse: { run: parse, signature: '<s:x>' },
  };
}

function partition(items: unknown[] | undefined, size: number): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) throw new Error('$partition needs a chunk size of at least 1');
  const chunks: unknown[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

function range(first: number, last: number, delta: number): number[] {
  if (delta === 0) throw new Error('$range needs a delta other than 0');
  const length = Math.max(Math.floor((last - first) / delta) + 1, 0);
  if (length > LONGEST_RANGE) throw new Error(`$range makes at most ${LONGEST_RANGE} elements`);
  return Array.from({ length }, (_, index) => first + index * delta);
}

function hash(data: string | undefined, algorithm: string): string | undefined {
  if (data === undefined) return undefined;
  const known = ALGORITHMS[algorithm];
  if (!known) throw new Error(`$hash does not know ${algorithm}; use one of ${Object.keys(ALGORITHMS).join(', ')}`);
  return createHash(known).update(data).digest('hex');
}

/** Fisher and Yates, from the back. */
function shuffled(list: readonly unknown[], random: () => number): unknown[] {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

/** The same seed gives the same number, though not the number that AWS gives. */
function seeded(seed: number): number {
  const digest = createHash('sha256').update(String(seed)).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
