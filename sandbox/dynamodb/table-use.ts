import { type Item, itemSize } from './attribute-values.ts';
import type { Json } from './dynalite-actions.ts';
import type { TableDescription } from './table.ts';
import type { UnitOfWork } from './unit-of-work.ts';

export type Consistency = 'eventual' | 'strong' | 'transactional';

/** What a request took of a table, as DynamoDB counts it: each use is rounded up on its own. */
export type TableUse =
  | { readonly kind: 'read'; readonly bytes: number; readonly consistency: Consistency }
  /** A write that was made; one of the items is missing for an insert or a delete. */
  | {
      readonly kind: 'write';
      readonly table: TableDescription;
      readonly oldItem: Item | undefined;
      readonly newItem: Item | undefined;
      readonly transactional: boolean;
    }
  /** A write that changed nothing: refused by its condition, or of an item that is not there. */
  | { readonly kind: 'attempt'; readonly bytes: number; readonly transactional: boolean };

export type TableUseListener = (use: TableUse) => void;

/** What GetItem and BatchGetItem took: an item at a time. */
export function itemReads(unit: UnitOfWork, data: Json): TableUse[] {
  const requests = (data.RequestItems ?? {}) as Record<string, Json>;
  return unit.reads.map(({ table, bytes }) => {
    const { ConsistentRead } = requests[table] ?? data;
    return { kind: 'read', bytes, consistency: ConsistentRead ? 'strong' : 'eventual' };
  });
}

/** What TransactGetItems, or a repeated TransactWriteItems, took. */
export function transactionalReads(unit: UnitOfWork): TableUse[] {
  return unit.reads.map(({ bytes }) => ({ kind: 'read', bytes, consistency: 'transactional' }));
}

/** What a page of Query or Scan took: the items that were looked at, filtered out or not, as one read. */
export function pageRead(unit: UnitOfWork, { ConsistentRead }: Json, { ScannedCount }: Json): TableUse {
  const bytes = unit.walked.slice(0, Number(ScannedCount)).reduce((sum, size) => sum + size, 0);
  return { kind: 'read', bytes, consistency: ConsistentRead ? 'strong' : 'eventual' };
}

/** What committed writes took; `actions` is how many were asked for. */
export function writes(unit: UnitOfWork, actions: number, transactional: boolean): TableUse[] {
  const made = unit.changes.map(({ table, oldItem, newItem }): TableUse => {
    return { kind: 'write', table: table.description, oldItem, newItem, transactional };
  });
  const nothing: TableUse = { kind: 'attempt', bytes: 0, transactional };
  return [...made, ...Array.from({ length: Math.max(0, actions - made.length) }, () => nothing)];
}

/** What a refused write took, by the size of the item that is there ("Working with conditional writes"). */
export function attempt(item: Item | undefined, transactional: boolean): TableUse {
  return { kind: 'attempt', bytes: item ? itemSize(item) : 0, transactional };
}

/** What a transaction took that had been made before under its token. */
export function repeatedRead(item: Item | undefined): TableUse {
  return { kind: 'read', bytes: item ? itemSize(item) : 0, consistency: 'transactional' };
}

/** How many writes a request asks for: one, or as many as its batch holds. */
export function writesAsked({ RequestItems }: Json): number {
  return RequestItems === undefined ? 1 : Object.values(RequestItems as Record<string, unknown[]>).flat().length;
}
