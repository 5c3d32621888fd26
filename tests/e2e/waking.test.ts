import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import { tableOn } from '../../functions/platform/record/table.ts';
import type { Careline } from '../../local/careline.ts';
import { documentsOf } from '../support/documents.ts';
import { runningSandbox } from '../support/running-sandbox.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let sandbox: Careline;
beforeAll(async () => {
  sandbox = await runningSandbox();
}, 60_000);
afterAll(() => sandbox?.stop());

test('a leave that begins in half a year is seen in its minute and not before, and all other minutes are on the bill', async () => {
  await sandbox.reset();
  const begun = sandbox.clock.now();
  const table = tableOn(documentsOf(sandbox.dynamodb), 'careline-sandbox-record');
  const from = begun + 180 * DAY;
  const leave = [{ from: new Date(from).toISOString(), to: new Date(from + DAY).toISOString() }];
  const said = { staffId: 'u-sun', name: '孙查勘', roles: ['surveyor' as const], branchId: 'HQ', leave };
  const now = new Date(begun);
  await table.commit([staff.create(takenOn(said, 'record', { today: now.toISOString().slice(0, 10), now }))]);
  // Some seconds before, for the machine's time goes on as well.
  await sandbox.clock.advance(180 * DAY - 30_000);
  expect(await staff.get(table, 'u-sun')).toMatchObject({ wakeAt: leave[0]?.from });
  await sandbox.clock.advance(MINUTE + 30_000);
  expect(await staff.get(table, 'u-sun')).not.toHaveProperty('wakeAt');
  const { lines } = sandbox.costs.bill({ route: 'careline-sandbox-waker' });
  const calls = lines.find(({ unit }) => unit === 'request')?.quantity ?? 0;
  expect(Math.abs(calls - (180 * DAY) / MINUTE)).toBeLessThan(3);
});
