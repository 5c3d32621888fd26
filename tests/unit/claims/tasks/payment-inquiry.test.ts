import { describe, expect, test } from '@jest/globals';
import type { Claim } from '../../../../functions/claims/claim.ts';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { besideOf } from '../../../../functions/claims/tasks/beside.ts';
import { paymentInquiry } from '../../../../functions/claims/tasks/payment-inquiry.ts';
import { paymentRecovery, recoveryOf } from '../../../../functions/claims/tasks/payment-recovery.ts';
import { conclude, type InquiryDecision } from '../../../../functions/payments/answers/inquiry.ts';
import { type RecoveryDecision, recover } from '../../../../functions/payments/answers/recovery.ts';
import type { Payment } from '../../../../functions/payments/payment.ts';
import { payments } from '../../../../functions/payments/payment-store.ts';
import { actorOf } from '../../../../functions/platform/record/events.ts';
import {
  aClaim,
  aPayment,
  aPerson,
  at,
  aWorld,
  cny,
  decidedBy,
  HOUR,
  now,
  queried,
} from '../../../support/fixtures.ts';
import { written } from '../../../support/stored.ts';

const by = actorOf(aPerson('claims-supervisor'));
const note = '银行流水已核对';
const account = '6222020200112233446';

const decided = (it: Claim, about: Payment, decision: InquiryDecision) =>
  paymentInquiry.decides({ ...decidedBy('claims-supervisor', it), about }, decision);

describe('the inquiry into an order', () => {
  test('is a supervisor’s, and reads the order anew when it is decided', async () => {
    expect(paymentInquiry.queue).toBe(claimQueues.supervisor);
    const order = aPayment('PAID');
    const [stored] = [payments.create(order)].flatMap((write) => ('create' in write ? [write.create] : []));
    const table = { ...queried(async () => ({ items: [] })), get: async () => stored };
    expect(
      await paymentInquiry.about(table, { ...order, payee: '王小明', why: 'unanswered', told: [], others: [] }),
    ).toEqual(order);
  });

  test('is told the other claims and the documents', () => {
    const world = aWorld(aClaim('AGREED'), { others: [aClaim('PAID', { claimId: 'clm_2' })] });
    expect(paymentInquiry.shows?.(world)).toStrictEqual(besideOf(world));
    expect(paymentRecovery.shows?.(world)).toStrictEqual(besideOf(world));
  });

  test('keeps no account', () => {
    expect(paymentInquiry.keeps?.({ outcome: 'unpaid', account, bank: '示例银行', note })).toStrictEqual({
      outcome: 'unpaid',
      account: undefined,
      bank: '示例银行',
      note,
    });
  });

  test.each<[string, Claim, Payment, InquiryDecision]>([
    ['goes on being waited for', aClaim('PAYMENT_ORDERED'), aPayment('ORDERED'), { outcome: 'wait', note }],
    ['was paid, as the claim thinks', aClaim('PAYMENT_ORDERED'), aPayment('ORDERED'), { outcome: 'paid', note }],
    ['was an earlier one', aClaim('AGREED'), aPayment('FAILED', { orderId: 'pay_0' }), { outcome: 'paid', note }],
    [
      'was not paid, as its workflow is told',
      aClaim('PAYMENT_ORDERED'),
      aPayment('ORDERED'),
      { outcome: 'unpaid', note },
    ],
  ])('changes the order alone, where it %s', (_title, it, order, decision) => {
    const { writes } = conclude(order, decision, by, now);
    expect(decided(it, order, decision)).toStrictEqual({
      happened: 'payment-found',
      data: { orderId: order.orderId, outcome: decision.outcome },
      note,
      also: writes,
    });
  });

  test('takes the repair back that nobody need make, where the order was paid', () => {
    const failed = aClaim('AGREED', { paymentOrderId: 'pay_1', paymentAttempts: 1 });
    expect(decided(failed, aPayment('FAILED'), { outcome: 'paid', note })).toMatchObject({ cancels: true });
    expect(decided(failed, aPayment('FAILED'), { outcome: 'unpaid', note })).not.toHaveProperty('cancels');
    expect(decided(aClaim('CLOSED'), aPayment('FAILED'), { outcome: 'paid', note })).not.toHaveProperty('cancels');
  });

  test.each<[string, object, object, object]>([
    ['to the customer', {}, { account }, { name: '王小明', account }],
    ['at another bank', {}, { account, bank: '示例银行' }, { name: '王小明', account, bank: '示例银行' }],
    ['to whom they named', { payee: { name: '王芳' } }, { account }, { name: '王芳', account }],
  ])('names another account of an agreed claim, %s', (_title, claim, given, payee) => {
    const it = aClaim('AGREED', { paymentOrderId: 'pay_1', paymentAttempts: 1, ...claim });
    expect(decided(it, aPayment('FAILED'), { outcome: 'unpaid', ...given, note }).set).toMatchObject({ payee });
    expect(decided(it, aPayment('FAILED'), { outcome: 'unpaid', note }).set).toEqual({});
  });

  test.each<[string, object, object]>([
    ['where it went before', {}, {}],
    ['to another account', { account }, { payee: { name: '王小明', account } }],
  ])('pays a closed claim anew, %s, with the next order', (_title, given, named) => {
    const change = decided(aClaim('CLOSED'), aPayment('PAID'), { outcome: 'unpaid', ...given, note });
    const orders = (change.also ?? []).flatMap((write) => ('create' in write ? [write.create] : []));
    const ordered = orders.find(({ entity }) => entity === 'payment')?.record as Payment;
    expect(ordered).toMatchObject({
      attempt: 2,
      status: 'ORDERED',
      amount: cny(320_000),
      payee: { name: '王小明', ...given },
    });
    expect(change).toMatchObject({
      happened: 'payment-found',
      set: { paymentOrderId: ordered.orderId, paymentAttempts: 2, ...named },
      data: { orderId: 'pay_1', outcome: 'unpaid', anew: ordered.orderId },
    });
    expect(written(change.also).events.map(({ type }) => type)).toContain('payment.found-unpaid.v1');
  });

  test('gets back what should not have gone out', () => {
    const decision: InquiryDecision = { outcome: 'paid', recover: cny(20_000), note };
    const world = aWorld(aClaim('PAYMENT_ORDERED'));
    const { after, writes } = conclude(aPayment('ORDERED'), decision, by, now);
    expect(decided(world.it, aPayment('ORDERED'), decision)).toStrictEqual({
      happened: 'payment-found',
      data: { orderId: 'pay_1', outcome: 'paid', recover: cny(20_000) },
      note,
      also: [...writes, ...recoveryOf(world, after, now)],
    });
  });
});

describe('getting money back', () => {
  const paid = aPayment('PAID', { recovery: { requested: cny(20_000), received: 5_000 }, paidAt: at(-HOUR) });
  const made = (decision: RecoveryDecision) =>
    paymentRecovery.decides({ ...decidedBy('claims-supervisor', aClaim('CLOSED')), about: paid }, decision);

  test('is one task for what is still to come, a supervisor’s', () => {
    const { tasks } = written(recoveryOf(aWorld(aClaim('CLOSED')), paid, now));
    expect(tasks).toMatchObject([
      {
        kind: 'payment-recovery',
        queue: 'claims-supervisor',
        facts: { orderId: 'pay_1', payee: '王小明', outstanding: cny(15_000), documents: [], otherClaims: [] },
      },
    ]);
    const again = written(recoveryOf(aWorld(aClaim('CLOSED')), { ...paid, recovery: { requested: cny(20_000) } }, now));
    expect(again.tasks.map(({ taskId }) => taskId)).not.toEqual(tasks.map(({ taskId }) => taskId));
  });

  test.each<[string, Payment]>([
    ['was asked for', aPayment('PAID')],
    ['is left to come', { ...paid, recovery: { requested: cny(20_000), received: 20_000 } }],
  ])('is no task where nothing %s', (_title, payment) => {
    expect(recoveryOf(aWorld(aClaim('CLOSED')), payment, now)).toEqual([]);
  });

  test('in part leaves a task for the rest', () => {
    const decision: RecoveryDecision = { outcome: 'received', amount: cny(10_000), note };
    const { after, writes } = recover(paid, decision, by, now);
    expect(made(decision)).toStrictEqual({
      happened: 'recovery-received',
      data: { orderId: 'pay_1', amount: cny(10_000), left: cny(5_000) },
      note,
      also: [...writes, ...recoveryOf(aWorld(aClaim('CLOSED')), after, now)],
    });
  });

  test('is given up whole', () => {
    const decision: RecoveryDecision = { outcome: 'written-off', note };
    expect(made(decision)).toStrictEqual({
      happened: 'recovery-written-off',
      data: { orderId: 'pay_1', amount: cny(15_000), left: cny(0) },
      note,
      also: recover(paid, decision, by, now).writes,
    });
  });
});
