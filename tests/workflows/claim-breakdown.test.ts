import { expect, test } from '@jest/globals';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { renderEmail } from '../../functions/notifications/render.ts';
import { approving, cny, customer, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { motorPolicy, portfolio, wang } from '../support/portfolio.ts';

const row = (label: string, amount: number, currency = 'CNY') => ({ label, amount: { amount, currency } });

/** A claim of 3,200 on a policy with a deductible of 250, at a handler's desk. */
async function scenario() {
  const inside = await house();
  await portfolio(inside.table, { ...motorPolicy, deductible: cny(25_000) });
  const story = storyOf(inside);
  return { ...inside, ...story, claimId: await story.report() };
}

test.each([
  [
    'another sum, currency and deductible',
    approving(90_000, { breakdown: [row('repair-cost', 500_000), row('deductible', 25_000, 'USD')] }),
    ['/breakdown/1/amount/currency'],
  ],
  [
    'rows that come to another sum',
    approving(90_000, { breakdown: [row('repair-cost', 500_000), row('deductible', 25_000)] }),
    ['/breakdown'],
  ],
  ['all of it, and nothing said of the deductible', { outcome: 'approve', amount: cny(320_000) }, ['/breakdown']],
  [
    'more than the loss without a note',
    approving(320_000, {
      note: undefined,
      deductibleWaived: undefined,
      breakdown: [row('repair-cost', 345_000), row('deductible', 25_000)],
    }),
    ['/note'],
  ],
  ['a waiver without a reason', approving(320_000, { deductibleWaived: {} }), ['/deductibleWaived/reason']],
])('to approve %s is refused, and changes and sends nothing', async (_title, decision, pointers) => {
  const it = await scenario();
  const sent = (await it.messages()).length;
  const { status, body } = await it.decide('claims-handler', decision, handler);
  const errors = body.errors as unknown as { pointer: string }[];
  expect({ status, pointers: errors.map(({ pointer }) => pointer) }).toEqual({ status: 422, pointers });
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'ADJUDICATION' });
  expect(await it.messages()).toHaveLength(sent);
  expect(await it.limitUsed()).toBe(0);
});

test('the loss less the deductible needs no breakdown, and the customer is told one that adds up', async () => {
  const it = await scenario();
  await it.decide('claims-handler', { outcome: 'approve', amount: cny(295_000) }, handler);
  const breakdown = [row('assessed-loss', 320_000), row('deductible', 25_000)];
  expect(await it.claim(it.claimId, customer)).toMatchObject({
    status: 'OFFERED',
    approved: cny(295_000),
    offer: { breakdown },
  });
  const messages = await listed(it.table, messagesOf(wang.customerId));
  const offered = messages.find(({ template, channel }) => template === 'claim-offered' && channel === 'email');
  const { text } = (offered && renderEmail({ ...offered, language: 'zh-CN' })) ?? {};
  expect(text).toMatch(/核定损失金额\D*¥3,200\.00\s+免赔额\D*-¥250\.00\s+赔付金额\D*¥2,950\.00/);
  expect(await it.timeline(it.claimId)).toContain('approved');
});

test('a deductible is waived for a reason that staff read in the timeline, and the customer does not', async () => {
  const it = await scenario();
  const reason = '第三方全责，可代位追偿';
  await it.decide(
    'claims-handler',
    { outcome: 'approve', amount: cny(320_000), deductibleWaived: { reason } },
    handler,
  );
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED', approved: cny(320_000) });
  const approvedAs = async (as: typeof customer) => {
    const { body } = await it.call({ route: 'GET /v1/claims/{claimId}/timeline', params: { claimId: it.claimId }, as });
    return (body.items as unknown as { type: string }[]).find(({ type }) => type === 'claim.approved.v1');
  };
  expect(await approvedAs(handler)).toMatchObject({ note: reason, data: { deductibleWaived: true } });
  expect(JSON.stringify(await approvedAs(customer))).not.toContain(reason);
  expect(JSON.stringify(it.published)).not.toContain(reason);
});

test('an approval far above the loss waits for a second person, however small it is', async () => {
  const it = await scenario();
  const breakdown = [row('repair-cost', 384_001), row('deductible', 25_000)];
  await it.decide('claims-handler', approving(359_001, { breakdown }), handler);
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'ADJUDICATION' });
  const { facts } = await it.openTask('claims-supervisor');
  expect(facts).toMatchObject({ proposal: { decision: { amount: cny(359_001), breakdown } } });
  await it.decide('claims-supervisor', { outcome: 'confirm' }, supervisor);
  expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED', approved: cny(359_001) });
});
