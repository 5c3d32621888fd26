import { describe, expect, test } from '@jest/globals';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { isDead } from '../../functions/notifications/dead-address.ts';
import type { Message } from '../../functions/notifications/message.ts';
import { messages, messagesOf } from '../../functions/notifications/message-store.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { openTasksOf, tasks } from '../../functions/tasks/task-store.ts';
import type { Caller } from '../support/api.ts';
import { cny, customer, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { motorPolicy, wang } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';
import { deliverReceipt, invokeSender, now as receivedAt } from '../unit/notifications/ledger.ts';
import { hardBounce, sesEvent, softBounce } from '../unit/notifications/ses-event.ts';

const HOUR = 3_600_000;

/** A claim whose offer was made to a customer with these addresses. */
async function offered(addresses: { email?: string; phone?: string }) {
  const inside = await house();
  const { email, phone, ...nobody } = wang;
  await inside.table.commit([...createCustomer({ ...nobody, ...addresses }), policies.create(motorPolicy)]);
  const it = { ...inside, ...storyOf(inside) };
  const claimId = await it.report();
  await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
  const sent = async (template: string, channel: string) => {
    const found = (await listed(it.table, messagesOf(wang.customerId))).find(
      (message) => message.template === template && message.channel === channel,
    );
    if (!found) throw new Error(`No ${template} by ${channel}`);
    return found;
  };
  const bounced = async (message: Message, how: object = hardBounce) => {
    await deliverReceipt(it.table, sesEvent('Bounce', message.messageId, how, `ses-${message.template}`));
    await it.clock.advance(HOUR + 1);
  };
  const upload = async (as: Caller) => {
    const body = { kind: 'photos', filename: 'a.jpg', contentType: 'image/jpeg' };
    const route = 'POST /v1/claims/{claimId}/documents';
    const { documentId } = (await it.call({ route, params: { claimId }, as, body })).body;
    await it.receive(claimId, String(documentId));
  };
  return { ...it, claimId, sent, bounced, upload };
}
type Offered = Awaited<ReturnType<typeof offered>>;
const { email, phone } = wang;

describe('a notice that wants an answer', () => {
  test('and came back for good is a task to tell the customer another way', async () => {
    const it = await offered({ email: String(email), phone: String(phone) });
    await it.bounced(await it.sent('claim-offered', 'email'));
    const task = await it.openTask('claims-handler');
    expect(task).toMatchObject({
      kind: 'reach-customer',
      caseId: it.claimId,
      facts: {
        why: 'bounced',
        template: 'claim-offered',
        channel: 'email',
        reason: 'Permanent.General',
        phone,
        name: '王小明',
      },
    });
    expect(task.facts).not.toHaveProperty('email');
    await it.clock.advance(3 * HOUR);
    const { body } = await it.call({ route: 'GET /v1/tasks', as: handler, query: { queue: 'claims-handler' } });
    expect(body.items).toHaveLength(1);
    await it.decide('claims-handler', { outcome: 'reached', by: 'telephone', note: '已电话告知' }, handler);
    expect((await it.timeline(it.claimId)).slice(-2)).toEqual(['customer-untold', 'customer-reached']);
    expect(await it.timeline(it.claimId, customer)).not.toContain('customer-untold');
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED' });
    expect((await it.accept(it.claimId)).status).toBe(200);
  });

  test('and may yet arrive is nobody’s task, nor is one that only informs', async () => {
    const it = await offered({ email: String(email) });
    await it.bounced(await it.sent('claim-offered', 'email'), softBounce);
    await it.bounced(await it.sent('claim-registered', 'email'));
    expect(await it.openTask('claims-handler')).toBeUndefined();
  });

  test('of a customer without any address is a task at once', async () => {
    const it = await offered({});
    expect(await it.openTask('claims-handler')).toMatchObject({
      kind: 'reach-customer',
      facts: { why: 'no-address', template: 'claim-offered' },
    });
    expect(await it.messages()).toEqual([]);
  });

  test('and is not answered after two reminders is a task; nobody takes silence for consent', async () => {
    const it = await offered({ email: String(email) });
    await it.clock.advance((promisedHours('offer') + 1) * HOUR);
    expect(await it.openTask('claims-handler')).toBeUndefined();
    await it.clock.advance((promisedHours('offer') + 1) * HOUR);
    expect(await it.openTask('claims-handler')).toMatchObject({
      kind: 'reach-customer',
      facts: { why: 'silent', email },
    });
    expect(await it.claim(it.claimId)).toMatchObject({ status: 'OFFERED' });
  });

  describe('and is answered after all', () => {
    const answers: Readonly<Record<string, (it: Offered) => Promise<unknown>>> = {
      agreed: (it) => it.accept(it.claimId),
      disputed: (it) => it.dispute(it.claimId),
      withdrawn: (it) => it.withdraw(it.claimId),
      'document-received': (it) => it.upload(customer),
    };

    test.each(Object.keys(answers))('is nobody’s task any more, and the timeline tells so: %s', async (happened) => {
      const it = await offered({ email: String(email) });
      await it.clock.advance(2 * (promisedHours('offer') + 1) * HOUR);
      const { taskId } = await it.openTask('claims-handler');
      await answers[happened]?.(it);
      expect(await tasks.get(it.table, taskId)).toMatchObject({ status: 'CANCELLED' });
      const told = await it.timeline(it.claimId);
      expect(told.filter((type) => type === 'customer-answered')).toHaveLength(1);
      expect(told.indexOf(happened)).toBe(told.indexOf('customer-answered') + 1);
      expect(await it.timeline(it.claimId, customer)).not.toContain('customer-answered');
      await it.clock.advance((promisedHours('reach-customer') + 2) * HOUR);
      expect(await tasks.get(it.table, taskId)).toMatchObject({ status: 'CANCELLED', escalations: 0 });
    });

    test('is still a task where staff have sent a document', async () => {
      const it = await offered({ email: String(email) });
      await it.clock.advance(2 * (promisedHours('offer') + 1) * HOUR);
      await it.upload(handler);
      expect(await it.openTask('claims-handler')).toMatchObject({ facts: { why: 'silent' } });
      expect(await it.timeline(it.claimId)).not.toContain('customer-answered');
    });

    test.each(Object.keys(answers))('is still a task where a mail came back: %s', async (happened) => {
      const it = await offered({ email: String(email), phone: String(phone) });
      await it.bounced(await it.sent('claim-offered', 'email'));
      await answers[happened]?.(it);
      const open = await openTasksOf(it.table, it.claimId, ({ kind }) => kind === 'reach-customer');
      expect(open).toMatchObject([{ facts: { why: 'bounced' } }]);
    });

    test('is still a task where there is no address', async () => {
      const it = await offered({});
      await it.accept(it.claimId);
      const open = await openTasksOf(it.table, it.claimId, ({ kind }) => kind === 'reach-customer');
      expect(new Set(open.map(({ facts }) => facts.why))).toEqual(new Set(['no-address']));
    });

    test('is decided as ever by whoever was first', async () => {
      const it = await offered({ email: String(email) });
      await it.clock.advance(2 * (promisedHours('offer') + 1) * HOUR);
      const { taskId } = await it.openTask('claims-handler');
      await it.decide('claims-handler', { outcome: 'reached', by: 'telephone' }, handler);
      expect((await it.accept(it.claimId)).status).toBe(200);
      expect(await tasks.get(it.table, taskId)).toMatchObject({ status: 'DECIDED' });
      expect(await it.timeline(it.claimId)).not.toContain('customer-answered');
    });
  });

  test('is taken on by the supervisors when nobody reaches the customer in time', async () => {
    const it = await offered({});
    await it.clock.advance((promisedHours('reach-customer') + 2) * HOUR);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'reach-customer', escalations: 1 });
    await it.decide('claims-supervisor', { outcome: 'not-reached', note: '空号' }, supervisor);
    expect((await it.timeline(it.claimId)).at(-1)).toBe('customer-not-reached');
  });
});

describe('a dead address', () => {
  test('gets no second mail; what must be told is told another way', async () => {
    const it = await offered({ email: String(email) });
    const now = new Date(it.clock.now());
    expect(await isDead(it.table, String(email), now)).toBe(false);
    await it.bounced(await it.sent('claim-registered', 'email'));
    expect(await isDead(it.table, 'WANG@example.com', new Date(it.clock.now()))).toBe(true);
    const mails: string[] = [];
    const message = await it.sent('claim-offered', 'email');
    const pending = it.streamRecords.filter(({ dynamodb }) => dynamodb.Keys.PK?.S === `MESSAGE#${message.messageId}`);
    await invokeSender(
      {
        table: it.table,
        clock: () => new Date(it.clock.now()),
        email: async ({ to }) => {
          mails.push(to);
          return { kind: 'sent', providerMessageId: 'ses-9' };
        },
        sms: async () => ({ kind: 'refused', reason: 'none' }),
      },
      pending.slice(0, 1),
    );
    expect(mails).toEqual([]);
    expect(await messages.get(it.table, message.messageId)).toMatchObject({ status: 'FAILED', reason: 'address-dead' });
    await it.clock.advance(HOUR + 1);
    expect(await it.openTask('claims-handler')).toMatchObject({ facts: { why: 'failed', reason: 'address-dead' } });
  });

  test('is tried again after 90 days', async () => {
    const it = await offered({ email: String(email) });
    await it.bounced(await it.sent('claim-registered', 'email'));
    const later = (days: number) => new Date(receivedAt.getTime() + days * 24 * HOUR);
    expect(await isDead(it.table, String(email), later(89))).toBe(true);
    expect(await isDead(it.table, String(email), later(91))).toBe(false);
  });
});
