import { createHash } from 'node:crypto';
import type { Place } from './entity.ts';
import type { Item, Range, Table } from './table.ts';

/**
 * The due index: records that somebody must look at by a time, in shards. Enough that none is written to more than a
 * partition takes (1,000 a second), and few enough that all are read each hour.
 */
const SHARDS = 16;

/** The place in GSI2 of a record that must be looked at by `wakeAt`; none once that is not wanted any more. */
export function duePlace(id: string, wakeAt: string | undefined): Place | undefined {
  return wakeAt === undefined ? undefined : [partition(shardOf(id)), `${wakeAt}#${id}`];
}

/** A record that somebody must look at: its kind and its id. */
export interface DueRecord {
  readonly entity: string;
  readonly id: string;
}

/** What was to be looked at before `until`, the first due first: one after the other in each shard, all shards at once. */
export async function eachDue(table: Table, until: Date, look: (record: DueRecord) => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: SHARDS }, async (_, shard) => {
      for await (const record of dueIn(table, shard, until)) await look(record);
    }),
  );
}

async function* dueIn(table: Table, shard: number, until: Date): AsyncGenerator<DueRecord> {
  let after: Range['after'];
  do {
    const range: Range = { index: 'GSI2', partition: partition(shard), before: until.toISOString() };
    const { items, last } = await table.query({ ...range, ...(after && { after }) });
    for (const item of items) yield { entity: item.entity, id: idOf(item) };
    after = last;
  } while (after);
}

function idOf({ GSI2SK }: Item): string {
  const sort = String(GSI2SK);
  return sort.slice(sort.indexOf('#') + 1);
}

function partition(shard: number): string {
  return `DUE#${shard}`;
}

function shardOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt16BE() % SHARDS;
}
