import { describe, expect, test } from '@jest/globals';
import { cny, customer, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';

const account = '6222 0202 0011 2233 446';
const compact = '6222020200112233446';
const wife = { name: '王芳', account, bank: '示例银行', relation: 'spouse' };
const told = (messages: readonly { template: string }[]) =>
  messages.filter(({ template }) => template === 'claim-payee-rejected').length;

/** A claim that is offered to its customer. */
async function offered(options?: Parameters<typeof house>[0]) {
  const inside = await house(options);
  await portfolio(inside.table);
  const story = storyOf(inside);
  const claimId = await story.report();
  await story.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
  return { ...inside, ...story, claimId };
}

describe('a payee who is not the customer', () => {
  test('waits for a person, and is paid once after the confirmation', async () => {
    const it = await offered({ deliveries: 3 });
    expect((await it.accept(it.claimId, wife)).status).toBe(200);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'AGREED' });
    expect(it.provider.orders).toHaveLength(0);
    expect(await it.openTask('claims-handler')).toMatchObject({
      kind: 'payee-check',
      facts: {
        doubts: ['third-party-payee'],
        customerName: '王小明',
        payee: { name: '王芳', relation: 'spouse', accountEnding: '3446' },
      },
    });
    await it.decide('claims-handler', { outcome: 'confirm', note: '已核对结婚证' }, handler);
    await it.pay(it.claimId);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect([...it.provider.paid.values()]).toMatchObject([
      { payee: { name: '王芳', account: compact, bank: '示例银行' } },
    ]);
    expect(it.transitions).toHaveLength(7);
    const seen = await it.timeline(it.claimId, customer);
    expect(seen.slice(seen.indexOf('agreed'))).toEqual([
      'agreed',
      'payee-check-started',
      'payee-confirmed',
      'payment-ordered',
      'paid',
      'closed',
    ]);
  });

  test('who is rejected is told to the customer, who is paid to another account', async () => {
    const it = await offered();
    await it.accept(it.claimId, wife);
    await it.decide('claims-handler', { outcome: 'reject', reason: '未提供关系证明' }, handler);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED', approved: cny(320_000) });
    const messages = await it.messages();
    expect(told(messages)).toBe(2);
    expect(messages.filter(({ template }) => template === 'claim-offered')).toHaveLength(2);
    expect(it.provider.orders).toHaveLength(0);
    expect(await it.limitUsed()).toBe(320_000);
    await it.accept(it.claimId, { name: '王 小 明', account });
    await it.pay(it.claimId);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect([...it.provider.paid.values()]).toMatchObject([{ payee: { name: '王 小 明', account: compact } }]);
    expect(it.transitions).toHaveLength(8);
  });

  test('nobody has checked in time goes to the supervisor, and is not paid meanwhile', async () => {
    const it = await offered();
    await it.accept(it.claimId, wife);
    await it.clock.advance((promisedHours('payee-check') + 1) * 3_600_000);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'payee-check', escalations: 1 });
    expect(it.provider.orders).toHaveLength(0);
    expect((await it.withdraw(it.claimId)).status).toBe(200);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'WITHDRAWN' });
    expect(await it.limitUsed()).toBe(0);
  });

  test('whom a handler named in a repair is confirmed by another person, and paid by a new order', async () => {
    const it = await offered();
    it.provider.refuse = true;
    await it.accept(it.claimId);
    it.provider.refuse = false;
    await it.decide('claims-handler', { outcome: 'retry', payee: wife }, handler);
    const own = await it.decide('claims-handler', { outcome: 'confirm' }, handler);
    expect({ status: own.status, code: own.body.code }).toEqual({ status: 409, code: 'maker-is-checker' });
    expect(it.provider.paid.size).toBe(0);
    await it.decide('claims-handler', { outcome: 'confirm' }, supervisor);
    await it.pay(it.claimId);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect(it.provider.orders.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('whom a handler named in a repair and another rejects is asked of the customer, and the next order is a new one', async () => {
    const it = await offered();
    it.provider.refuse = true;
    await it.accept(it.claimId);
    it.provider.refuse = false;
    await it.decide('claims-handler', { outcome: 'retry', payee: wife }, handler);
    await it.decide('claims-handler', { outcome: 'reject', reason: '未提供关系证明' }, supervisor);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED' });
    expect(told(await it.messages())).toBe(2);
    await it.accept(it.claimId);
    await it.pay(it.claimId);
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect(it.provider.orders.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });
});

test.each([
  ['somebody else without a relation', { name: '王芳' }, '/payee/relation'],
  ['a relation that there is not', { name: '王芳', relation: 'friend' }, '/payee/relation'],
  ['a card with a slip of the hand', { ...wife, account: '6222 0202 0011 2233 447' }, '/payee/account'],
  ['an IBAN that is too short', { ...wife, account: 'GB29 NWBK 6016' }, '/payee/account'],
])('to name %s is refused, and nothing is agreed', async (_title, payee, pointer) => {
  const it = await offered();
  const { status, body } = await it.accept(it.claimId, payee);
  expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer }] });
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED' });
});

test('no whole account is in any answer, event or message; the provider alone gets it', async () => {
  const it = await offered();
  const answers = [await it.accept(it.claimId, wife), await it.claim(it.claimId)];
  const offer = await it.call({
    route: 'GET /v1/tasks',
    as: supervisor,
    query: { queue: 'customer', status: 'DECIDED' },
  });
  expect(offer.body.items).toMatchObject([{ decision: { outcome: 'agreed', payee: { name: '王芳' } } }]);
  const check = await it.openTask('claims-handler');
  await it.decide('claims-handler', { outcome: 'confirm' }, handler);
  const { orderId, payee } = it.provider.orders[0] ?? {};
  expect(payee).toMatchObject({ account: compact });
  await it.notify({ id: 'n-1', type: 'payment.failed', orderId: String(orderId) });
  const repair = await it.openTask('claims-handler');
  expect(repair).toMatchObject({ kind: 'payment-repair', facts: { payee: { accountEnding: '3446' } } });
  const retried = await it.decide('claims-handler', { outcome: 'retry', payee: { ...wife, name: '王小明' } }, handler);
  const timeline = await it.call({
    route: 'GET /v1/claims/{claimId}/timeline',
    params: { claimId: it.claimId },
    as: handler,
  });
  const seen = [answers, offer, check, repair, retried, timeline, it.published, await it.messages()];
  expect(JSON.stringify(seen)).not.toContain('00112233');
  expect(JSON.stringify(seen)).not.toContain('0011 2233');
});
