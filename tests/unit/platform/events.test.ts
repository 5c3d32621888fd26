import { expect, test } from '@jest/globals';
import { actorOf, eventWrite, historyOf, system } from '../../../functions/platform/record/events.ts';
import { aPerson } from '../../support/fixtures.ts';
import { testTable } from '../../support/table.ts';

const event = (version: number) => ({
  type: 'claim.assessed.v1',
  caseId: 'clm_1',
  version,
  at: '2026-11-22T08:00:00.000Z',
  actor: actorOf(aPerson('surveyor')),
  data: { amount: version },
});

test('events are stored once for each version of their case, and read in their order as they were told', async () => {
  const { table } = await testTable();
  await table.commit([12, 2, 101].map((version) => eventWrite('CLAIM#clm_1', event(version))));
  await expect(table.commit([eventWrite('CLAIM#clm_1', event(12))])).rejects.toThrow('Conflict');
  const { range, parse } = historyOf('CLAIM#clm_1');
  expect((await table.query(range)).items.map(parse)).toEqual([
    { id: 'evt_clm_1_2', ...event(2), actor: { sub: 'u-surveyor', name: 'surveyor' } },
    { id: 'evt_clm_1_12', ...event(12), actor: { sub: 'u-surveyor', name: 'surveyor' } },
    { id: 'evt_clm_1_101', ...event(101), actor: { sub: 'u-surveyor', name: 'surveyor' } },
  ]);
});

test('what nobody did was done by the system', () => {
  expect(system).toEqual({ sub: 'system', name: 'Careline' });
});
