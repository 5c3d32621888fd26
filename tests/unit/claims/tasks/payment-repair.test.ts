import { describe, expect, test } from '@jest/globals';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { besideOf } from '../../../../functions/claims/tasks/beside.ts';
import { paymentRepair } from '../../../../functions/claims/tasks/payment-repair.ts';
import type { Payment } from '../../../../functions/payments/payment.ts';
import { aClaim, aPayment, aWorld, decidedBy } from '../../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../../support/refusal.ts';

const payee = { name: '王小明', account: '6222020200112233446' };
const failed = (given: Partial<Payment> = {}) => aPayment('FAILED', { failure: '账户已注销', ...given });

const naming = { payeeNamedBy: { sub: 'u-claims-handler', name: 'claims-handler' }, payeeChecked: undefined };

describe('the repair of a payment', () => {
  test('begins with the order that failed, and leaves the claim agreed', () => {
    const world = aWorld(aClaim('PAYMENT_ORDERED', { payee }), { payment: failed({ orderId: 'pay_2' }) });
    expect(paymentRepair.opens(world)).toStrictEqual({
      facts: {
        paymentOrderId: 'pay_2',
        payee: { name: '王小明', accountEnding: '3446' },
        reason: '账户已注销',
        ...besideOf(world),
      },
      change: { happened: 'payment-failed', set: { status: 'AGREED' }, data: { reason: '账户已注销' } },
    });
    expect(paymentRepair.queue(world)).toBe(claimQueues.handler);
  });

  test('says so where the provider gave no reason, and names no payee where the customer named none', () => {
    const { failure, ...payment } = failed();
    const { facts, change } = paymentRepair.opens(aWorld(aClaim('PAYMENT_ORDERED'), { payment }));
    expect(facts).toMatchObject({ paymentOrderId: 'pay_1', payee: undefined, reason: 'not stated' });
    expect(change.data).toStrictEqual({ reason: 'not stated' });
  });

  test('names no payee of a claim that never had one', () => {
    const { facts } = paymentRepair.opens(aWorld(aClaim('DENIED'), { payment: failed() }));
    expect(facts.payee).toBeUndefined();
  });

  test.each<[string, Payment | undefined]>([
    ['was never ordered', undefined],
    ['is ordered', aPayment('ORDERED')],
    ['is paid', aPayment('PAID')],
  ])('is nobody’s task where the payment %s', (_title, payment) => {
    const world = aWorld(aClaim('PAYMENT_ORDERED'), { payment });
    expect(() => paymentRepair.opens(world)).toThrow('Claim clm_1 has no order that failed');
  });

  test.each<[string, object]>([
    ['to where it was to go', {}],
    ['to a corrected account', { payee }],
  ])('pays anew, %s, and forgets the order that failed', (_title, corrected) => {
    const world = decidedBy('claims-handler', aClaim('AGREED', { paymentOrderId: 'pay_1', paymentAttempts: 1 }));
    expect(paymentRepair.decides(world, { outcome: 'retry', ...corrected, note: '已核实' })).toStrictEqual({
      happened: 'payment-repaired',
      set: { status: 'AGREED', ...corrected, ...('payee' in corrected && naming) },
      drops: ['paymentOrderId'],
    });
  });

  const repair = (corrected: object) =>
    paymentRepair.decides(
      decidedBy('claims-handler', aClaim('AGREED', { paymentOrderId: 'pay_1', paymentAttempts: 1 })),
      paymentRepair.decision.parse({ outcome: 'retry', payee: corrected }),
    );

  test('to another payee asks for the relation, and is in doubt for another person', () => {
    const another = { name: '示例维修厂', relation: 'repair-shop' };
    expect(refusalOf(() => repair({ name: '示例维修厂' }))).toEqual(invalidAt(says.relationNeeded, '/payee/relation'));
    expect(repair(another).set).toStrictEqual({
      status: 'AGREED',
      payee: another,
      ...naming,
      payeeDoubt: { namedBy: naming.payeeNamedBy },
    });
  });

  test('leaves the account with the claim, not with the task', () => {
    expect(paymentRepair.keeps?.({ outcome: 'retry', payee, note: '已核实' })).toStrictEqual({
      outcome: 'retry',
      payee: { name: '王小明' },
      note: '已核实',
    });
  });
});
