import { describe, expect, test } from '@jest/globals';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { cny, customer, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { motorPolicy, wang } from '../support/portfolio.ts';
import { deliverReceipt } from '../unit/notifications/ledger.ts';
import { sesEvent } from '../unit/notifications/ses-event.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

interface Clock extends Record<string, unknown> {
  readonly deadlineId: string;
  readonly state: string;
}

/** A claim that was just reported at 09:00 in China on Wednesday, 25 November 2026. */
async function reported() {
  const inside = await house({ seed: 1 });
  await inside.table.commit([...createCustomer(wang), policies.create(motorPolicy)]);
  const it = { ...inside, ...storyOf(inside) };
  const claimId = await it.report();
  const clocks = async (as = handler) => {
    const { body } = await it.call({ route: 'GET /v1/deadlines', as, query: { case: claimId } });
    return body.items as unknown as Clock[];
  };
  const clockOf = async (rule: string) => (await clocks()).find(({ deadlineId }) => deadlineId.includes(`.${rule}.`));
  const upload = async (kind: string) => {
    const body = { kind, filename: 'a.jpg', contentType: 'image/jpeg' };
    const route = 'POST /v1/claims/{claimId}/documents';
    const { documentId } = (await it.call({ route, params: { claimId }, as: customer, body })).body;
    await it.receive(claimId, String(documentId));
  };
  const delivered = async (template: string) => {
    const found = (await listed(it.table, messagesOf(wang.customerId))).find(
      (message) => message.template === template && message.channel === 'email',
    );
    if (!found) throw new Error(`No ${template}`);
    const at = new Date(it.clock.now()).toISOString();
    await deliverReceipt(
      it.table,
      sesEvent('Delivery', found.messageId, { delivery: { timestamp: at } }, `ses-${template}`),
    );
    await it.clock.advance(HOUR + MINUTE);
  };
  return { ...it, claimId, clocks, clockOf, upload, delivered };
}

describe('the clocks of a claim', () => {
  test('are the promises that a fast-track claim begins with, and are kept by what is done', async () => {
    const it = await reported();
    expect((await it.clocks()).map(({ deadlineId, state }) => [deadlineId, state])).toEqual([
      [`ddl_${it.claimId}.CN-promise.decision.1`, 'RUNNING'],
    ]);
    expect(await it.clockOf('decision')).toMatchObject({
      startedAt: '2026-11-25T01:00:00.000Z',
      due: '2026-11-26T01:00:00.000Z',
      rule: { pack: 'CN-promise', version: '2026-11', class: 'promise' },
    });
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    await it.accept(it.claimId);
    await it.pay(it.claimId);
    expect(
      (await it.clocks()).map(({ deadlineId, state }) => [deadlineId.split('.').slice(1).join('.'), state]),
    ).toEqual([
      ['CN-promise.decision.1', 'SATISFIED'],
      ['CN-promise.payment-fast.1', 'SATISFIED'],
      ['CN.art23-pay.1', 'SATISFIED'],
    ]);
  });

  test('end with a claim that is withdrawn', async () => {
    const it = await reported();
    await it.withdraw(it.claimId);
    expect(await it.clockOf('decision')).toMatchObject({ state: 'CANCELLED' });
  });
});

describe('the thirty days of article 23', () => {
  test('begin with the first document, and stand still from the arrival of the notice until the last document’s', async () => {
    const it = await reported();
    await it.upload('photos');
    expect(await it.clockOf('art23-assess')).toMatchObject({ state: 'RUNNING', due: '2026-12-25T16:00:00.000Z' });
    await it.decide('claims-handler', { outcome: 'request-documents', documents: ['repair-invoice'] }, handler);
    expect(await it.clockOf('art23-assess')).toMatchObject({ state: 'RUNNING', pauses: [{ toldBy: 'receipt' }] });
    await it.delivered('claim-documents-requested');
    expect(await it.clockOf('art23-assess')).toMatchObject({ state: 'PAUSED' });
    await it.clock.advance(4 * 24 * HOUR);
    await it.upload('repair-invoice');
    // Told on the 25th, the last document on the 29th: 26, 27 and 28 November were not counted.
    expect(await it.clockOf('art23-assess')).toMatchObject({ state: 'RUNNING', due: '2026-12-28T16:00:00.000Z' });
  });

  test('go on where nothing proves that the notice arrived, and the explanation says so', async () => {
    const it = await reported();
    await it.upload('photos');
    await it.decide('claims-handler', { outcome: 'request-documents', documents: ['repair-invoice'] }, handler);
    const { deadlineId } = (await it.clockOf('art23-assess')) ?? {};
    const { body } = await it.call({
      route: 'GET /v1/deadlines/{deadlineId}/explanation',
      params: { deadlineId: String(deadlineId) },
      as: customer,
    });
    expect(body.sentences).toMatchObject({ en: expect.arrayContaining([expect.stringContaining('not proven')]) });
  });
});

test('a supervisor extends a promise once, and the customer is told', async () => {
  const it = await reported();
  const params = { deadlineId: `ddl_${it.claimId}.CN-promise.decision.1` };
  const route = 'POST /v1/deadlines/{deadlineId}/extension';
  const body = { reason: '维修厂尚未报价' };
  expect((await it.call({ route, params, as: handler, body })).status).toBe(403);
  expect(await it.call({ route, params, as: supervisor, body })).toMatchObject({ status: 200 });
  expect((await it.call({ route, params, as: supervisor, body })).status).toBe(409);
  expect(await it.timeline(it.claimId)).toContain('deadline-extended');
  expect(await it.clockOf('decision')).toMatchObject({ due: '2026-11-26T01:00:00.000Z', extensions: [{ length: 24 }] });
  await it.delivered('deadline-extended');
  expect(await it.clockOf('decision')).toMatchObject({ due: '2026-11-27T01:00:00.000Z' });
});

test('a denial is told in time when its letter was sent off, which its decision alone is not', async () => {
  const it = await reported();
  const deny = { outcome: 'deny', clause: '5.1', reasons: '自然磨损' };
  await it.decide('claims-handler', deny, handler);
  await it.decide('claims-supervisor', { outcome: 'confirm' }, supervisor);
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'CLOSED' });
  expect(await it.clockOf('art24')).toMatchObject({ state: 'RUNNING', due: '2026-11-28T16:00:00.000Z' });
  await it.delivered('claim-denied');
  expect(await it.clockOf('art24')).toMatchObject({ state: 'SATISFIED', satisfiedBy: expect.stringMatching(/^msg_/) });
});
