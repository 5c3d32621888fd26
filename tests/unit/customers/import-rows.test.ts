import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCustomersByRef } from '../../../functions/customers/customer-store.ts';
import { customerRows } from '../../../functions/customers/import-customers.ts';
import { importRows } from '../../../functions/platform/http/import-rows.ts';
import { system } from '../../../functions/platform/record/events.ts';
import type { Table, Write } from '../../../functions/platform/record/table.ts';
import { testTable } from '../../support/table.ts';

const now = new Date('2026-03-01T08:00:00Z');
const kind = customerRows({ actor: system, now, identityKey: async () => 'a key' });

test('the last row of each reference is what is stored, however rows repeat, and every row has its outcome', async () => {
  const row = fc.record({ externalRef: fc.constantFrom('A', 'B', 'C', ''), name: fc.constantFrom('x', 'y', '') });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const { table } = await testTable();
      const results = await importRows(table, rows, kind);
      expect(results.map(({ index }) => index)).toEqual(rows.map((_, index) => index));
      const valid = rows.filter(({ externalRef, name }) => externalRef !== '' && name !== '');
      expect(results.filter(({ outcome }) => outcome !== 'rejected')).toHaveLength(valid.length);
      const last = new Map(valid.map(({ externalRef, name }) => [externalRef, name]));
      const stored = await getCustomersByRef(table, [...last.keys()]);
      expect(stored.map((customer) => customer?.name)).toEqual([...last.values()]);
    }),
    { numRuns: 40 },
  );
});

test('rows share transactions of at most 100 actions', async () => {
  const { table } = await testTable();
  const sizes: number[] = [];
  const counted = listening(table, (writes) => sizes.push(writes.length));
  await importRows(counted, rowsOf(100), kind);
  expect(sizes).toEqual([100, 100]);
});

test('rows of long text stay below the 4 MB of a transaction', async () => {
  const { table } = await testTable();
  const sizes: number[] = [];
  const counted = listening(table, (writes) => sizes.push(Buffer.byteLength(JSON.stringify(writes))));
  const profile = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, '𠮷'.repeat(200)]));
  const results = await importRows(
    counted,
    rowsOf(100).map((row) => ({ ...row, profile })),
    kind,
  );
  expect(results.every(({ outcome }) => outcome === 'written')).toBe(true);
  expect(Math.max(...sizes)).toBeLessThan(4_000_000);
});

test('a row that somebody else writes in between is decided again, and the other rows of its transaction land', async () => {
  const { table } = await testTable();
  let first = true;
  const raced: Table = {
    ...table,
    async commit(writes: readonly Write[]) {
      if (first) {
        first = false;
        await importRows(table, [{ externalRef: 'R-1', name: 'The other' }], kind);
      }
      return table.commit(writes);
    },
  };
  const results = await importRows(raced, rowsOf(3), kind);
  expect(results.map(({ outcome }) => outcome)).toEqual(['written', 'written', 'written']);
  const [, second] = await getCustomersByRef(table, ['R-0', 'R-1']);
  expect(second).toMatchObject({ name: 'N 1', version: 2 });
});

test('a failure in the middle leaves whole rows, and a repeat completes them', async () => {
  const { table } = await testTable();
  let commits = 0;
  const failing: Table = {
    ...table,
    async commit(writes) {
      commits += 1;
      if (commits === 2) throw new Error('The network is gone');
      return table.commit(writes);
    },
  };
  await expect(importRows(failing, rowsOf(100), kind)).rejects.toThrow('The network is gone');
  const results = await importRows(table, rowsOf(100), kind);
  expect(results.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(50);
  expect(results.filter(({ outcome }) => outcome === 'written')).toHaveLength(50);
});

test('many keys are read in batches of 100, in their order, each once', async () => {
  const { table } = await testTable();
  await importRows(table, rowsOf(100), kind);
  const refs = Array.from({ length: 250 }, (_, index) => `R-${(index * 7) % 120}`);
  const found = await getCustomersByRef(table, refs);
  expect(found.map((customer) => customer?.externalRef)).toEqual(
    refs.map((ref) => (Number(ref.slice(2)) < 100 ? ref : undefined)),
  );
});

function listening(table: Table, hear: (writes: readonly Write[]) => void): Table {
  return {
    ...table,
    commit(writes) {
      hear(writes);
      return table.commit(writes);
    },
  };
}

function rowsOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ externalRef: `R-${index}`, name: `N ${index}` }));
}
