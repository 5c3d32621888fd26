import './quiet-log.ts';
import { beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SendOutcome } from '../../../functions/notifications/providers/send-outcome.ts';
import { type TestTable, testTable } from '../../support/table.ts';
import { deliverReceipt, invokeSender, now, pendingRecords, read, writeMessage } from './ledger.ts';
import { complaint, delivery, hardBounce, sesEvent, softBounce } from './ses-event.ts';

let store: TestTable;
let id: string;

beforeEach(async () => {
  store = await testTable();
  id = await writeMessage(store.table);
});

test.each([
  ['Delivery', delivery, { status: 'DELIVERED', settledAt: '2026-11-22T08:00:05.000Z' }],
  ['Bounce', hardBounce, { status: 'BOUNCED', bounce: 'permanent', reason: 'Permanent.General' }],
  ['Bounce', softBounce, { status: 'BOUNCED', bounce: 'transient', reason: 'Transient.MailboxFull' }],
  ['Complaint', complaint, { status: 'DELIVERED', complainedAt: '2026-11-22T08:00:05.000Z' }],
  ['Reject', { reject: { reason: 'Bad content' } }, { status: 'FAILED', reason: 'Reject' }],
  ['Rendering Failure', { failure: {} }, { status: 'FAILED', reason: 'RenderingFailure' }],
  ['Send', { send: {} }, { status: 'SENT' }],
  ['Open', { open: {} }, { status: 'SENT' }],
  ['DeliveryDelay', { deliveryDelay: {} }, { status: 'SENT' }],
])('%s settles a message that was sent', async (eventType, more, expected) => {
  await send();
  await deliverReceipt(store.table, sesEvent(eventType, id, more));
  expect(await read(store.table, id)).toMatchObject(expected);
});

test('an address on the suppression list counts as a bounce, though SES calls it a complaint', async () => {
  await send();
  const suppressed = { complaint: { timestamp: now.toISOString(), complaintSubType: 'OnAccountSuppressionList' } };
  await deliverReceipt(store.table, sesEvent('Complaint', id, suppressed));
  expect(await read(store.table, id)).toMatchObject({ status: 'BOUNCED', reason: 'OnAccountSuppressionList' });
});

test("an UNCERTAIN message is found by its tag, and by SES's own id ever after", async () => {
  await send({ kind: 'unknown', reason: 'TimeoutError' });
  await deliverReceipt(store.table, sesEvent('Send', id, { send: {} }));
  expect(await read(store.table, id)).toMatchObject({ status: 'SENT', providerMessageId: 'ses-1' });
  await deliverReceipt(store.table, sesEvent('Delivery', undefined, delivery));
  const message = await read(store.table, id);
  expect(message).toMatchObject({ status: 'DELIVERED', sentAt: '2026-11-22T08:00:01.000Z' });
  expect(message).not.toHaveProperty('reason');
});

test('an event that comes before the sender has recorded the sending stands', async () => {
  await invokeSender(
    {
      table: store.table,
      clock: () => now,
      email: async () => {
        await deliverReceipt(store.table, sesEvent('Bounce', id, hardBounce));
        return { kind: 'sent', providerMessageId: 'ses-1' };
      },
      sms: async () => ({ kind: 'refused', reason: 'none' }),
    },
    pendingRecords(store),
  );
  expect(await read(store.table, id)).toMatchObject({ status: 'BOUNCED', providerMessageId: 'ses-1', attempts: 1 });
});

test('an event that comes again changes nothing', async () => {
  await send();
  await deliverReceipt(store.table, sesEvent('Delivery', id, delivery));
  const before = store.streamRecords.length;
  await deliverReceipt(store.table, sesEvent('Delivery', id, delivery));
  await deliverReceipt(store.table, sesEvent('Send', id, { send: {} }));
  expect(store.streamRecords).toHaveLength(before);
});

test('the order of events does not matter: a permanent bounce beats a delivery, and that a transient bounce', async () => {
  const events = [
    sesEvent('Send', id, { send: {} }),
    sesEvent('Bounce', id, softBounce),
    sesEvent('Delivery', id, delivery),
    sesEvent('Complaint', id, complaint),
    sesEvent('Bounce', id, hardBounce),
  ];
  await fc.assert(
    fc.asyncProperty(fc.subarray(events), fc.infiniteStream(fc.nat()), async (some, random) => {
      const [first, second] = [await outcome(some), await outcome(shuffled(some, random))];
      expect(second).toEqual(first);
      if (some.some(({ eventType }) => eventType === 'Complaint')) expect(first?.complainedAt).toBeDefined();
    }),
    { numRuns: 40 },
  );
});

test('an event of a message that is not ours is passed over, one that is not of the shape of SES fails', async () => {
  await deliverReceipt(store.table, sesEvent('Delivery', 'msg_other', delivery, 'ses-9'));
  await deliverReceipt(store.table, sesEvent('Delivery', undefined, delivery, 'ses-9'));
  await expect(deliverReceipt(store.table, { eventType: 'Delivery' })).rejects.toThrow();
  await expect(deliverReceipt(store.table, {})).rejects.toThrow();
});

async function send(outcome: SendOutcome = { kind: 'sent', providerMessageId: 'ses-1' }): Promise<void> {
  const deps = { table: store.table, clock: () => now, email: async () => outcome, sms: async () => outcome };
  await invokeSender(deps, pendingRecords(store));
}

/** What becomes of a fresh message that was sent and of which these events come. */
async function outcome(events: readonly object[]) {
  store = await testTable();
  await writeMessage(store.table);
  await send();
  for (const event of events) await deliverReceipt(store.table, event);
  const { version, ...message } = (await read(store.table, id)) ?? { version: 0 };
  return message as { complainedAt?: string };
}

function shuffled<T>(values: readonly T[], random: Iterator<number>): T[] {
  return values
    .map((value) => ({ value, order: Number(random.next().value) }))
    .sort((one, other) => one.order - other.order)
    .map(({ value }) => value);
}
