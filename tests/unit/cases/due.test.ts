import { describe, expect, test } from '@jest/globals';
import { duePlace, dueShards, eachDue } from '../../../functions/platform/record/due.ts';
import type { Item, Range, Table } from '../../../functions/platform/record/table.ts';
import { at, now, queried } from '../../support/fixtures.ts';

const shards = Array.from({ length: 16 }, (_, shard) => `DUE#${shard}`);

/** A record in the due index. */
function due(id: string, wakeAt: string, entity = 'claim'): Item {
  const [GSI2PK, GSI2SK] = duePlace(id, wakeAt) ?? [];
  return { PK: `CLAIM#${id}`, SK: 'CLAIM', entity, record: {}, GSI2PK, GSI2SK };
}

/** A table of records, two on a page, that tells what it was asked. */
function tableOf(items: readonly Item[]) {
  const asked: Range[] = [];
  const table = queried(async (range) => {
    asked.push(range);
    const { partition, before = '', after } = range;
    const found = items
      .filter(({ GSI2PK, GSI2SK }) => GSI2PK === partition && String(GSI2SK) < before)
      .sort((one, other) => String(one.GSI2SK).localeCompare(String(other.GSI2SK)));
    const start = Number(after?.start ?? 0);
    const last = found.length > start + 2 ? { last: { start: start + 2 } } : {};
    return { items: found.slice(start, start + 2), ...last };
  });
  return { table, asked };
}

async function allDue(table: Table) {
  const found: { entity: string; id: string }[] = [];
  await eachDue(table, { shards: dueShards, now, hasTime: () => true }, async (record) => void found.push(record));
  return found;
}

describe('the due index', () => {
  test('holds a record under the time by which it must be looked at', () => {
    const { GSI2PK, GSI2SK } = due('clm_1', at(0));
    expect(shards).toContain(GSI2PK);
    expect(GSI2SK).toBe(`${at(0)}#clm_1`);
  });

  test('does not hold one that need not be looked at', () => {
    expect(duePlace('clm_1', undefined)).toBeUndefined();
  });

  test('keeps a record in one shard whenever it is due, and spreads records over all', () => {
    const partitionOf = (id: string, wakeAt: string) => due(id, wakeAt).GSI2PK;
    expect(partitionOf('clm_1', at(0))).toBe(partitionOf('clm_1', at(1)));
    const used = new Set(Array.from({ length: 300 }, (_, n) => partitionOf(`clm_${n}`, at(0))));
    expect([...used].sort()).toEqual([...shards].sort());
  });
});

describe('what is due', () => {
  test('is asked of each shard once, up to the time, when nothing is', async () => {
    const { table, asked } = tableOf([due('clm_1', at(0)), due('clm_2', at(1))]);
    expect(await allDue(table)).toEqual([]);
    const before = now.toISOString();
    expect(asked).toEqual(shards.map((partition) => ({ index: 'GSI2', partition, before })));
  });

  test('is told by kind and id, page by page', async () => {
    const records = Array.from({ length: 100 }, (_, n) => due(`clm_${n}`, at(-1 - n), n % 2 ? 'claim' : 'payment'));
    const { table, asked } = tableOf(records);
    const found = await allDue(table);
    expect(new Map(found.map(({ id, entity }) => [id, entity]))).toEqual(
      new Map(records.map(({ PK, entity }) => [PK.replace('CLAIM#', ''), entity])),
    );
    expect(found).toHaveLength(records.length);
    expect(asked.length).toBeLessThan(16 + records.length / 2 + 1);
  });

  test('comes first due first within a shard', async () => {
    const records = Array.from({ length: 40 }, (_, n) => due(`clm_${n}`, at(-1 - ((n * 7) % 40))));
    const found = await allDue(tableOf(records).table);
    for (const shard of shards) {
      const ids = records.filter(({ GSI2PK }) => GSI2PK === shard).sort(byTime);
      const order = found.map(({ id }) => `CLAIM#${id}`).filter((PK) => ids.some((record) => record.PK === PK));
      expect(order).toEqual(ids.map(({ PK }) => PK));
    }
  });
});

function byTime(one: Item, other: Item): number {
  return String(one.GSI2SK).localeCompare(String(other.GSI2SK));
}
