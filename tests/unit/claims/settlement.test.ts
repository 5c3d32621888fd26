import { describe, expect, test } from '@jest/globals';
import { problems } from '../../../functions/claims/claim-problems.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { claimStatuses } from '../../../functions/claims/claim-type.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import {
  answerUntil,
  assertKnown,
  close,
  order,
  orderAnew,
  paidLate,
} from '../../../functions/claims/rules/settlement.ts';
import { orderPayment } from '../../../functions/payments/order.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import { aClaim, aPayment, at, aWorld, cny, HOUR, now } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';

const answerBy = at(48 * HOUR);
const misfit = (status: string) => `Claim clm_1 is ${status}, and has no order that fits`;

describe('an agreed claim', () => {
  const payee = { name: '王大明', account: '6222020200112233446' };

  test.each<[string, Readonly<Record<string, unknown>>, number, Payment['payee']]>([
    ['is paid at the first attempt to its customer', {}, 1, { name: '王小明' }],
    ['is paid at the second attempt after the first', { paymentAttempts: 1 }, 2, { name: '王小明' }],
    ['is paid at the third attempt after the second', { paymentAttempts: 2 }, 3, { name: '王小明' }],
    ['is paid to whom its customer has named', { payee: { ...payee, relation: 'parent' } }, 1, payee],
  ])('%s', (_title, claim, attempt, paidTo) => {
    const { payment, writes } = orderPayment({
      caseId: 'clm_1',
      reference: 'CK7Q2-M9X41',
      customerId: 'cus_wang',
      branchId: 'HQ',
      amount: cny(320_000),
      payee: paidTo,
      attempt,
      taskToken: 'a new token',
      answerBy,
      now,
    });
    expect(order(aWorld(aClaim('AGREED', claim)), 'a new token', answerBy, now)).toStrictEqual({
      happened: 'payment-ordered',
      set: { status: 'PAYMENT_ORDERED', paymentOrderId: payment.orderId, paymentAttempts: attempt },
      drops: ['openTaskId'],
      cancels: true,
      data: { orderId: payment.orderId, attempt },
      also: writes,
    });
  });

  test('is not paid while its payee is in doubt', () => {
    const doubted = { payee, payeeDoubt: { namedBy: { sub: 'u-wang', name: '王小明' } } };
    expect(() => order(aWorld(aClaim('AGREED', doubted)), 'a token', answerBy, now)).toThrow(misfit('AGREED'));
  });

  test.each(claimStatuses.filter((status) => status !== 'AGREED'))(
    'is the only one paid: not one that is %s',
    (status) => {
      expect(() => order(aWorld(aClaim(status)), 'a token', answerBy, now)).toThrow(misfit(status));
    },
  );
});

describe('closing a claim', () => {
  const closing = { happened: 'closed', set: { status: 'CLOSED' }, drops: ['openTaskId'], cancels: true };

  test('that is denied tells the customer nothing more', () => {
    expect(close(aWorld(aClaim('DENIED')))).toStrictEqual([closing]);
  });

  test('that is paid tells of the payment first, then of the end', () => {
    const payment = aPayment('PAID', { orderId: 'pay_2', amount: cny(319_999), paidAt: at(-HOUR) });
    expect(close(aWorld(aClaim('PAYMENT_ORDERED'), { payment }))).toStrictEqual([
      {
        happened: 'paid',
        set: { status: 'PAID', paid: cny(319_999) },
        drops: ['reserved'],
        data: { amount: cny(319_999), orderId: 'pay_2', paidAt: at(-HOUR) },
        tells: [{ template: 'claim-paid', model: { amount: cny(319_999) } }],
      },
      { ...closing, tells: [{ template: 'claim-closed', model: {} }] },
    ]);
  });

  test('that was paid to somebody else says to whom', () => {
    const payment = aPayment('PAID', { payee: { name: '王大明' } });
    const [paid] = close(aWorld(aClaim('PAYMENT_ORDERED'), { payment }));
    expect(paid?.tells).toStrictEqual([{ template: 'claim-paid', model: { amount: cny(320_000), payee: '王大明' } }]);
  });

  test.each<[string, Payment | undefined]>([
    ['without an order', undefined],
    ['while the order is under way', aPayment('ORDERED')],
    ['after the order has failed', aPayment('FAILED')],
  ])('is not done %s', (_title, payment) => {
    const world = aWorld(aClaim('PAYMENT_ORDERED'), { payment });
    expect(() => close(world)).toThrow(misfit('PAYMENT_ORDERED'));
  });

  test.each(claimStatuses.filter((status) => status !== 'DENIED' && status !== 'PAYMENT_ORDERED'))(
    'is not done from %s, whatever was paid',
    (status) => {
      expect(() => close(aWorld(aClaim(status), { payment: aPayment('PAID') }))).toThrow(misfit(status));
    },
  );
});

describe('a claim that is closed', () => {
  const answered = (status: Payment['status'], given: Partial<Payment> = {}) =>
    aPayment(status, { paidAt: at(-HOUR), ...given });

  test('is ordered anew with its next order, until the finder looks', () => {
    const { claimId: caseId, reference, customerId, branchId } = aClaim('CLOSED');
    const { payment, writes } = orderPayment({
      ...{ caseId, reference, customerId, branchId },
      amount: cny(320_000),
      payee: { name: '王小明' },
      attempt: 2,
      answerBy: at((claimSettings.paymentAnswerHours + 1) * HOUR),
      now,
    });
    expect(orderAnew(aWorld(aClaim('CLOSED')), now)).toStrictEqual({
      happened: 'payment-ordered',
      set: { paymentOrderId: payment.orderId, paymentAttempts: 2 },
      data: { orderId: payment.orderId, attempt: 2 },
      also: writes,
    });
    expect(answerUntil(now)).toBe(at(claimSettings.paymentAnswerHours * HOUR));
  });

  test.each(claimStatuses.filter((status) => status !== 'CLOSED'))(
    'is the only one ordered anew: not one that is %s',
    (status) => {
      expect(() => orderAnew(aWorld(aClaim(status)), now)).toThrow(misfit(status));
    },
  );

  test('is not ordered anew where nothing was approved', () => {
    expect(() => orderAnew(aWorld(aClaim('CLOSED', { approved: undefined })), now)).toThrow(misfit('CLOSED'));
  });

  test('tells its customer that its last order was paid after all', () => {
    const payment = answered('PAID', { payee: { name: '王芳' } });
    expect(paidLate(aWorld(aClaim('CLOSED')), payment)).toStrictEqual({
      happened: 'paid',
      set: { paid: cny(320_000) },
      data: { amount: cny(320_000), orderId: 'pay_1', paidAt: at(-HOUR) },
      tells: [{ template: 'claim-paid', model: { amount: cny(320_000), payee: '王芳' } }],
    });
  });

  test.each([
    ['failed', 'CLOSED', answered('FAILED')],
    ['was an earlier one', 'CLOSED', answered('PAID', { orderId: 'pay_0' })],
    ['is of a claim that goes on', 'PAYMENT_ORDERED', answered('PAID')],
  ] as const)('is told nothing of an order that %s', (_title, status, payment) => {
    expect(paidLate(aWorld(aClaim(status)), payment)).toBeUndefined();
  });
});

test('an order that somebody asks about is not repaired meanwhile', () => {
  const refusal = refused(problems.paymentContradicted.code, says.paymentContradicted);
  expect(refusalOf(() => assertKnown(aPayment('FAILED', { inquiry: 'tsk_1' })))).toEqual(refusal);
  expect(refusalOf(() => assertKnown(aPayment('FAILED')))).toBeUndefined();
  expect(refusalOf(() => assertKnown(undefined))).toBeUndefined();
});
