import { AwsError } from '../aws/aws-error.ts';
import type { Input, ServiceCall } from '../aws/services.ts';
import { limits } from './limits.ts';

/** SendMessage: body and attributes in 1 MiB. */
export function checkMessage({ input }: ServiceCall): void {
  const most = limits.messageSize.figure;
  if (sizeOf(input) > most)
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
}

/** SendMessageBatch: ten messages, together in 1 MiB. */
export function checkMessages({ input }: ServiceCall): void {
  if (!Array.isArray(input.Entries)) return;
  const entries = input.Entries as Input[];
  if (entries.length === 0)
    throw new AwsError(
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    );
  if (entries.length > limits.batchMessages.figure)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${limits.batchMessages.figure}. You have sent ${entries.length}.`,
    );
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > limits.messageSize.figure)
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${limits.messageSize.figure} bytes. You have sent ${size} bytes.`,
    );
}

/** A message counts with the names, types and values of its attributes ("Amazon SQS message metadata"). */
function sizeOf({ MessageBody = '', MessageAttributes = {} }: Input): number {
  const attributes = Object.entries(MessageAttributes as Record<string, Record<string, string>>);
  return attributes.reduce(
    (sum, [name, { DataType = '', StringValue = '', BinaryValue = '' }]) =>
      sum + bytes(name) + bytes(DataType) + bytes(StringValue) + Buffer.byteLength(BinaryValue, 'base64'),
    bytes(String(MessageBody)),
  );
}

const bytes = (text: string) => Buffer.byteLength(text);
