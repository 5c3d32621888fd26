/** Keys a chunk may hold: small enough that an insertion moves little, large enough that there are few chunks. */
const CHUNK_SIZE = 512;

/** Bounds of a walk over an ordered map, at most one of gt and gte, and of lt and lte; without a bound that end is open. */
export interface KeyRange {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  reverse?: boolean;
}

/**
 * A map whose entries can be walked in the order of their keys (by UTF-16 code unit): a hash map for the
 * values, and the keys in sorted chunks, so that a change costs the same at a thousand and at a million items.
 */
export class OrderedMap<V> {
  readonly #values = new Map<string, V>();
  #chunks: string[][] = [[]];

  get size(): number {
    return this.#values.size;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    if (!this.#values.has(key)) this.#insert(key);
    this.#values.set(key, value);
  }

  delete(key: string): boolean {
    if (!this.#values.delete(key)) return false;
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at] ?? [];
    chunk.splice(position(chunk, key, false), 1);
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(at, 1);
    return true;
  }

  clear(): void {
    this.#values.clear();
    this.#chunks = [[]];
  }

  /** The lowest key, or undefined when the map is empty. */
  firstKey(): string | undefined {
    return this.#chunks[0]?.[0];
  }

  /** The first key that is not below `key`. */
  keyFrom(key: string): string | undefined {
    const [first] = this.#ascending({ gte: key });
    return first;
  }

  /** The entries of a range in order; the map must not change during the walk. */
  *entries(range: KeyRange = {}): Generator<[string, V]> {
    for (const key of range.reverse ? this.#descending(range) : this.#ascending(range)) {
      const value = this.#values.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  /** The values of a range in the order of their keys; the map must not change during the walk. */
  *values(range: KeyRange = {}): Generator<V> {
    for (const [, value] of this.entries(range)) yield value;
  }

  *#ascending(range: KeyRange): Generator<string> {
    const from = range.gt ?? range.gte ?? '';
    let at = this.#chunkOf(from);
    let index = position(this.#chunks[at] ?? [], from, range.gt !== undefined);
    for (; at < this.#chunks.length; at++, index = 0) {
      const chunk = this.#chunks[at] ?? [];
      for (; index < chunk.length; index++) {
        const key = chunk[index] ?? '';
        if ((range.lt !== undefined && key >= range.lt) || (range.lte !== undefined && key > range.lte)) return;
        yield key;
      }
    }
  }

  *#descending(range: KeyRange): Generator<string> {
    const to = range.lt ?? range.lte;
    let at = to === undefined ? this.#chunks.length - 1 : this.#chunkOf(to);
    let index =
      to === undefined ? Number.POSITIVE_INFINITY : position(this.#chunks[at] ?? [], to, range.lt === undefined);
    for (; at >= 0; at--, index = Number.POSITIVE_INFINITY) {
      const chunk = this.#chunks[at] ?? [];
      for (let i = Math.min(index, chunk.length) - 1; i >= 0; i--) {
        const key = chunk[i] ?? '';
        if ((range.gt !== undefined && key <= range.gt) || (range.gte !== undefined && key < range.gte)) return;
        yield key;
      }
    }
  }

  #insert(key: string): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at] ?? [];
    chunk.splice(position(chunk, key, false), 0, key);
    if (chunk.length > CHUNK_SIZE) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK_SIZE / 2));
  }

  /** The chunk that holds the key, or would. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#chunks[middle]?.[0] ?? '') <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Index of the first key that is not below `key` or, with `after`, that is above it. */
function position(chunk: readonly string[], key: string, after: boolean): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = chunk[middle] ?? '';
    if (other < key || (after && other === key)) low = middle + 1;
    else high = middle;
  }
  return low;
}
