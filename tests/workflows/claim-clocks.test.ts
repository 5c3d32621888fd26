import { describe, expect, test } from '@jest/globals';
import { guides } from '../../functions/claims/letters/guides/guide.ts';
import type { Customer } from '../../functions/customers/customer.ts';
import { createCustomer, customers } from '../../functions/customers/customer-store.ts';
import { latestOf, ruleIn } from '../../functions/deadlines/packs/packs.ts';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { renderEmail, renderSms } from '../../functions/notifications/render.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { cny, customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { motorPolicy, wang } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';
import { deliverReceipt } from '../unit/notifications/ledger.ts';
import { sesEvent } from '../unit/notifications/ses-event.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

interface Clock extends Record<string, unknown> {
  readonly deadlineId: string;
  readonly state: string;
}

/** A claim that was just reported at 09:00 in China on Wednesday, 25 November 2026. */
async function reported(given: Partial<Customer> = {}, loss: object = smallLoss) {
  const inside = await house({ seed: 1 });
  await inside.table.commit([...createCustomer({ ...wang, ...given }), policies.create(motorPolicy)]);
  const it = { ...inside, ...storyOf(inside) };
  const claimId = await it.report(loss);
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

test('the guide by cause goes to the customer within a minute of the notice, in the email of the registration alone', async () => {
  const it = await reported();
  const found = (await listed(it.table, messagesOf(wang.customerId))).filter(
    ({ template }) => template === 'claim-registered',
  );
  const [email, sms] = ['email', 'sms'].map((channel) => found.find((message) => message.channel === channel));
  if (!email || !sms) throw new Error('Nobody is told');
  expect(renderEmail(email)?.text).toContain(guides[smallLoss.cause as 'glass']['zh-CN'].now[0]);
  const { cause, ...bare } = sms.model as Record<string, unknown>;
  expect(cause).toBe(smallLoss.cause);
  expect(renderSms(sms)).toBe(renderSms({ ...sms, model: bare }));
  const { unit, length } = ruleIn(latestOf('CN-promise'), 'guide');
  expect(unit).toBe('minute');
  const { body } = await it.call({ route: 'GET /v1/claims/{claimId}', params: { claimId: it.claimId }, as: handler });
  expect(Date.parse(email.createdAt) - Date.parse(String(body.createdAt))).toBeLessThanOrEqual(length * MINUTE);
});

describe('the surveyor of a motor claim', () => {
  const large = { ...smallLoss, estimate: cny(1_500_000) };
  const appointed = async () => {
    const it = await reported({}, large);
    const { taskId } = await it.openTask('surveyor');
    const post = (what: string, body: object, as = surveyor) =>
      it.call({ route: `POST /v1/tasks/{taskId}/${what}`, params: { taskId }, as, body });
    const take = () => post('assignment', {});
    return { ...it, take, note: (body: object, as?: typeof surveyor) => post('calls', body, as) };
  };
  const states = async (it: Awaited<ReturnType<typeof appointed>>) =>
    (await Promise.all(['dispatch', 'surveyor-call'].map(it.clockOf))).map((clock) => clock?.state);

  test('is appointed in time, and calls in time', async () => {
    const it = await appointed();
    expect(await states(it)).toEqual(['RUNNING', undefined]);
    await it.clock.advance(4 * MINUTE);
    await it.take();
    expect(await states(it)).toEqual(['SATISFIED', 'RUNNING']);
    await it.clock.advance(9 * MINUTE);
    expect(await it.note({ outcome: 'reached', note: '约定上午查勘' })).toMatchObject({ status: 200 });
    expect(await states(it)).toEqual(['SATISFIED', 'SATISFIED']);
    const told = (await it.timeline(it.claimId)).filter((type) => type.startsWith('surveyor-'));
    expect(told).toEqual(['surveyor-appointed', 'surveyor-called']);
  });

  test('has kept the promise to call by dialling, and the timeline tells that nobody answered', async () => {
    const it = await appointed();
    await it.take();
    await it.note({ outcome: 'not-reached', note: '无人接听' });
    expect(await states(it)).toEqual(['SATISFIED', 'SATISFIED']);
    const route = 'GET /v1/claims/{claimId}/timeline';
    const seenBy = async (as: typeof handler) =>
      (
        (await it.call({ route, params: { claimId: it.claimId }, as })).body.items as unknown as { type: string }[]
      ).find(({ type }) => type === 'claim.surveyor-called.v1');
    expect(await seenBy(handler)).toMatchObject({ data: { outcome: 'not-reached' }, note: '无人接听' });
    expect(await seenBy(customer)).not.toHaveProperty('note');
  });

  test('is late where nobody was appointed in five minutes, and nobody called in ten', async () => {
    const it = await appointed();
    await it.clock.advance(6 * MINUTE);
    expect(await states(it)).toEqual(['BREACHED', undefined]);
    await it.take();
    await it.clock.advance(11 * MINUTE);
    expect(await states(it)).toEqual(['SATISFIED', 'BREACHED']);
  });

  test('has one clock for the call, however often another one is appointed before it', async () => {
    const it = await appointed();
    await it.take();
    await it.take();
    expect((await it.clocks()).filter(({ deadlineId }) => deadlineId.includes('.surveyor-call.'))).toHaveLength(1);
    await it.note({ outcome: 'reached' });
    await it.take();
    expect((await it.clocks()).filter(({ deadlineId }) => deadlineId.includes('.surveyor-call.'))).toHaveLength(2);
  });

  test('is the only one to note a call, and of a task that has calls', async () => {
    const it = await appointed();
    expect(await it.note({ outcome: 'reached' })).toMatchObject({ status: 403 });
    await it.take();
    const other = { ...surveyor, sub: 'u-other' };
    expect(await it.note({ outcome: 'reached' }, other)).toMatchObject({ status: 403 });
    expect(await it.note({ outcome: 'maybe' })).toMatchObject({ status: 422 });
    expect(await states(it)).toEqual(['SATISFIED', 'RUNNING']);
    await it.decide('surveyor', { outcome: 'assessed', amount: cny(1_500_000), findings: '轻微' }, surveyor);
    expect(await it.note({ outcome: 'reached' })).toMatchObject({ status: 409 });
    expect(await states(it)).toEqual(['SATISFIED', 'CANCELLED']);
    const { taskId } = await it.openTask('claims-handler');
    const params = { taskId };
    await it.call({ route: 'POST /v1/tasks/{taskId}/assignment', params, as: handler, body: {} });
    const body = { outcome: 'reached' };
    expect(await it.call({ route: 'POST /v1/tasks/{taskId}/calls', params, as: handler, body })).toMatchObject({
      status: 409,
      body: { detail: 'Tasks of the kind adjudication have no calls' },
    });
  });
});

describe('the tasks of a premium customer', () => {
  test('are due sooner, and go to the queue above sooner', async () => {
    const it = await reported({ profile: { tier: 'premium' } });
    const sooner = promisedHours('decision-premium');
    expect(sooner).toBeLessThan(promisedHours('decision'));
    const dueAt = new Date(it.clock.now() + sooner * HOUR).toISOString();
    const { dueAt: taskDue } = await it.openTask('claims-handler');
    expect(taskDue).toBe(dueAt);
    expect(await it.clockOf('decision-premium')).toMatchObject({ state: 'RUNNING', due: dueAt });
    await it.clock.advance(sooner * HOUR + MINUTE);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'adjudication', escalations: 1 });
  });

  test('wait by the rule for them also after the first one', async () => {
    const it = await reported({ profile: { tier: 'premium' } }, { ...smallLoss, estimate: cny(1_500_000) });
    await it.decide('surveyor', { outcome: 'assessed', amount: cny(1_500_000), findings: '轻微' }, surveyor);
    await it.clock.advance(promisedHours('decision-premium') * HOUR + MINUTE);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'adjudication', escalations: 1 });
  });

  test('are waited for by what is left, where they became premium meanwhile', async () => {
    const it = await reported({}, { ...smallLoss, estimate: cny(1_500_000) });
    const premium = await customers.get(it.table, wang.customerId);
    if (!premium) throw new Error('No customer');
    const { write } = customers.replace(
      premium,
      { ...premium, profile: { tier: 'premium' } },
      new Date(it.clock.now()),
    );
    await it.table.commit([write]);
    await it.decide('surveyor', { outcome: 'assessed', amount: cny(1_500_000), findings: '轻微' }, surveyor);
    await it.clock.advance(promisedHours('decision-premium') * HOUR + MINUTE);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'adjudication', escalations: 1 });
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
