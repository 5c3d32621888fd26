import { createHash } from 'node:crypto';
import type { Place } from './entity.ts';
import type { Item, Range, Table } from './table.ts';

/**
 * The shards of the due index: records for which something is to happen at a time. Enough that none is written to more than
 * a partition takes (1,000 a second), and few enough that all are read each minute.
 */
export const dueShards: readonly number[] = Array.from({ length: 16 }, (_, shard) => shard);

/** How many records a run works on at once, in all of its shards: about as many as the SDK's client has connections (50). */
const AT_ONCE = 48;

/** The place in GSI2 of a record that is to be woken at `wakeAt`; none once that is not wanted any more. */
export function duePlace(id: string, wakeAt: string | undefined): Place | undefined {
  return wakeAt === undefined ? undefined : [duePartition(shardOf(id)), `${wakeAt}#${id}`];
}

/** The partition of GSI2 that is a shard of the due index. */
export function duePartition(shard: number): string {
  return `DUE#${shard}`;
}

/** A record for which something is to happen: its kind and its id. */
export interface DueRecord {
  readonly entity: string;
  readonly id: string;
}

/** What a run takes: what is due at `now` in some shards, as long as it has time. */
export interface DueRun {
  readonly shards: readonly number[];
  readonly now: Date;
  readonly hasTime: () => boolean;
}

/**
 * Wakes what is due, the first due first, several at once in each shard. What there was no time for stays due. A shard that
 * cannot be read keeps none of the others waiting; rejects with an AggregateError in the end.
 */
export async function eachDue(table: Table, run: DueRun, wake: (record: DueRecord) => Promise<void>): Promise<void> {
  const { shards, now, hasTime } = run;
  const hands = Array.from({ length: Math.ceil(AT_ONCE / shards.length) });
  const outcomes = await Promise.allSettled(
    shards.map(async (shard) => {
      // All hands take from the same reading, and the first that has no time left ends it.
      const records = dueIn(table, shard, now);
      await Promise.all(
        hands.map(async () => {
          for await (const record of records) {
            if (!hasTime()) return;
            await wake(record);
          }
        }),
      );
    }),
  );
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shards could not be read`);
}

async function* dueIn(table: Table, shard: number, now: Date): AsyncGenerator<DueRecord> {
  let after: Range['after'];
  do {
    // `$` is the character behind `#`: what is due at this very moment is due.
    const range: Range = { index: 'GSI2', partition: duePartition(shard), before: `${now.toISOString()}$` };
    const { items, last } = await table.query({ ...range, ...(after && { after }) });
    for (const item of items) yield { entity: item.entity, id: idOf(item) };
    after = last;
  } while (after);
}

function idOf({ GSI2SK }: Item): string {
  const sort = String(GSI2SK);
  return sort.slice(sort.indexOf('#') + 1);
}

function shardOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt16BE() % dueShards.length;
}
