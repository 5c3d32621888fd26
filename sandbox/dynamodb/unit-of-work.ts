import db, { type Callback, type ItemDb, type Store, type TableDb } from 'dynalite/db/index.js';
import { oversizedKey } from '../limits/key-limits.ts';
import { limits } from '../limits/limits.ts';
import { freezeItem, type Item, itemSize } from './attribute-values.ts';
import { type IndexDescription, indexEntry, indexesOf } from './index-entry.ts';
import { type ItemMap, itemOf, type StoredItem, storedItem } from './item-map.ts';
import { findTable, type Table, type Tables } from './table.ts';
import { ValueStream } from './value-stream.ts';

const TOO_LARGE = 'Item size has exceeded the maximum allowed size';

export interface Account {
  readonly region: string;
  readonly accountId: string;
}

/** A change of one item; a side is undefined where there is no item. */
export interface ItemChange {
  readonly table: Table;
  readonly key: string;
  readonly oldItem: Item | undefined;
  readonly newItem: Item | undefined;
}

/** An item that is written, as it will be kept, and as streams tell of it. */
interface Copy {
  readonly text: StoredItem;
  readonly item: Item;
}

/**
 * What dynalite's actions take for their database during one request. Reads see the committed state, writes
 * are only noted until `commit`. Everything answers at once, so a request runs from its first read to its
 * commit without any other in between: that is the whole of the sandbox's isolation, no locks needed.
 */
export class UnitOfWork implements Store {
  readonly options = { maxItemSize: limits.itemSize.figure as number, createTableMs: 0 };
  readonly tableDb: TableDb;
  /** The changes noted so far, in the order of the writes. */
  readonly changes: ItemChange[] = [];
  /** The items that were read by key, missing ones with no bytes. */
  readonly reads: { readonly table: string; readonly bytes: number }[] = [];
  /** Bytes of the items that a Query or Scan came by, in their order; it may have come by more than it looked at. */
  readonly walked: number[] = [];
  /** The request of a Query or Scan, whose Limit is lowered to what fits on a page. */
  page: { Limit?: number } | undefined;
  readonly #tables: Tables;
  readonly #writes: (() => void)[] = [];
  readonly #copies = new Map<Item, Copy>();

  constructor(tables: Tables, { region, accountId }: Account) {
    this.#tables = tables;
    this.tableDb = {
      awsRegion: region,
      awsAccountId: accountId,
      lock: (_name, run) => run((callback) => callback),
      get: (name, callback) => callback(null, this.#tables.get(name)?.description),
      put: (_name, _description, callback) => callback(),
    };
  }

  /** Makes the noted writes the committed state. */
  commit(): void {
    for (const apply of this.#writes) apply();
  }

  getTable(name: string, ...rest: [Callback<Table['description']>] | [boolean, Callback<Table['description']>]): void {
    const callback = rest.length === 1 ? rest[0] : rest[1];
    callback(null, findTable(this.#tables, name, rest.length === 1 ? 'item' : 'table').description);
  }

  getItemDb(tableName: string): ItemDb {
    const table = findTable(this.#tables, tableName, 'item');
    const note = (key: string, oldItem: Item | undefined, copy?: Copy) => {
      this.changes.push({ table, key, oldItem, newItem: copy?.item });
      this.#writes.push(() => write(table.items, key, copy?.text));
    };
    return {
      ...this.#reading(table, table.items),
      put: (key, item, callback) => {
        const refusal = itemSize(item) > limits.itemSize.figure ? TOO_LARGE : oversizedKey(item, table.description);
        if (refusal) {
          callback(db.validationError(refusal));
          return;
        }
        note(key, table.items.get(key), this.#copyOf(item));
        callback();
      },
      del: (key, callback) => {
        const oldItem = table.items.get(key);
        if (oldItem) note(key, oldItem);
        callback();
      },
    };
  }

  getIndexDb(_type: string, tableName: string, indexName: string): ItemDb {
    const table = findTable(this.#tables, tableName, 'item');
    const index = table.indexes.get(indexName);
    if (!index) throw new Error(`table ${tableName} has no index ${indexName}`);
    const note = (key: string, text: StoredItem | undefined, callback: Callback<never>) => {
      this.#writes.push(() => write(index, key, text));
      callback();
    };
    return {
      ...this.#reading(
        table,
        index,
        indexesOf(table.description).find(({ IndexName }) => IndexName === indexName),
      ),
      put: (key, item, callback) => note(key, this.#copyOf(item).text, callback),
      del: (key, callback) => note(key, undefined, callback),
    };
  }

  #reading(
    { description }: Table,
    items: ItemMap,
    index?: IndexDescription,
  ): Pick<ItemDb, 'get' | 'createValueStream' | 'lock'> {
    const sizeOf = (item: Item) => itemSize((index && indexEntry(item, index, description)) ?? item);
    return {
      get: (key, callback) => {
        const item = items.get(key);
        this.reads.push({ table: description.TableName, bytes: item ? itemSize(item) : 0 });
        callback(null, item);
      },
      createValueStream: (range) => new ValueStream(this.#pageOf(items.values(range), sizeOf)),
      lock: (_key, run) => run((callback) => callback),
    };
  }

  /** One text for the table and its indexes, and an item of it that answers and stream records share. */
  #copyOf(item: Item): Copy {
    const known = this.#copies.get(item);
    if (known) return known;
    const text = storedItem(item);
    const copy = { text, item: freezeItem(itemOf(text)) };
    this.#copies.set(item, copy);
    return copy;
  }

  /** dynalite counts characters where the service counts UTF-8 bytes, three to a Chinese character: end the page here. */
  *#pageOf(items: Iterable<Item>, sizeOf: (item: Item) => number): Generator<Item> {
    let bytes = 0;
    let count = 0;
    for (const item of items) {
      const size = sizeOf(item);
      this.walked.push(size);
      bytes += size;
      count += 1;
      if (this.page && bytes >= limits.pageSize.figure) this.page.Limit = Math.min(this.page.Limit ?? count, count);
      yield item;
    }
  }
}

function write(items: ItemMap, key: string, text: StoredItem | undefined): void {
  if (text === undefined) items.delete(key);
  else items.set(key, text);
}
