import { describe, expect, test } from '@jest/globals';
import { duePlace, dueShards, eachDue } from '../../../functions/platform/record/due.ts';
import type { Item, Range, Table } from '../../../functions/platform/record/table.ts';
import { at, now, queried } from '../../support/fixtures.ts';

const shards = Array.from({ length: 16 }, (_, shard) => `DUE#${shard}`);
const all = { shards: dueShards, now, hasTime: () => true };

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
  await eachDue(table, all, async (record) => void found.push(record));
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
    const { table, asked } = tableOf([due('clm_1', at(1)), due('clm_2', at(2))]);
    expect(await allDue(table)).toEqual([]);
    const before = `${now.toISOString()}$`;
    expect(asked).toEqual(shards.map((partition) => ({ index: 'GSI2', partition, before })));
  });

  test('is what is due at this very moment, and nothing that is due a millisecond later', async () => {
    const { table } = tableOf([due('clm_1', at(0)), due('clm_2', at(1))]);
    expect(await allDue(table)).toEqual([{ entity: 'claim', id: 'clm_1' }]);
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

  test('is asked of those shards alone that a run is given', async () => {
    const { table, asked } = tableOf(Array.from({ length: 100 }, (_, n) => due(`clm_${n}`, at(-1))));
    const found = new Set<string>();
    await eachDue(table, { ...all, shards: [3, 7] }, async ({ id }) => void found.add(id));
    expect(new Set(asked.map(({ partition }) => partition))).toEqual(new Set(['DUE#3', 'DUE#7']));
    await eachDue(
      table,
      { ...all, shards: dueShards.filter((shard) => shard !== 3 && shard !== 7) },
      async ({ id }) => {
        expect(found).not.toContain(id);
        found.add(id);
      },
    );
    expect(found.size).toBe(100);
  });

  test('is taken several at once in each shard, and no more than the client has connections', async () => {
    const { table } = tableOf(Array.from({ length: 400 }, (_, n) => due(`clm_${n}`, at(-1))));
    for (const run of [all, { ...all, shards: [3] }]) {
      let [underWay, most] = [0, 0];
      await eachDue(table, run, async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
      });
      expect(most).toBeGreaterThan(run.shards.length);
      expect(most).toBeLessThanOrEqual(50);
    }
  });

  test('is left where a run has no time for it, once what it has taken is done', async () => {
    const { table, asked } = tableOf(Array.from({ length: 400 }, (_, n) => due(`clm_${n}`, at(-1))));
    const taken: string[] = [];
    const done: string[] = [];
    await eachDue(table, { ...all, hasTime: () => taken.length < 100 }, async ({ id }) => {
      taken.push(id);
      await new Promise((resolve) => setImmediate(resolve));
      done.push(id);
    });
    expect(taken).toHaveLength(100);
    expect(done).toEqual(taken);
    // Two records are on a page; each shard is read no further than the run comes.
    expect(asked.length).toBeLessThan(100);
  });

  test('of other shards is taken where one cannot be read, for which the run fails in the end', async () => {
    const { table } = tableOf(Array.from({ length: 100 }, (_, n) => due(`clm_${n}`, at(-1))));
    const broken = queried(async (range) => {
      if (range.partition === 'DUE#5') throw new Error('throttled');
      return table.query(range);
    });
    const found: string[] = [];
    const run = eachDue(broken, all, async ({ id }) => void found.push(id));
    await expect(run).rejects.toThrow('1 shards could not be read');
    const others = Array.from({ length: 100 }, (_, n) => due(`clm_${n}`, at(-1))).filter(
      ({ GSI2PK }) => GSI2PK !== 'DUE#5',
    );
    expect(found).toHaveLength(others.length);
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
