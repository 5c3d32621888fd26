import type { Item } from './attribute-values.ts';
import { type KeyRange, OrderedMap } from './ordered-map.ts';

/**
 * Items by their keys, in the order of these. They are kept as text, a third of the memory of objects, and nothing that a
 * collection of garbage has to walk through; each read makes an item of its own.
 */
export class ItemMap {
  readonly #texts = new OrderedMap<StoredItem>();

  get size(): number {
    return this.#texts.size;
  }

  get(key: string): Item | undefined {
    const text = this.#texts.get(key);
    return text === undefined ? undefined : itemOf(text);
  }

  set(key: string, text: StoredItem): void {
    this.#texts.set(key, text);
  }

  delete(key: string): void {
    this.#texts.delete(key);
  }

  clear(): void {
    this.#texts.clear();
  }

  /** The entries in order; the map must not change during the walk. */
  *entries(): Generator<[string, Item]> {
    for (const [key, text] of this.#texts.entries()) yield [key, itemOf(text)];
  }

  /** The first key from a key on. */
  keyFrom(key: string): string | undefined {
    return this.#texts.keyFrom(key);
  }

  /** The items of a range in the order of their keys; the map must not change during the walk. */
  *values(range: KeyRange = {}): Generator<Item> {
    for (const text of this.#texts.values(range)) yield itemOf(text);
  }
}

/** An item as it is kept: the bytes of its JSON, one to a character. V8 takes two bytes for every character of a text with a Chinese one. */
export type StoredItem = string;

export function storedItem(item: Item): StoredItem {
  return Buffer.from(JSON.stringify(item)).toString('latin1');
}

export function itemOf(text: StoredItem): Item {
  return JSON.parse(Buffer.from(text, 'latin1').toString());
}
