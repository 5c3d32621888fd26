import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { accessSettings } from '../../../functions/access/access-settings.ts';
import { accessesTo } from '../../../functions/access/access-store.ts';
import { keepAccesses } from '../../../functions/access/keeping.ts';
import { listed } from '../../support/listed.ts';
import { testTable } from '../../support/table.ts';

const access = {
  requestId: 'r-1',
  at: '2026-11-25T09:00:00.000Z',
  by: 'u-li',
  roles: ['claims-handler'],
  operation: 'searchCustomers',
  record: {},
  customers: ['cus_1', 'cus_2'],
  reason: '客户来电',
};
const lineOf = (given: object) => JSON.stringify({ level: 'INFO', message: 'careline.access', access: given });

function eventOf(...messages: string[]) {
  const logEvents = messages.map((message, index) => ({ id: String(index), timestamp: 0, message }));
  return { awslogs: { data: gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents })).toString('base64') } };
}

async function kept(...events: object[]) {
  const { table, clock } = await testTable();
  clock.stop();
  for (const event of events) await keepAccesses(table, event);
  return table;
}

describe('the lines of who read what', () => {
  test('are kept for each customer, and forgotten after the days of the pack', async () => {
    const table = await kept(eventOf(lineOf(access)));
    const { customers, ...entry } = access;
    for (const customerId of customers)
      expect(await listed(table, accessesTo(customerId))).toEqual([{ ...entry, customerId }]);
    const item = await table.get({ PK: 'ACCESS#cus_1', SK: `${access.at}#r-1` });
    expect(item?.ttl).toBe(Date.parse(access.at) / 1000 + accessSettings.keptDays * 86_400);
  });

  test('that come again, in one batch or two, are kept once, and others beside them', async () => {
    const other = lineOf({ ...access, requestId: 'r-2', at: '2026-11-25T09:00:01.000Z', customers: ['cus_1'] });
    const table = await kept(eventOf(lineOf(access), lineOf(access), other), eventOf(lineOf(access)));
    const found = await listed(table, accessesTo('cus_1'));
    expect(found.map(({ requestId }) => requestId)).toEqual(['r-2', 'r-1']);
  });

  test('of more customers than a transaction takes are all kept', async () => {
    const { table, clock } = await testTable();
    clock.stop();
    const lines = [0, 1].map((batch) =>
      lineOf({ ...access, requestId: `r-${batch}`, customers: Array.from({ length: 100 }, (_, n) => `cus_${n}`) }),
    );
    expect(await keepAccesses(table, eventOf(...lines))).toEqual({ kept: 200 });
    expect(await listed(table, accessesTo('cus_99'))).toHaveLength(2);
  });

  test.each([
    'text that names careline.access',
    '{"message":"careline.access"}',
    JSON.stringify({ message: 'Unexpected error', access }),
    lineOf({ ...access, customers: [] }),
    'null',
  ])('are told from what only looks like one: %s', async (message) => {
    const table = await kept(eventOf(message, lineOf(access)));
    expect(await listed(table, accessesTo('cus_1'))).toHaveLength(1);
  });

  test('must come from a subscription', async () => {
    const { table, clock } = await testTable();
    clock.stop();
    for (const event of [{}, { awslogs: { data: 'x' } }]) await expect(keepAccesses(table, event)).rejects.toThrow();
  });
});
