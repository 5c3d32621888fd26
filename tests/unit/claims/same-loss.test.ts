import { describe, expect, test } from '@jest/globals';
import { createClaim, findByLoss, type Loss } from '../../../functions/claims/claim-store.ts';
import { Conflict } from '../../../functions/platform/record/conflict.ts';
import { system } from '../../../functions/platform/record/events.ts';
import { aClaim } from '../../support/fixtures.ts';
import { testTable } from '../../support/table.ts';

const claim = aClaim('REPORTED');
const loss: Loss = {
  policyNumber: 'PM-1',
  lossAt: '2026-11-20T08:30:00.000Z',
  cause: 'glass',
  reporterPhone: '+8613800138000',
};

async function reported() {
  const { table, clock } = await testTable();
  clock.stop();
  await table.commit(createClaim(claim, loss, system));
  return table;
}

describe('a loss that was reported before', () => {
  test.each<[string, Partial<Loss>]>([
    ['in the same words', {}],
    ['at the last moment of its minute', { lossAt: '2026-11-20T08:30:59.999Z' }],
  ])('is the same %s', async (_title, given) => {
    expect(await findByLoss(await reported(), { ...loss, ...given })).toEqual(claim);
  });

  test.each<[string, Partial<Loss>]>([
    ['a minute later', { lossAt: '2026-11-20T08:31:00.000Z' }],
    ['at the end of the minute before', { lossAt: '2026-11-20T08:29:59.999Z' }],
    ['a day later', { lossAt: '2026-11-21T08:30:00.000Z' }],
    ['of another cause', { cause: 'collision' }],
    ['by another phone', { reporterPhone: '+8613800138001' }],
    ['on another policy', { policyNumber: 'PM-2' }],
    ['by the same words cut elsewhere', { cause: 'glass+', reporterPhone: '8613800138000' }],
  ])('is another %s', async (_title, given) => {
    expect(await findByLoss(await reported(), { ...loss, ...given })).toBeUndefined();
  });

  test('makes no second claim', async () => {
    const table = await reported();
    const again = createClaim(aClaim('REPORTED', { claimId: 'clm_2' }), loss, system);
    await expect(table.commit(again)).rejects.toThrow(Conflict);
    expect(await findByLoss(table, loss)).toEqual(claim);
  });
});
