import './quiet-log.ts';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { messageIdOf, messages } from '../../../functions/notifications/message-store.ts';
import type { SendEmail, SendOutcome, SendSms } from '../../../functions/notifications/providers/send-outcome.ts';
import type { SendingDeps } from '../../../functions/notifications/sending.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { type TestTable, testTable } from '../../support/table.ts';
import { invokeSender, now, pendingRecords, read, writeMessage } from './ledger.ts';

const accepted: SendOutcome = { kind: 'sent', providerMessageId: 'ses-1' };
let store: TestTable;
let email: jest.Mock<SendEmail>;
let sms: jest.Mock<SendSms>;

beforeEach(async () => {
  store = await testTable();
  email = jest.fn<SendEmail>(async () => accepted);
  sms = jest.fn<SendSms>(async () => ({ kind: 'sent', providerMessageId: 'sns-1' }));
});

test('a PENDING email is rendered, sent and recorded with its provider id', async () => {
  const id = await writeMessage(store.table);
  expect(await deliver()).toEqual([]);
  expect(email).toHaveBeenCalledTimes(1);
  expect(email.mock.calls[0]?.[0]).toMatchObject({
    messageId: id,
    to: 'zhang@example.com',
    subject: '赔款已支付：¥3,200.00（报案号 CK7Q2-M9X41）',
  });
  expect(await read(store.table, id)).toMatchObject({
    status: 'SENT',
    attempts: 1,
    providerMessageId: 'ses-1',
    sentAt: now.toISOString(),
    version: 3,
  });
  expect(await store.table.get({ PK: 'PROVIDER_MESSAGE#ses-1', SK: 'PROVIDER_MESSAGE' })).toMatchObject({
    record: { messageId: id },
  });
});

test('a text message goes by SMS', async () => {
  const id = await writeMessage(store.table, 'sms');
  await deliver();
  expect(email).not.toHaveBeenCalled();
  expect(sms.mock.calls[0]?.[0]).toMatchObject({ to: '+8613800138000', text: expect.stringContaining('【Careline】') });
  expect(await read(store.table, id)).toMatchObject({ status: 'SENT', providerMessageId: 'sns-1' });
  expect(await messageIdOf(store.table, 'sns-1')).toBeUndefined();
});

test('records that come again, also at the same time, send nothing again', async () => {
  const id = await writeMessage(store.table);
  await Promise.all([deliver(), deliver(), deliver()]);
  await deliver();
  expect(email).toHaveBeenCalledTimes(1);
  expect(await read(store.table, id)).toMatchObject({ status: 'SENT' });
});

test('a sender that dies after sending leaves the message UNCERTAIN, and it is not sent again', async () => {
  const id = await writeMessage(store.table);
  email.mockImplementation(async () => {
    throw new Error('The function ended here');
  });
  expect(await deliver()).toHaveLength(1);
  expect(await read(store.table, id)).toMatchObject({ status: 'SENDING' });
  expect(await deliver()).toEqual([]);
  await deliver();
  expect(email).toHaveBeenCalledTimes(1);
  expect(await read(store.table, id)).toMatchObject({ status: 'UNCERTAIN', reason: 'interrupted' });
});

test('what may or may not have been sent calls somebody, once for each time that it is found out', async () => {
  await writeMessage(store.table);
  const count = jest.fn<NonNullable<SendingDeps['count']>>();
  const run = () => invokeSender({ table: store.table, clock: () => now, email, sms, count }, pendingRecords(store));
  email.mockResolvedValue({ kind: 'unknown', reason: 'TimeoutError' });
  await run();
  await run();
  expect(count.mock.calls).toEqual([['UncertainMessages']]);
});

test('a message that a dying sender left behind calls somebody, and one that was sent does not', async () => {
  await writeMessage(store.table);
  const count = jest.fn<NonNullable<SendingDeps['count']>>();
  const run = () => invokeSender({ table: store.table, clock: () => now, email, sms, count }, pendingRecords(store));
  email.mockRejectedValueOnce(new Error('The function ended here'));
  await run();
  expect(count).not.toHaveBeenCalled();
  await run();
  await run();
  expect(count.mock.calls).toEqual([['UncertainMessages']]);
  await writeMessage(store.table, 'sms');
  await run();
  expect(count).toHaveBeenCalledTimes(1);
});

test('a sender that cannot record the sending leaves the message UNCERTAIN, and it is not sent again', async () => {
  const id = await writeMessage(store.table);
  expect(await deliver(failingAt(store.table, 2))).toHaveLength(1);
  await deliver();
  expect(email).toHaveBeenCalledTimes(1);
  expect(await read(store.table, id)).toMatchObject({ status: 'UNCERTAIN' });
});

describe('the provider', () => {
  test('refuses for good: FAILED with its reason', async () => {
    const id = await writeMessage(store.table);
    email.mockResolvedValue({ kind: 'refused', reason: 'MessageRejected' });
    expect(await deliver()).toEqual([]);
    expect(await read(store.table, id)).toMatchObject({ status: 'FAILED', reason: 'MessageRejected' });
  });

  test('gives no answer: UNCERTAIN, and it is not asked again', async () => {
    const id = await writeMessage(store.table);
    email.mockResolvedValue({ kind: 'unknown', reason: 'TimeoutError' });
    await deliver();
    await deliver();
    expect(email).toHaveBeenCalledTimes(1);
    expect(await read(store.table, id)).toMatchObject({ status: 'UNCERTAIN', reason: 'TimeoutError' });
  });

  test('is busy: PENDING again and the record is wanted again, until it is sent once', async () => {
    const id = await writeMessage(store.table);
    email.mockResolvedValueOnce({ kind: 'deferred', reason: 'TooManyRequestsException' });
    expect(await deliver()).toEqual([pendingRecords(store)[0]?.dynamodb.SequenceNumber]);
    expect(await read(store.table, id)).toMatchObject({ status: 'PENDING', reason: 'TooManyRequestsException' });
    // The first record comes again, together with the one of being PENDING again.
    expect(pendingRecords(store)).toHaveLength(2);
    await deliver();
    expect(email).toHaveBeenCalledTimes(2);
    const message = await read(store.table, id);
    expect(message).toMatchObject({ status: 'SENT', attempts: 2 });
    expect(message).not.toHaveProperty('reason');
  });
});

test('a message whose model no longer fits its template has FAILED and reaches no provider', async () => {
  const id = await writeMessage(store.table);
  const stored = await messages.get(store.table, id);
  if (stored) await store.table.commit([messages.replace(stored, { ...stored, model: {} }, now).write]);
  await deliver();
  expect(email).not.toHaveBeenCalled();
  expect(await read(store.table, id)).toMatchObject({ status: 'FAILED', reason: 'unrenderable' });
});

test('a record of a message that is gone is done', async () => {
  await writeMessage(store.table);
  const records = pendingRecords(store);
  await store.db.reset();
  expect(await invokeSender(deps(store.table), records)).toEqual([]);
  expect(email).not.toHaveBeenCalled();
});

function deliver(table = store.table): Promise<string[]> {
  return invokeSender(deps(table), pendingRecords(store));
}

function deps(table: Table) {
  return { table, clock: () => now, email, sms };
}

/** The table, losing the nth write. */
function failingAt(table: Table, nth: number): Table {
  let commits = 0;
  return {
    ...table,
    commit: async (writes) => {
      commits += 1;
      if (commits === nth) throw new Error('The function ended here');
      return table.commit(writes);
    },
  };
}
