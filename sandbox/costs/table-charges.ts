import { type Item, itemSize, sameItem } from '../dynamodb/attribute-values.ts';
import { type IndexDescription, indexEntry, indexesOf, indexKeys } from '../dynamodb/index-entry.ts';
import type { TableUse } from '../dynamodb/table-use.ts';
import { type Charge, charge } from './charge.ts';

const KB = 1024;
const MB = KB * KB;

/** An item's overhead for indexing, once in the table and once in each index (DynamoDB pricing, "Data storage"). */
const OVERHEAD = 100;

/** What uses of tables cost: read units, write units, and the storage that they take or give back. Streams read by Lambda are free. */
export function tableCharges(uses: readonly TableUse[]): Charge[] {
  const total = (unitsOf: (use: TableUse) => number) => uses.reduce((sum, use) => sum + unitsOf(use), 0);
  return [
    charge('dynamodb-read', total(readUnits)),
    charge('dynamodb-write', total(writeUnits)),
    charge('dynamodb-storage', total(growth) / MB),
  ].filter(({ quantity }) => quantity !== 0);
}

/** 4 KB a unit: half of it read eventually consistent, two of it in a transaction; at least one block a read. */
export function readUnits(use: TableUse): number {
  if (use.kind !== 'read') return 0;
  const blocks = Math.max(1, Math.ceil(use.bytes / (4 * KB)));
  return blocks * { eventual: 0.5, strong: 1, transactional: 2 }[use.consistency];
}

/**
 * 1 KB a unit of the larger of the item before and after, at least one; twice in a transaction. Each index pays for its
 * own changes besides; once, since they follow the transaction and are no part of it.
 */
export function writeUnits(use: TableUse): number {
  if (use.kind === 'read') return 0;
  const factor = use.transactional ? 2 : 1;
  if (use.kind === 'attempt') return factor * blocksOf(use.bytes);
  const { table, oldItem, newItem } = use;
  const indexes = indexesOf(table).map((index) => {
    const entry = (item: Item | undefined) => item && indexEntry(item, index, table);
    return indexUnits(index, entry(oldItem), entry(newItem));
  });
  return factor * blocksOf(largest(oldItem, newItem)) + indexes.reduce((sum, units) => sum + units, 0);
}

/**
 * A write for an entry that comes or goes, two for one whose key changes, one for one whose other attributes change, none
 * for one that stays ("Provisioned throughput considerations for global secondary indexes").
 */
function indexUnits(index: IndexDescription, oldEntry: Item | undefined, newEntry: Item | undefined): number {
  if (!oldEntry || !newEntry) return oldEntry || newEntry ? blocksOf(largest(oldEntry, newEntry)) : 0;
  const moved = indexKeys(index).some((name) => !sameItem(pick(oldEntry, name), pick(newEntry, name)));
  if (moved) return blocksOf(itemSize(oldEntry)) + blocksOf(itemSize(newEntry));
  return sameItem(oldEntry, newEntry) ? 0 : blocksOf(largest(oldEntry, newEntry));
}

/** Bytes by which the table and its indexes grow, or shrink. */
function growth(use: TableUse): number {
  if (use.kind !== 'write') return 0;
  const { table, oldItem, newItem } = use;
  const stored = (item: Item | undefined) => {
    const entries = item ? indexesOf(table).map((index) => indexEntry(item, index, table)) : [];
    return [item, ...entries].reduce((sum, entry) => sum + (entry ? itemSize(entry) + OVERHEAD : 0), 0);
  };
  return stored(newItem) - stored(oldItem);
}

const blocksOf = (bytes: number) => Math.max(1, Math.ceil(bytes / KB));
const largest = (...items: (Item | undefined)[]) => Math.max(...items.map((item) => (item ? itemSize(item) : 0)));
const pick = (item: Item, name: string): Item => ({ [name]: item[name] ?? {} });
