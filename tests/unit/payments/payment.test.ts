import { describe, expect, test } from '@jest/globals';
import {
  answered,
  contradicted,
  failed,
  type Payment,
  paid,
  type Told,
  weigh,
} from '../../../functions/payments/payment.ts';
import { aPayment, at, cny, HOUR, usd } from '../../support/fixtures.ts';

const order = aPayment('ORDERED', { answerBy: at(HOUR) });
const said = (type: Told['type'], given: Partial<Told> = {}): Told => ({
  type,
  at: at(0),
  providerReference: 'prv-1',
  ...given,
});

describe('a payment order', () => {
  test('that is paid says so with the provider’s reference and time, and its workflow goes on', () => {
    expect(paid(order, 'prv-1', at(-HOUR))).toStrictEqual({
      ...order,
      status: 'PAID',
      providerReference: 'prv-1',
      paidAt: at(-HOUR),
      resume: { output: { outcome: 'paid' } },
    });
  });

  test('that is found to be paid after all has not failed', () => {
    expect(paid(aPayment('FAILED', { failure: '账户已注销' }), undefined, at(0))).not.toHaveProperty('failure');
  });

  test('that has failed says why, and its workflow goes another way', () => {
    expect(failed(order, '账户已注销')).toStrictEqual({
      ...order,
      status: 'FAILED',
      failure: '账户已注销',
      resume: { error: 'payment-failed', cause: '账户已注销' },
    });
  });

  test.each<[Told, Partial<Payment>]>([
    [said('paid'), { status: 'PAID', paidAt: at(0), providerReference: 'prv-1' }],
    [said('paid', { paidAt: at(-HOUR) }), { status: 'PAID', paidAt: at(-HOUR) }],
    [said('failed', { reason: '账户已注销' }), { status: 'FAILED', failure: '账户已注销' }],
    [said('failed'), { status: 'FAILED', failure: 'not stated' }],
    [said('returned'), { status: 'FAILED', failure: 'returned' }],
    [said('reversed', { reason: 'fraud' }), { status: 'FAILED', failure: 'fraud' }],
  ])('is answered by %j', (answer, expected) => {
    expect(answered(order, answer)).toMatchObject(expected);
  });

  test.each(['PAID', 'FAILED', 'ORDERED'] as const)('that is %s stays so when a notice contradicts it', (status) => {
    const settled = aPayment(status, { contradictions: [said('failed')] });
    const changed = contradicted(settled, said('reversed'), 'tsk_1');
    expect(changed).toStrictEqual({ ...settled, contradictions: [said('failed'), said('reversed')], inquiry: 'tsk_1' });
  });
});

describe('what an answer is to an order', () => {
  const paidOrder = aPayment('PAID', { providerReference: 'prv-1' });
  const doubted = aPayment('ORDERED', { contradictions: [said('paid', { amount: cny(1) })] });

  test.each<[Payment, Told, ReturnType<typeof weigh>]>([
    [order, said('paid'), 'news'],
    [order, said('paid', { amount: cny(320_000) }), 'news'],
    [order, said('failed'), 'news'],
    [order, said('returned'), 'news'],
    [order, said('reversed'), 'news'],
    [order, said('paid', { amount: cny(319_999) }), 'contradiction'],
    [order, said('paid', { amount: usd(320_000) }), 'contradiction'],
    [order, said('failed', { amount: cny(1) }), 'contradiction'],
    [paidOrder, said('paid'), 'known'],
    [paidOrder, said('paid', { providerReference: undefined }), 'known'],
    [aPayment('PAID'), said('paid'), 'known'],
    [paidOrder, said('paid', { providerReference: 'prv-2' }), 'contradiction'],
    [paidOrder, said('paid', { amount: cny(1) }), 'contradiction'],
    [paidOrder, said('failed'), 'contradiction'],
    [paidOrder, said('returned'), 'contradiction'],
    [paidOrder, said('reversed'), 'contradiction'],
    [aPayment('FAILED'), said('paid'), 'contradiction'],
    [aPayment('FAILED'), said('failed'), 'known'],
    [aPayment('FAILED'), said('returned'), 'known'],
    [doubted, said('paid', { amount: cny(1) }), 'known'],
    [doubted, said('paid', { amount: cny(2) }), 'contradiction'],
    [doubted, said('paid'), 'contradiction'],
  ])('%#: %j by %j is %s', (payment, answer, verdict) => {
    expect(weigh(payment, answer)).toBe(verdict);
  });
});
