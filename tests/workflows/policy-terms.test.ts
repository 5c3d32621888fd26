import { describe, expect, test } from '@jest/globals';
import { registerCustomer } from '../../functions/customers/customer.ts';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { httpApi } from '../../functions/platform/http/http.ts';
import { handlers as policyHandlers } from '../../functions/policies/handlers.ts';
import { policyOfTerm } from '../../functions/policies/policy-store.ts';
import { routes as policyRoutes } from '../../functions/policies/routes.ts';
import type { Caller } from '../support/api.ts';
import { cny, customer, handler, smallLoss, storyOf } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { motorPolicy, portfolio, wang } from '../support/portfolio.ts';

const integration: Caller = { role: 'integration' };
const buyer: Caller = { role: 'customer', sub: 'u-li', customerId: 'cus_li' };
const renewedAt = '2026-11-10T00:00:00.000Z';
/** Term 1 is of a year, of whose limit so much is left; today is the 25th of November 2026. */
const firstTerm = {
  ...motorPolicy,
  effectiveAt: '2025-11-10T00:00:00.000Z',
  expiresAt: renewedAt,
  sumInsured: cny(1_000_000),
};
const renewal = { effectiveAt: renewedAt, expiresAt: '2027-11-10T00:00:00.000Z' };
const oldLoss = { ...smallLoss, lossAt: '2026-11-05T00:30:00Z' };
const newLoss = { ...smallLoss, lossAt: '2026-11-20T00:30:00Z' };
const approve = { outcome: 'approve', amount: cny(320_000) };

/** A motor policy, another customer of another branch, and what the core system says next. */
async function scenario() {
  const it = await house({
    seed: 28,
    apis: (deps) => [{ routes: policyRoutes, handler: httpApi(policyRoutes, policyHandlers, deps) }],
  });
  await portfolio(it.table, firstTerm);
  const li = { kind: 'person', name: '李四', phone: '+8613900139000' } as const;
  await it.table.commit(createCustomer(registerCustomer('cus_li', li, 'SH-01', new Date(it.clock.now()))));
  const row = {
    policyNumber: 'PM-1',
    customerId: wang.customerId,
    line: 'motor',
    plan: 'comprehensive',
    effectiveAt: firstTerm.effectiveAt,
    expiresAt: firstTerm.expiresAt,
    perils: firstTerm.perils,
    sumInsured: firstTerm.sumInsured,
  };
  return {
    ...it,
    ...storyOf(it),
    async comes(given: object) {
      const body = { items: [{ ...row, ...given }] };
      const answer = await it.call({ route: 'POST /v1/policies/batch', as: integration, body });
      expect(answer).toMatchObject({ status: 200, body: { results: [{ outcome: 'written' }] } });
    },
    /** What claims have used of a term's limit. */
    async used(term: number) {
      const policy = await policyOfTerm(it.table, { policyNumber: 'PM-1', term, moment: renewedAt });
      return policy?.limitUsed.amount;
    },
  };
}

describe('a renewed policy', () => {
  test('covers a loss of the term before, of whose limit it takes', async () => {
    const it = await scenario();
    await it.comes({ ...renewal, sumInsured: cny(9_000_000) });
    const claimId = await it.report(oldLoss);
    expect(await it.claim(claimId)).toMatchObject({ policyTerm: 1, track: 'fast-track', doubts: [] });
    expect((await it.openTask('claims-handler')).facts).toMatchObject({ limitLeft: cny(1_000_000) });
    await it.decide('claims-handler', approve, handler);
    expect([await it.used(1), await it.used(2)]).toEqual([320_000, 0]);
    await it.accept(claimId);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect([await it.used(1), await it.used(2)]).toEqual([320_000, 0]);
  });

  test('has a limit for each of its terms: two claims use one each', async () => {
    const it = await scenario();
    await it.comes({ ...renewal, sumInsured: cny(300_000), deductible: cny(50_000) });
    const first = await it.report(oldLoss);
    await it.decide('claims-handler', approve, handler);
    const second = await it.report(newLoss);
    expect(await it.claim(second)).toMatchObject({ policyTerm: 2, doubts: [] });
    expect((await it.openTask('claims-handler')).facts).toMatchObject({
      limitLeft: cny(300_000),
      deductible: cny(50_000),
    });
    const tooMuch = await it.decide('claims-handler', approve, handler);
    expect(tooMuch).toMatchObject({ status: 422, body: { errors: [{ pointer: '/amount/amount' }] } });
    await it.decide('claims-handler', { ...approve, amount: cny(270_000) }, handler);
    expect([await it.used(1), await it.used(2)]).toEqual([320_000, 270_000]);
    await it.withdraw(first);
    expect([await it.used(1), await it.used(2)]).toEqual([0, 270_000]);
  });

  test('keeps what was reserved of a term that was the latest when the claim was approved', async () => {
    const it = await scenario();
    const claimId = await it.report(oldLoss);
    await it.decide('claims-handler', approve, handler);
    await it.comes(renewal);
    expect([await it.used(1), await it.used(2)]).toEqual([320_000, 0]);
    await it.dispute(claimId);
    expect([await it.used(1), await it.used(2)]).toEqual([0, 0]);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION', policyTerm: 1 });
  });

  test('is renewed at the very moment of an approval: each has its effect, in its term', async () => {
    const it = await scenario();
    await it.report(oldLoss);
    const { taskId } = await it.openTask('claims-handler');
    const route = 'POST /v1/tasks/{taskId}/decision';
    const [decided] = await Promise.all([
      it.callAtOnce({ route, params: { taskId }, as: handler, body: approve }),
      it.comes(renewal),
    ]);
    expect(decided.status).toBe(200);
    expect([await it.used(1), await it.used(2)]).toEqual([320_000, 0]);
  });

  test.each([
    ['as one term ends, which is as the next begins', renewal, renewedAt, 2, []],
    ['just before', renewal, '2026-11-09T23:59:59.999Z', 1, []],
    [
      'in the gap between two terms',
      { ...renewal, effectiveAt: '2026-11-15T00:00:00.000Z' },
      '2026-11-12T00:00:00Z',
      1,
      ['not-in-force'],
    ],
    ['before the first term', renewal, '2025-11-09T00:00:00Z', 1, ['not-in-force', 'reported-late']],
  ])('holds a loss %s against its term', async (_title, dates, lossAt, policyTerm, doubts) => {
    const it = await scenario();
    await it.comes(dates);
    expect(await it.claim(await it.report({ ...smallLoss, lossAt }))).toMatchObject({ policyTerm, doubts });
  });

  test('says more of a term by its correction, and never less than nothing is left', async () => {
    const it = await scenario();
    await it.report(oldLoss);
    await it.decide('claims-handler', approve, handler);
    await it.comes(renewal);
    await it.comes({ sumInsured: cny(300_000) });
    const claimId = await it.report({ ...oldLoss, cause: 'collision' });
    expect(await it.claim(claimId)).toMatchObject({ policyTerm: 1, doubts: ['limit-used-up', 'possible-duplicate'] });
    expect((await it.openTask('claims-supervisor')).facts).toMatchObject({ limitLeft: cny(0) });
    expect([await it.used(1), await it.used(2)]).toEqual([320_000, 0]);
  });
});

describe('a policy is held against a loss as it stood then', () => {
  test.each([
    ['cancelled after the loss', [{ status: 'CANCELLED' }], []],
    [
      'cancelled today, and dated back before the loss',
      [{ status: 'CANCELLED', validFrom: '2026-11-01T00:00:00Z' }],
      ['not-in-force'],
    ],
    [
      'suspended over the loss, and in force again',
      [{ status: 'SUSPENDED', validFrom: '2026-11-01T00:00:00Z' }, { validFrom: '2026-11-09T00:00:00Z' }],
      ['not-in-force'],
    ],
    [
      'suspended and in force again before the loss',
      [{ status: 'SUSPENDED', validFrom: '2026-11-01T00:00:00Z' }, { validFrom: '2026-11-04T00:00:00Z' }],
      [],
    ],
  ])('where it is %s', async (_title, rows, doubts) => {
    const it = await scenario();
    for (const row of rows) await it.comes(row);
    expect(await it.claim(await it.report(oldLoss))).toMatchObject({ doubts });
  });

  test('and decided so where it is cancelled while the claim is under way', async () => {
    const it = await scenario();
    await it.report(oldLoss);
    await it.comes({ status: 'CANCELLED' });
    expect(await it.decide('claims-handler', approve, handler)).toMatchObject({ status: 200 });
    expect(await it.used(1)).toBe(320_000);
    const params = { policyNumber: 'PM-1' };
    const { body } = await it.call({ route: 'GET /v1/policies/{policyNumber}', params, as: integration });
    expect(body).toMatchObject({ status: 'CANCELLED', customerId: wang.customerId });
  });
});

describe('a policy that was sold', () => {
  test('between loss and report is claimed on by who was insured at the loss, not by the buyer', async () => {
    const it = await scenario();
    await it.comes({ customerId: 'cus_li', validFrom: '2026-11-07T00:00:00Z' });
    const report = (as: Caller, lossAt: string) =>
      it.call({ route: 'POST /v1/claims', as, body: { ...smallLoss, lossAt } });
    const none = { status: 422, body: { errors: [{ pointer: '/policyNumber' }] } };
    expect(await report(buyer, '2026-11-05T00:30:00Z')).toMatchObject(none);
    expect(await report(customer, '2026-11-08T00:30:00Z')).toMatchObject(none);
    expect(await report(customer, '2026-11-05T00:30:00Z')).toMatchObject({
      status: 201,
      body: { customerId: wang.customerId, branchId: 'HQ' },
    });
    expect(await report(buyer, '2026-11-08T00:30:00Z')).toMatchObject({
      status: 201,
      body: { customerId: 'cus_li', branchId: 'SH-01' },
    });
  });

  test('before a loss that the seller has reported already is claimed on by the buyer too, who learns nothing of it', async () => {
    const it = await scenario();
    const sellers = await it.report(oldLoss);
    await it.comes({ customerId: 'cus_li', validFrom: '2026-11-01T00:00:00Z' });
    const report = (as: Caller) => it.call({ route: 'POST /v1/claims', as, body: oldLoss });
    const { status, body } = await report(buyer);
    expect([status, body.customerId]).toEqual([201, 'cus_li']);
    const claimId = String(body.claimId);
    expect(claimId).not.toBe(sellers);
    expect(JSON.stringify([body, await it.claim(claimId, buyer)])).not.toContain(sellers);
    // For staff it is the same loss, which nothing pays by itself.
    const similar = [{ claimId: sellers, why: 'same-loss' }];
    expect(await it.claim(claimId)).toMatchObject({ track: 'senior', doubts: ['possible-duplicate'], similar });
    expect(await report(buyer)).toMatchObject({ status: 200, body: { claimId } });
    expect(await report(handler)).toMatchObject({ status: 200, body: { claimId: sellers } });
    expect(await report(customer)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/policyNumber' }] } });
  });

  test('after the seller withdrew the claim, leaves no doubt about the buyer’s', async () => {
    const it = await scenario();
    await it.withdraw(await it.report(oldLoss));
    await it.comes({ customerId: 'cus_li', validFrom: '2026-11-01T00:00:00Z' });
    expect(await it.claim(await it.report(oldLoss, buyer))).toMatchObject({ track: 'fast-track', doubts: [] });
  });

  test('with its renewal is the buyer’s from the new term on', async () => {
    const it = await scenario();
    await it.comes({ ...renewal, customerId: 'cus_li' });
    expect(await it.claim(await it.report(oldLoss))).toMatchObject({ customerId: wang.customerId, policyTerm: 1 });
    expect(await it.claim(await it.report(newLoss, buyer))).toMatchObject({ customerId: 'cus_li', policyTerm: 2 });
  });
});
