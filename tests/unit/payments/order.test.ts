import { describe, expect, test } from '@jest/globals';
import { awaitPayment, orderPayment } from '../../../functions/payments/order.ts';
import { remembered } from '../../../functions/payments/payee-history.ts';
import { paymentEvent, payments } from '../../../functions/payments/payment-store.ts';
import { system } from '../../../functions/platform/record/events.ts';
import { aPayment, at, cny, HOUR, now } from '../../support/fixtures.ts';

const payable = {
  caseId: 'clm_1',
  reference: 'CK7Q2-M9X41',
  customerId: 'cus_wang',
  branchId: 'HQ',
  amount: cny(320_000),
  payee: { name: '王小明' },
  attempt: 1,
  taskToken: 'a token',
  answerBy: at(HOUR),
};
const idOf = (given: Partial<typeof payable>) => orderPayment({ ...payable, ...given, now }).payment.orderId;

describe('an order', () => {
  test('is new, and told in the transaction that makes it', () => {
    const { payment, writes } = orderPayment({ ...payable, now });
    const { orderId, ...rest } = payment;
    expect(orderId).toMatch(/^pay_/);
    expect(rest).toStrictEqual({ ...payable, status: 'ORDERED', version: 1, createdAt: at(0), updatedAt: at(0) });
    expect(writes).toStrictEqual([
      payments.create(payment),
      remembered(payment),
      paymentEvent(payment, 'ordered', system),
    ]);
  });

  test('of the same attempt is the same order, whatever else is said', () => {
    const otherwise = { taskToken: 'a new token', amount: cny(1), payee: { name: '王大明' }, answerBy: at(2 * HOUR) };
    expect(idOf(otherwise)).toBe(idOf({}));
  });

  test.each([{ attempt: 2 }, { caseId: 'clm_2' }, { caseId: 'clm_', attempt: 11 }])(
    'of %j is another order',
    (given) => {
      expect(idOf(given)).not.toBe(idOf({}));
    },
  );

  test('without an answer is sent again as it is, under a new wait', () => {
    const ordered = aPayment('ORDERED', { answerBy: at(HOUR) });
    const { after, write } = payments.replace(ordered, { ...ordered, taskToken: 'a new token', repeats: 1 }, now);
    expect(after).toStrictEqual({ ...ordered, taskToken: 'a new token', repeats: 1, version: 5, updatedAt: at(0) });
    expect(awaitPayment(ordered, 'a new token', now)).toStrictEqual([write, paymentEvent(after, 'ordered', system)]);
  });
});
