import { z } from 'zod';
import type { Input } from '../aws/services.ts';
import { REGION } from '../templates/account.ts';

/** A message as a function gets it ("Using Lambda with Amazon SQS", the example event). */
export type QueueRecord = ReturnType<typeof recordOf>;

/** The messages of ReceiveMessage as records of an event. */
export function recordsOf(output: Input, queueArn: string): QueueRecord[] {
  return received.parse(output).Messages.map((message) => recordOf(message, queueArn));
}

function recordOf(message: z.output<typeof receivedMessage>, eventSourceARN: string) {
  const attributes = Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: REGION,
  };
}

/**
 * The records that a partial batch response does not name. An answer that makes no sense fails the whole batch ("Success and
 * failure conditions", handling errors of an SQS event source).
 */
export function doneOf(records: readonly QueueRecord[], payload: string): readonly QueueRecord[] {
  const response = partialResponse.safeParse(JSON.parse(payload));
  if (!response.success) return [];
  const failed = response.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  const known = failed.every((id) => records.some(({ messageId }) => messageId === id));
  return known ? records.filter(({ messageId }) => !failed.includes(messageId)) : [];
}

const partialResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

const receivedMessage = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  MD5OfMessageAttributes: z.string().optional(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(
      z.string(),
      z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
    )
    .default({}),
});
const received = z.object({ Messages: z.array(receivedMessage).default([]) });
