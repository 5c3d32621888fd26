import { describe, expect, test } from '@jest/globals';
import { cny, customer, handler, smallLoss, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';

async function scenario() {
  const inside = await house();
  await portfolio(inside.table);
  return { ...inside, ...storyOf(inside) };
}

describe('the same loss, told differently', () => {
  test.each<[string, object]>([
    ['a minute later', { lossAt: '2026-11-20T08:31:00+08:00' }],
    ['by another reporter', { reporter: { ...smallLoss.reporter, phone: '13900139000' } }],
    ['with another cause', { cause: 'collision' }],
    ['two days later', { lossAt: '2026-11-22T08:30:00+08:00' }],
  ])('%s is a second claim, which a senior decides and nothing pays by itself', async (_title, told) => {
    const it = await scenario();
    const first = await it.report();
    const second = await it.report({ ...smallLoss, ...told });
    expect(second).not.toBe(first);
    const claim = await it.claim(second);
    expect(claim).toMatchObject({ track: 'senior', doubts: ['possible-duplicate'] });
    expect(claim.similar).toMatchObject([{ claimId: first, why: 'same-object' }]);
    const seen = await it.claim(second, customer);
    expect(seen).not.toHaveProperty('similar');
    const task = await it.openTask('claims-supervisor');
    expect(task).toMatchObject({
      kind: 'adjudication',
      caseId: second,
      facts: { similar: [{ claimId: first }], otherClaims: [{ claimId: first, status: 'ADJUDICATION' }] },
    });
    const approve = { outcome: 'approve', amount: cny(320_000) };
    expect((await it.decide('claims-supervisor', approve, handler)).status).toBe(403);
    expect((await it.decide('claims-supervisor', approve, supervisor)).status).toBe(200);
  });

  test('after the first was withdrawn is an ordinary claim', async () => {
    const it = await scenario();
    await it.withdraw(await it.report());
    const again = await it.report({ ...smallLoss, lossAt: '2026-11-20T08:31:00+08:00' });
    expect(await it.claim(again)).toMatchObject({ track: 'fast-track', doubts: [] });
  });
});

test.each(['pm-1', 'ＰＭ－１', ' Pm-1 '])(
  'a policy is found by its number written %s, under its own spelling',
  async (policyNumber) => {
    const it = await scenario();
    const claimId = await it.report({ ...smallLoss, policyNumber });
    expect(await it.claim(claimId)).toMatchObject({ policyNumber: 'PM-1', status: 'ADJUDICATION' });
    const again = await it.call({ route: 'POST /v1/claims', as: customer, body: smallLoss });
    expect(again).toMatchObject({ status: 200, body: { claimId } });
  },
);
