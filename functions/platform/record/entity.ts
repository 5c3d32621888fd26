import * as z from 'zod';
import type { ProblemCode } from '../problems.ts';
import type { Index } from './indexes.ts';
import type { Fields, Item, Key, Range, Table, Write } from './table.ts';

/** What every record that changes keeps of its changes. */
export const versioned = { version: z.int().min(1), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() };
type Versioned = { readonly version: number; readonly createdAt: string; readonly updatedAt: string };

/** Where an index has a record: the partition, and what it is sorted by there. */
export type Place = readonly [partition: string, sort: string];

/** A record, declared once: its keys, its indexes and what it holds follow from here. */
interface Declaration<T> {
  /** `policy`: for the key `POLICY#…` by default. */
  readonly type: string;
  /** Every read is parsed by it. */
  readonly schema: z.ZodType<T>;
  readonly id: (record: T) => string;
  readonly key?: (id: string) => Key;
  /** An index that a record is not, or no longer, found by has no place. */
  readonly indexes?: (record: T) => Partial<Record<Index, Place | undefined>>;
  /** Fields that no list shows, so no index holds them. Where there are lists, the schema must do without them. */
  readonly apart?: readonly (T extends unknown ? keyof T & string : never)[];
  /** What the stream does about it: attributes beside the record. */
  readonly effects?: (record: T) => Fields;
  /** When the table may forget it. */
  readonly expires?: (record: T) => Date | undefined;
}

/** A range of records, with how each is read. */
export interface List<T> {
  readonly range: Range;
  readonly parse: (item: Item) => T;
  /** The table's key of a record; not needed where the range is of the table itself. */
  readonly key?: (id: string) => Key;
  readonly idOf?: (record: T) => string;
}

export type Entity<T> = ReturnType<typeof entity<T & object>>;

/** The records of one type: reads that are parsed, and the writes of a transaction. */
export function entity<T extends object>(declared: Declaration<T>) {
  const { type, schema, id: idOf, indexes, effects, expires } = declared;
  const word = type.toUpperCase().replaceAll('-', '_');
  const key = declared.key ?? ((id: string) => ({ PK: `${word}#${id}`, SK: word }));
  const apart: ReadonlySet<string> = new Set(declared.apart);

  const parse = (item: Item): T => {
    const aside = Object.fromEntries([...apart].map((field) => [field, item[field]]));
    return schema.parse({ ...aside, ...item.record });
  };

  const toItem = (record: T, more: Fields = {}): Item => {
    const fields = Object.entries(record);
    const expiry = expires?.(record);
    return {
      ...Object.fromEntries(fields.filter(([field]) => apart.has(field))),
      ...effects?.(record),
      ...more,
      ...key(idOf(record)),
      ...indexAttributes(indexes?.(record) ?? {}),
      ...(expiry && { ttl: Math.floor(expiry.getTime() / 1000) }),
      entity: type,
      record: Object.fromEntries(fields.filter(([field]) => !apart.has(field))),
    };
  };

  /** The write of a record that has its version; `read` is the one that it was made from. `more` is for the stream. */
  const write = (record: T, read: number, more?: Fields): Write => ({ replace: toItem(record, more), read });

  return {
    key,
    parse,
    write,

    async get(table: Table, id: string): Promise<T | undefined> {
      const item = await table.get(key(id));
      return item && parse(item);
    },

    /** In the order asked for. */
    async getMany(table: Table, ids: readonly string[]): Promise<readonly (T | undefined)[]> {
      const items = await table.getMany(ids.map(key));
      return items.map((item) => item && parse(item));
    },

    /** A new record, which must not be there: what to tell the caller when it is. */
    create: (record: T, conflict?: ProblemCode, more?: Fields): Write => ({
      create: toItem(record, more),
      ...(conflict && { conflict }),
    }),

    /** A record that another one of the same transaction guards. */
    put: (record: T): Write => ({ put: toItem(record) }),

    /** The record after a change, with its version and time, and the write of it. */
    replace(read: T & Versioned, changed: T, now: Date): { after: T; write: Write } {
      const after = { ...changed, version: read.version + 1, updatedAt: now.toISOString() };
      return { after, write: write(after, read.version) };
    },

    list: (range: Range): List<T> => ({ range, parse, key, idOf }),
  };
}

/** What a new record keeps of its changes. */
export function begun(now: Date): Versioned {
  const at = now.toISOString();
  return { version: 1, createdAt: at, updatedAt: at };
}

function indexAttributes(places: Partial<Record<Index, Place | undefined>>): Fields {
  return Object.fromEntries(
    Object.entries(places).flatMap(([index, place]) =>
      place
        ? [
            [`${index}PK`, place[0]],
            [`${index}SK`, place[1]],
          ]
        : [],
    ),
  );
}
