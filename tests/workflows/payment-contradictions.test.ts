import { describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../functions/cases/finding/finding.ts';
import { claimSettings } from '../../functions/claims/claim-settings.ts';
import { paymentRepeats } from '../../functions/payments/payment-settings.ts';
import { payments, paymentsOf } from '../../functions/payments/payment-store.ts';
import { cny, customer, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { portfolio } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const amount = cny(320_000);

/** A claim whose customer has agreed, with its first order. */
async function ordered() {
  const inside = await house();
  await portfolio(inside.table);
  const it = { ...inside, ...storyOf(inside) };
  const claimId = await it.report();
  await it.decide('claims-handler', { outcome: 'approve', amount }, handler);
  await it.accept(claimId);
  const orderId = String((await it.claim(claimId)).paymentOrderId);
  let notices = 0;
  const tell = (type: string, more: object = {}) => {
    notices += 1;
    return it.notify({ id: `n-${notices}`, type: `payment.${type}`, orderId, ...more });
  };
  const orders = () => listed(it.table, paymentsOf(claimId));
  const lastOrder = async () => String((await it.claim(claimId)).paymentOrderId);
  return { ...it, claimId, orderId, tell, orders, lastOrder };
}

const paidOnce = async (it: Awaited<ReturnType<typeof ordered>>) => {
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'CLOSED', paid: amount });
  expect((await it.messages()).filter(({ template }) => template === 'claim-paid')).toHaveLength(2);
};

describe('a notice that contradicts what was known', () => {
  test.each(['failed', 'returned', 'reversed'])(
    'on a claim that is paid and closed (%s) is on its timeline, and a supervisor’s task with both facts',
    async (type) => {
      const it = await ordered();
      await it.tell('paid', { providerReference: 'bank-7' });
      expect(it.counted).toEqual([]);
      expect((await it.tell(type, { reason: 'account closed' })).status).toBe(200);
      expect(it.counted).toEqual(['ContradictedPayments']);
      await paidOnce(it);
      expect((await it.timeline(it.claimId)).slice(-3)).toEqual(['paid', 'closed', 'payment-contradicted']);
      expect(await it.timeline(it.claimId, customer)).not.toContain('payment-contradicted');
      expect(await it.openTask('claims-supervisor')).toMatchObject({
        kind: 'payment-inquiry',
        facts: {
          orderId: it.orderId,
          why: 'contradicted',
          status: 'PAID',
          providerReference: 'bank-7',
          told: [{ type, reason: 'account closed' }],
          others: [],
        },
      });
    },
  );

  test('comes again under another id, and is the same task', async () => {
    const it = await ordered();
    await it.tell('paid');
    for (let n = 0; n < 3; n += 1) await it.tell('failed', { reason: 'account closed' });
    expect(it.published.filter(({ type }) => type === 'payment.contradicted.v1')).toHaveLength(1);
  });

  test('is added to the open task when it says yet another thing', async () => {
    const it = await ordered();
    await it.tell('paid');
    await it.tell('failed');
    await it.tell('reversed');
    const { facts } = await it.openTask('claims-supervisor');
    expect(facts).toMatchObject({ told: [{ type: 'failed' }, { type: 'reversed' }] });
    const { body } = await it.call({ route: 'GET /v1/tasks', as: supervisor, query: { queue: 'claims-supervisor' } });
    expect(body.items).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['another amount', { amount: cny(320_001) }],
    ['another currency', { amount: { amount: 320_000, currency: 'USD' } }],
  ])(
    'of %s than ordered leaves the order open, and the claim unpaid, until somebody says what holds',
    async (_title, more) => {
      const it = await ordered();
      await it.tell('paid', more);
      expect(await it.claim(it.claimId)).toMatchObject({ status: 'PAYMENT_ORDERED' });
      await it.decide('claims-supervisor', { outcome: 'paid', note: '银行流水已核对' }, supervisor);
      await paidOnce(it);
    },
  );

  test('of the same payment under another reference is a second payment, and is seen', async () => {
    const it = await ordered();
    await it.tell('paid', { providerReference: 'bank-1' });
    await it.tell('paid', { providerReference: 'bank-2' });
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'payment-inquiry' });
  });

  test('that is late keeps the repair from paying again, and the claim goes on once it is known to be paid', async () => {
    const it = await ordered();
    await it.tell('failed', { reason: 'account closed' });
    await it.tell('paid', { paidAt: '2026-11-25T02:00:00Z' });
    const repaired = await it.decide('claims-handler', { outcome: 'retry' }, handler);
    expect(repaired).toMatchObject({ status: 409, body: { code: 'payment-contradicted' } });
    expect(await it.withdraw(it.claimId)).toMatchObject({ status: 409, body: { code: 'payment-contradicted' } });
    await it.decide('claims-supervisor', { outcome: 'paid', note: '已到账' }, supervisor);
    await paidOnce(it);
    expect(await it.execution(it.claimId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(it.provider.orders).toHaveLength(1);
    expect(await it.openTask('claims-handler')).toBeUndefined();
  });

  test('that turns out wrong lets the repair go on', async () => {
    const it = await ordered();
    await it.tell('failed');
    await it.tell('paid');
    await it.decide('claims-supervisor', { outcome: 'unpaid', note: '服务商误报' }, supervisor);
    await it.decide('claims-handler', { outcome: 'retry' }, handler);
    await it.pay(it.claimId);
    await paidOnce(it);
    expect(it.provider.orders).toHaveLength(2);
  });
});

describe('money that is out twice', () => {
  test('is got back: requested, received in part, the rest written off', async () => {
    const it = await ordered();
    await it.tell('failed');
    await it.decide('claims-handler', { outcome: 'retry' }, handler);
    await it.pay(it.claimId);
    await it.tell('paid', { providerReference: 'late' });
    const inquiry = await it.openTask('claims-supervisor');
    expect(inquiry.facts).toMatchObject({ orderId: it.orderId, others: [{ status: 'PAID', amount }] });
    await it.decide('claims-supervisor', { outcome: 'paid', recover: amount, note: '重复付款' }, supervisor);
    expect(await it.openTask('claims-supervisor')).toMatchObject({
      kind: 'payment-recovery',
      facts: { outstanding: amount },
    });
    await it.decide('claims-supervisor', { outcome: 'received', amount: cny(300_000) }, supervisor);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ facts: { outstanding: cny(20_000) } });
    await it.decide('claims-supervisor', { outcome: 'written-off', note: '客户无力偿还' }, supervisor);
    expect(await it.openTask('claims-supervisor')).toBeUndefined();
    const first = (await it.orders()).find(({ orderId }) => orderId === it.orderId);
    expect(first).toMatchObject({
      status: 'PAID',
      recovery: { requested: amount, received: 300_000, writtenOff: 20_000 },
    });
    expect((await it.timeline(it.claimId)).slice(-3)).toEqual([
      'payment-found',
      'recovery-received',
      'recovery-written-off',
    ]);
    await paidOnce(it);
  });
});

describe('money that came back', () => {
  test('is ordered anew for a claim that is closed, and its customer told when it is paid', async () => {
    const it = await ordered();
    await it.tell('paid');
    await it.tell('returned', { reason: 'account closed' });
    const corrected = { account: '6222 0202 0011 2233 44-6', bank: '工商银行' };
    const decided = await it.decide('claims-supervisor', { outcome: 'unpaid', ...corrected, note: '退汇' }, supervisor);
    expect(decided.status).toBe(200);
    expect(JSON.stringify(decided.body)).not.toContain('2233446');
    expect(await it.lastOrder()).not.toBe(it.orderId);
    expect(it.provider.orders.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(it.provider.orders.at(-1)?.payee).toMatchObject({
      name: '王小明',
      account: '6222020200112233446',
      bank: '工商银行',
    });
    await it.pay(it.claimId);
    expect((await it.timeline(it.claimId)).slice(-2)).toEqual(['payment-found', 'paid']);
    expect((await it.messages()).filter(({ template }) => template === 'claim-paid')).toHaveLength(4);
    expect((await it.orders()).map(({ status }) => status)).toEqual(['PAID', 'FAILED']);
  });

  test('is somebody’s task again when the new order fails', async () => {
    const it = await ordered();
    await it.tell('paid');
    await it.tell('returned');
    await it.decide('claims-supervisor', { outcome: 'unpaid', note: '退汇' }, supervisor);
    const orderId = await it.lastOrder();
    await it.notify({ id: 'again', type: 'payment.failed', orderId, reason: 'account closed' });
    expect(await it.openTask('claims-supervisor')).toMatchObject({ facts: { orderId, why: 'failed-after-close' } });
    await it.decide('claims-supervisor', { outcome: 'unpaid', note: '换卡' }, supervisor);
    expect(it.provider.orders.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });
});

describe('an order without an answer', () => {
  const wait = claimSettings.paymentAnswerHours * HOUR;

  test('is somebody’s task after so many repeats, once', async () => {
    const it = await ordered();
    await it.clock.advance(paymentRepeats * wait);
    expect(await it.openTask('claims-supervisor')).toBeUndefined();
    await it.clock.advance(2 * DAY);
    expect(await it.openTask('claims-supervisor')).toMatchObject({
      kind: 'payment-inquiry',
      facts: { orderId: it.orderId, why: 'unanswered', told: [] },
    });
    await it.clock.advance(10 * DAY);
    const { body } = await it.call({ route: 'GET /v1/tasks', as: supervisor, query: { queue: 'claims-supervisor' } });
    expect(body.items).toHaveLength(1);
  });

  test('is asked for before it is sent again, so a notice that was lost pays and closes the claim', async () => {
    const it = await ordered();
    it.provider.knows.set(it.orderId, {
      status: 'paid',
      orderId: it.orderId,
      amount,
      providerReference: 'bank-1',
      paidAt: '2026-11-25T02:00:00.000Z',
    });
    await it.clock.advance(wait + HOUR);
    await paidOnce(it);
    expect(it.provider.orders).toHaveLength(1);
  });

  test('that the provider refuses when it comes again may have been paid: nothing is paid anew before somebody knows', async () => {
    const it = await ordered();
    it.provider.refuse = true;
    await it.clock.advance(wait + HOUR);
    expect(await it.openTask('claims-supervisor')).toMatchObject({
      kind: 'payment-inquiry',
      facts: { why: 'contradicted', status: 'ORDERED', told: [{ type: 'failed' }] },
    });
    expect(await it.openTask('claims-handler')).toBeUndefined();
    await it.decide('claims-supervisor', { outcome: 'unpaid', note: '从未收到' }, supervisor);
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'payment-repair' });
  });

  test.each(['paid', 'failed'])('that is answered after all (%s) is nobody’s question any more', async (type) => {
    const it = await ordered();
    await it.clock.advance(paymentRepeats * wait + 2 * DAY);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'payment-inquiry' });
    await it.tell(type);
    expect(await it.openTask('claims-supervisor')).toBeUndefined();
    if (type === 'paid') return paidOnce(it);
    expect((await it.decide('claims-handler', { outcome: 'retry' }, handler)).status).toBe(200);
    await it.pay(it.claimId);
    return paidOnce(it);
  });

  test('can be waited for, and is asked about again later', async () => {
    const it = await ordered();
    await it.clock.advance(paymentRepeats * wait + 2 * DAY);
    const first = await it.openTask('claims-supervisor');
    await it.decide('claims-supervisor', { outcome: 'wait', note: '银行系统维护' }, supervisor);
    expect(await it.openTask('claims-supervisor')).toBeUndefined();
    await it.clock.advance(paymentRepeats * wait + 3 * DAY);
    const again = await it.openTask('claims-supervisor');
    expect(again.taskId).not.toBe(first.taskId);
  });
});

test('an inquiry that nobody decides in its time stays with the supervisors, later due, and ops see it', async () => {
  const it = await ordered();
  await it.tell('paid');
  await it.tell('failed');
  const { dueAt } = await it.openTask('claims-supervisor');
  await it.clock.advance(promisedHours('payment-inquiry') * HOUR + 2 * HOUR);
  const task = await it.openTask('claims-supervisor');
  expect(task).toMatchObject({ escalations: 1 });
  expect(String(task.dueAt) > String(dueAt)).toBe(true);
  const day = new Date(it.clock.now()).toISOString().slice(0, 10);
  const found = await listed(it.table, findingsOf(day));
  expect(found.map(({ kind }) => kind)).toContain('follow-up-overdue');
});

test('a notice of a type that nobody knows is kept, answered 200 and shown to ops', async () => {
  const it = await ordered();
  const odd = { id: 'odd', type: 'payment.disputed', orderId: it.orderId, extra: { a: 1 } };
  expect((await it.notify(odd)).status).toBe(200);
  expect((await it.notify(odd)).status).toBe(200);
  const day = new Date(it.clock.now()).toISOString().slice(0, 10);
  const found = (await listed(it.table, findingsOf(day))).filter(({ kind }) => kind === 'notice-unknown');
  expect(found).toMatchObject([{ caseId: it.orderId, reference: 'payment.disputed', action: 'none' }]);
  expect(await payments.get(it.table, it.orderId)).toMatchObject({ status: 'ORDERED', version: 1 });
});

test('staff read what was ordered for a claim, with the end of its account', async () => {
  const it = await ordered();
  await it.tell('paid', { providerReference: 'bank-7' });
  const params = { claimId: it.claimId };
  const { body } = await it.call({ route: 'GET /v1/claims/{claimId}/payments', params, as: handler });
  expect(body.items).toMatchObject([{ orderId: it.orderId, status: 'PAID', amount, providerReference: 'bank-7' }]);
  expect(JSON.stringify(body)).not.toContain('taskToken');
  expect((await it.call({ route: 'GET /v1/claims/{claimId}/payments', params, as: customer })).status).toBe(403);
});
