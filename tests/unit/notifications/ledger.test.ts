import { expect, test } from '@jest/globals';
import { messageWrites, type Recipient } from '../../../functions/notifications/notice.ts';
import type { Item } from '../../../functions/platform/record/table.ts';
import { testTable } from '../../support/table.ts';
import { customer, now } from './ledger.ts';

const notice = {
  customer,
  template: 'claim-withdrawn',
  model: { reference: 'C1' },
  caseId: 'clm_1',
  branchId: 'BJ01',
  key: '7',
  now,
} as const;

test('a notice is one PENDING message for each channel, of its case’s branch, with an id that derives from case, template, key and channel', () => {
  const [email, sms, ...others] = itemsOf(customer);
  expect(others).toEqual([]);
  expect(email).toMatchObject({
    PK: `MESSAGE#${email?.record.messageId}`,
    GSI1PK: 'CUSTOMER#cus_1#MESSAGES',
    GSI1SK: `${now.toISOString()}#${email?.record.messageId}`,
    entity: 'message',
    record: {
      channel: 'email',
      to: 'zhang@example.com',
      status: 'PENDING',
      language: 'zh-CN',
      branchId: 'BJ01',
      version: 1,
    },
  });
  expect(sms?.record).toMatchObject({ channel: 'sms', to: '+8613800138000' });
  expect(itemsOf(customer)).toEqual([email, sms]);
  expect(messageWrites({ ...notice, key: '8' })).not.toEqual(messageWrites(notice));
});

test('a customer without an address is written to by the channel there is, or not at all', () => {
  expect(itemsOf({ ...customer, email: undefined }).map(({ record }) => record.channel)).toEqual(['sms']);
  expect(itemsOf({ ...customer, email: undefined, phone: undefined })).toEqual([]);
});

test('a letter that is no text message goes by email, or to nobody', () => {
  const title = { en: 'Payment', 'zh-CN': '赔款支付' };
  const item = { deadlineId: 'ddl_1', caseReference: 'C1', title, percent: 50, due: '2026-11-22T17:30:00.000Z' };
  const guide = { ...notice, template: 'deadline-digest' as const, model: { items: [item], more: 0 } };
  const channels = (recipient: Recipient) =>
    messageWrites({ ...guide, customer: recipient }).map((write) => 'create' in write && write.create.record.channel);
  expect(channels(customer)).toEqual(['email']);
  expect(channels({ ...customer, email: undefined })).toEqual([]);
});

test('a refusal of advertising does not stop a service message', () => {
  expect(itemsOf({ ...customer, consent: { marketing: false } } as Recipient)).toHaveLength(2);
});

test('a model that does not fit its template is refused before anything is written', () => {
  expect(() => messageWrites({ ...notice, model: { reference: '' } })).toThrow();
});

test('the same notice cannot be written twice', async () => {
  const { table } = await testTable();
  await table.commit(messageWrites(notice));
  await expect(table.commit(messageWrites(notice))).rejects.toThrow('Conflict');
});

function itemsOf(recipient: Recipient): Item[] {
  const writes = messageWrites({ ...notice, customer: recipient });
  return writes.flatMap((write) => ('create' in write ? [write.create] : []));
}
