import type { StreamRecord } from '@careline/sandbox/dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Message } from '../../../functions/notifications/message.ts';
import { messages, messagesOf } from '../../../functions/notifications/message-store.ts';
import { messageWrites } from '../../../functions/notifications/notice.ts';
import { receiptTaker } from '../../../functions/notifications/receipts.ts';
import { messageSender, type SendingDeps } from '../../../functions/notifications/sending.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import type { TestTable } from '../../support/table.ts';

export const now = new Date('2026-11-22T08:00:00.000Z');
const context = { functionName: 'test', awsRequestId: 'test' } as Context;

export const customer = {
  customerId: 'cus_1',
  branchId: 'SH01',
  name: '张三',
  language: 'zh-CN',
  email: 'zhang@example.com',
  phone: '+8613800138000',
} as const;

/** Writes one message by email (or text message) and returns its id. */
export async function writeMessage(table: Table, channel: 'email' | 'sms' = 'email'): Promise<string> {
  const { email, phone, ...rest } = customer;
  const to = channel === 'email' ? { ...rest, email } : { ...rest, phone };
  const model = { reference: 'CK7Q2-M9X41', amount: { amount: 320_000, currency: 'CNY' } };
  const notice = {
    customer: to,
    template: 'claim-paid',
    model,
    caseId: 'clm_1',
    branchId: 'SH01',
    key: '1',
    now,
  } as const;
  await table.commit(messageWrites(notice));
  const { range, parse } = messagesOf(customer.customerId);
  const [message] = (await table.query(range)).items.map(parse);
  return String(message?.messageId);
}

export async function read(table: Table, messageId: string): Promise<Message | undefined> {
  return messages.get(table, messageId);
}

/** The records that the sender's filter lets through. */
export function pendingRecords({ streamRecords }: TestTable): StreamRecord[] {
  return streamRecords.filter(({ dynamodb: { NewImage } }) => {
    const image = NewImage as DynamoDBRecord['dynamodb'] extends { NewImage?: infer Image } | undefined ? Image : never;
    return image?.entity?.S === 'message' && image.record?.M?.status?.S === 'PENDING';
  });
}

/** One invocation of the sender; resolves to the sequence numbers that it wants again. */
export async function invokeSender(deps: SendingDeps, records: readonly StreamRecord[]): Promise<string[]> {
  const event: DynamoDBStreamEvent = { Records: records as unknown as DynamoDBRecord[] };
  const { batchItemFailures } = await messageSender(deps, outOfReach)(event, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** What cannot be put aside is wanted again, like anything that may pass. */
async function outOfReach(): Promise<void> {
  throw new Error('The bucket is out of reach');
}

/** One SES event of the configuration set, as EventBridge delivers it. */
export async function deliverReceipt(table: Table, detail: object, clock = () => now): Promise<void> {
  await receiptTaker({ table, clock })(
    {
      id: 'e1',
      version: '0',
      account: '000000000000',
      time: now.toISOString(),
      region: 'eu-central-1',
      resources: [],
      source: 'aws.ses',
      'detail-type': 'Email',
      detail,
    },
    context,
  );
}
