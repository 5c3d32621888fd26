import { expect, test } from '@jest/globals';
import type { Claim } from '../../../functions/claims/claim.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import type { Movement } from '../../../tools/simulate/bank.ts';
import { contradictionsIn, flowsOf } from '../../../tools/simulate/money-flow.ts';
import { aClaim, aPayment, aPolicy, cny } from '../../support/fixtures.ts';

const order = aPayment('PAID', { amount: cny(320_000) });
const closed = aClaim('CLOSED', { approved: cny(320_000), paid: cny(320_000) });
const paid: Movement = { orderId: order.orderId, kind: 'paid', amount: cny(320_000) };
const returned: Movement = { ...paid, kind: 'returned' };

function played(claim: Claim, payments: readonly Payment[], bank: readonly Movement[], used = 320_000) {
  const policy = aPolicy({ policyNumber: claim.policyNumber, limitUsed: cny(used) });
  const none = { deadlines: new Map(), messages: new Map(), events: [] };
  const records = {
    claims: new Map([[claim.claimId, claim]]),
    payments: new Map(payments.map((payment) => [payment.orderId, { ...payment, caseId: claim.claimId }])),
    policies: new Map([[policy.policyNumber, policy]]),
    ...none,
  };
  return { records, bank, from: '', to: '' };
}

test('what was approved, ordered and paid is summed by currency', () => {
  const [flow, ...others] = flowsOf(played(closed, [order], [paid]));
  const whole = { reserved: 320_000, approved: 320_000, ordered: 320_000, paid: 320_000, returned: 0 };
  expect(flow).toEqual({ currency: 'CNY', ...whole });
  expect(others).toEqual([]);
  expect(flowsOf(played(closed, [order], [paid, returned]))).toEqual([
    { currency: 'CNY', ...whole, returned: 320_000 },
  ]);
  expect(contradictionsIn(played(closed, [order], [paid]))).toEqual([]);
});

test.each([
  ['an order of another amount', played(closed, [{ ...order, amount: cny(1) }], [{ ...paid, amount: cny(1) }]), 1],
  ['an order that the bank has not paid', played(closed, [order], []), 1],
  ['an order that the bank paid, and the record has as failed', played(closed, [aPayment('FAILED')], [paid]), 1],
  ['a payment that came back unseen', played(closed, [order], [paid, returned]), 1],
  ['a claim that was paid twice', played(closed, [order], [paid, paid]), 2],
  ['cover that is used by no approval', played(closed, [order], [paid], 320_001), 1],
])('%s does not add up', (_, wrong, count) => {
  expect(contradictionsIn(wrong)).toHaveLength(count);
});

test('what came back while somebody finds out about it is no contradiction', () => {
  const asked = { ...order, inquiry: 'tsk_1' };
  expect(contradictionsIn(played(closed, [asked], [paid, returned]))).toEqual([]);
});
