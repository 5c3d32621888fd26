import db, { type Callback, type ItemDb, type Store, type TableDb } from 'dynalite/db/index.js';
import { freezeItem, type Item, itemSize } from './attribute-values.ts';
import type { KeyRange, OrderedMap } from './ordered-map.ts';
import { findTable, type Table, type Tables } from './table.ts';
import { ValueStream } from './value-stream.ts';

/** An item is at most 400 KB, a page of Query or Scan 1 MB. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const MAX_ITEM_SIZE = 400 * 1024;
const MAX_PAGE_SIZE = 1024 * 1024;

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

/**
 * What dynalite's actions take for their database during one request. Reads see the committed state, writes
 * are only noted until `commit`. Everything answers at once, so a request runs from its first read to its
 * commit without any other in between: that is the whole of the sandbox's isolation, no locks needed.
 */
export class UnitOfWork implements Store {
  readonly options = { maxItemSize: MAX_ITEM_SIZE, createTableMs: 0 };
  readonly tableDb: TableDb;
  /** The changes noted so far, in the order of the writes. */
  readonly changes: ItemChange[] = [];
  /** The request of a Query or Scan, whose Limit is lowered to what fits on a page. */
  page: { Limit?: number } | undefined;
  readonly #tables: Tables;
  readonly #indexWrites: (() => void)[] = [];
  readonly #copies = new Map<Item, Item>();

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
    for (const { table, key, newItem } of this.changes) write(table.items, key, newItem);
    for (const writeIndex of this.#indexWrites) writeIndex();
  }

  getTable(name: string, ...rest: [Callback<Table['description']>] | [boolean, Callback<Table['description']>]): void {
    const callback = rest.length === 1 ? rest[0] : rest[1];
    callback(null, findTable(this.#tables, name, rest.length === 1 ? 'item' : 'table').description);
  }

  getItemDb(tableName: string): ItemDb {
    const table = findTable(this.#tables, tableName, 'item');
    const note = (key: string, newItem: Item | undefined) =>
      this.changes.push({ table, key, oldItem: table.items.get(key), newItem });
    return {
      ...this.#reading(table.items),
      put: (key, item, callback) => {
        if (itemSize(item) > MAX_ITEM_SIZE) {
          callback(db.validationError('Item size has exceeded the maximum allowed size'));
          return;
        }
        note(key, this.#stored(item));
        callback();
      },
      del: (key, callback) => {
        if (table.items.get(key)) note(key, undefined);
        callback();
      },
    };
  }

  getIndexDb(_type: string, tableName: string, indexName: string): ItemDb {
    const index = findTable(this.#tables, tableName, 'item').indexes.get(indexName);
    if (!index) throw new Error(`table ${tableName} has no index ${indexName}`);
    const note = (key: string, item: Item | undefined, callback: Callback<never>) => {
      this.#indexWrites.push(() => write(index, key, item));
      callback();
    };
    return {
      ...this.#reading(index),
      put: (key, item, callback) => note(key, this.#stored(item), callback),
      del: (key, callback) => note(key, undefined, callback),
    };
  }

  #reading(items: OrderedMap<Item>): Pick<ItemDb, 'get' | 'createValueStream' | 'lock'> {
    return {
      get: (key, callback) => callback(null, items.get(key)),
      createValueStream: (range) => new ValueStream(this.#pageOf(items, range)),
      lock: (_key, run) => run((callback) => callback),
    };
  }

  /** One copy for the table and its indexes; parsed anew, it takes half the memory of what dynalite puts together by name. */
  #stored(item: Item): Item {
    const copy = this.#copies.get(item) ?? freezeItem(JSON.parse(JSON.stringify(item)));
    this.#copies.set(item, copy);
    return copy;
  }

  /** dynalite counts characters where the service counts UTF-8 bytes, three to a Chinese character: end the page here. */
  *#pageOf(items: OrderedMap<Item>, range: KeyRange): Generator<Item> {
    let bytes = 0;
    let count = 0;
    for (const item of items.values(range)) {
      bytes += itemSize(item);
      count += 1;
      if (this.page && bytes >= MAX_PAGE_SIZE) this.page.Limit = Math.min(this.page.Limit ?? count, count);
      yield item;
    }
  }
}

function write(items: OrderedMap<Item>, key: string, item: Item | undefined): void {
  if (item) items.set(key, item);
  else items.delete(key);
}
