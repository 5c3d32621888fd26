import { describe, expect, test } from '@jest/globals';
import { conclude, type InquiryDecision } from '../../../functions/payments/answers/inquiry.ts';
import { outstanding, type RecoveryDecision, recover } from '../../../functions/payments/answers/recovery.ts';
import type { Payment, Told } from '../../../functions/payments/payment.ts';
import { says } from '../../../functions/payments/payment-wordings.ts';
import { aPayment, at, cny, HOUR, now, usd } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';

const by = { sub: 'u-zhao', name: '赵主管' };
const latePaid: Told = { type: 'paid', at: at(0), paidAt: at(-HOUR), providerReference: 'late' };
const inQuestion = { inquiry: 'tsk_1', repeats: 3 };
const note = '银行流水已核对';

const concluded = (payment: Payment, decision: InquiryDecision) => conclude(payment, decision, by, now).after;

describe('the conclusion of an inquiry', () => {
  test.each<[string, Payment, InquiryDecision, Partial<Payment>]>([
    ['an open order', aPayment('ORDERED', inQuestion), { outcome: 'paid', note }, { status: 'PAID', paidAt: at(0) }],
    [
      'a failed order that a late notice had paid',
      aPayment('FAILED', { ...inQuestion, contradictions: [latePaid] }),
      { outcome: 'paid', note },
      { status: 'PAID', paidAt: at(-HOUR), providerReference: 'late' },
    ],
    [
      'a paid order whose money came back',
      aPayment('PAID', { ...inQuestion, paidAt: at(-HOUR) }),
      { outcome: 'unpaid', note },
      { status: 'FAILED', failure: note },
    ],
    [
      'an open order that was not paid',
      aPayment('ORDERED', inQuestion),
      { outcome: 'unpaid', note },
      { status: 'FAILED' },
    ],
    [
      'a failed order that stays so',
      aPayment('FAILED', { ...inQuestion, failure: '账户已注销' }),
      { outcome: 'unpaid', note },
      { status: 'FAILED', failure: '账户已注销' },
    ],
    ['an order that is waited for', aPayment('ORDERED', inQuestion), { outcome: 'wait', note }, { status: 'ORDERED' }],
  ])('%s', (_title, payment, decision, expected) => {
    const after = concluded(payment, decision);
    expect(after).toMatchObject(expected);
    expect(after).not.toHaveProperty('inquiry');
    expect(after).not.toHaveProperty('repeats');
  });

  test('forgets no contradiction, so that the same notice asks nobody again', () => {
    const after = concluded(aPayment('FAILED', { contradictions: [latePaid] }), { outcome: 'unpaid', note });
    expect(after.contradictions).toEqual([latePaid]);
  });

  test('that is not paid says no time of payment', () => {
    expect(concluded(aPayment('PAID', { paidAt: at(0) }), { outcome: 'unpaid', note })).not.toHaveProperty('paidAt');
  });

  test.each<[string, Payment, InquiryDecision, string, object]>([
    [
      'to wait for an order that is paid',
      aPayment('PAID'),
      { outcome: 'wait', note },
      '/outcome',
      says.nothingToWaitFor,
    ],
    [
      'to wait where the provider contradicts itself',
      aPayment('ORDERED', { contradictions: [latePaid] }),
      { outcome: 'wait', note },
      '/outcome',
      says.nothingToWaitFor,
    ],
    [
      'to recover in another currency',
      aPayment('PAID'),
      { outcome: 'paid', recover: usd(1), note },
      '/recover/currency',
      says.orderCurrency('CNY'),
    ],
    [
      'to recover nothing',
      aPayment('PAID'),
      { outcome: 'paid', recover: cny(0), note },
      '/recover/amount',
      says.recoverNothing,
    ],
    [
      'to recover more than was ordered',
      aPayment('PAID'),
      { outcome: 'paid', recover: cny(320_001), note },
      '/recover/amount',
      says.recoverAtMost(320_000, 'CNY'),
    ],
  ])('is refused %s', (_title, payment, decision, pointer, detail) => {
    expect(refusalOf(() => concluded(payment, decision))).toMatchObject({ errors: [{ pointer, detail }] });
  });

  test('may recover what the provider told had gone out, though it is more than was ordered', () => {
    const payment = aPayment('ORDERED', { contradictions: [{ ...latePaid, amount: cny(400_000) }] });
    const after = concluded(payment, { outcome: 'paid', recover: cny(80_000), note });
    expect(after.recovery).toEqual({ requested: cny(80_000) });
    expect(() => concluded(payment, { outcome: 'paid', recover: cny(400_001), note })).toThrow();
  });

  test('recovers once', () => {
    const payment = aPayment('PAID', { recovery: { requested: cny(1) } });
    const again = () => concluded(payment, { outcome: 'paid', recover: cny(1), note });
    expect(refusalOf(again)).toEqual(refused('illegal-state', says.recoveryBefore));
  });
});

describe('a recovery', () => {
  const payment = aPayment('PAID', { recovery: { requested: cny(1000), received: 300 } });

  test.each<[RecoveryDecision, object, number]>([
    [{ outcome: 'received', amount: cny(700) }, { received: 1000 }, 0],
    [{ outcome: 'received', amount: cny(1) }, { received: 301 }, 699],
    [{ outcome: 'written-off', note }, { received: 300, writtenOff: 700 }, 0],
  ])('by %j', (decision, recovery, left) => {
    const found = recover(payment, decision, by, now);
    expect(found.after.recovery).toEqual({ requested: cny(1000), ...recovery });
    expect(found.left).toEqual(cny(left));
    expect(outstanding(found.after)).toEqual(cny(left));
  });

  test.each<[RecoveryDecision, string]>([
    [{ outcome: 'received', amount: cny(701) }, '/amount/amount'],
    [{ outcome: 'received', amount: cny(0) }, '/amount/amount'],
    [{ outcome: 'received', amount: usd(700) }, '/amount/currency'],
  ])('refuses %j at %s', (decision, pointer) => {
    expect(refusalOf(() => recover(payment, decision, by, now))).toMatchObject({ errors: [{ pointer }] });
  });
});
