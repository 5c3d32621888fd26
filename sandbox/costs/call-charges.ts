import { AwsError } from '../aws/aws-error.ts';
import type { Input, ServiceCall } from '../aws/services.ts';
import { smsParts } from '../aws/sms-parts.ts';
import type { Bucket } from '../templates/app-resources.ts';
import { type Charge, charge } from './charge.ts';
import { smsPrice } from './prices.ts';

const CHUNK = 64 * 1024;
const MB = 1024 * 1024;

/** What a call that was answered costs, tables and functions aside; what a service refuses is free but for S3's 4xx. */
export function callCharges(call: ServiceCall, answer: Input | Error, buckets: readonly Bucket[]): Charge[] {
  if (answer instanceof Error) return call.service === 's3' && isClientError(answer) ? s3Requests(call) : [];
  return charges[call.service]?.(call, answer, buckets) ?? [];
}

const charges: Readonly<
  Record<string, ((call: ServiceCall, answer: Input, buckets: readonly Bucket[]) => Charge[]) | undefined>
> = {
  events: ({ action, input }, answer) => (action === 'PutEvents' ? [charge('event', eventChunks(input, answer))] : []),
  ses: ({ action, input }) => (action === 'SendEmail' ? [charge('email', recipients(input))] : []),
  sns: ({ action, input: { PhoneNumber, Message } }) =>
    action === 'Publish' && typeof PhoneNumber === 'string'
      ? [charge(smsPrice(PhoneNumber), smsParts(String(Message)))]
      : [],
  // What is received counts as what is sent does.
  sqs: ({ input: { MessageBody, Entries } }, { Messages }) => [
    charge('sqs-request', chunksOf(MessageBody ?? Entries ?? Messages ?? '')),
  ],
  secretsmanager: ({ action }) => [
    charge('secret-request', 1),
    // A secret under a customer-managed key is decrypted at each read, and encrypted at each change ("Secret encryption and decryption").
    ...(/^(Get|Put)SecretValue$/.test(action) ? [charge('kms-request', 1)] : []),
  ],
  s3: (call, _, buckets) => [...s3Requests(call), ...s3Storage(call), ...s3Events(call, buckets)],
};

/** An entry's size is that of its parts, and 14 bytes for its time ("Calculating PutEvents event entry size"). */
function eventChunks({ Entries }: Input, answer: Input): number {
  const results = (answer.Entries ?? []) as readonly Input[];
  return (Entries as readonly Input[]).reduce((sum, entry, index) => {
    if (results[index]?.ErrorCode !== undefined) return sum;
    const { Time, Source, DetailType, Detail, Resources } = entry;
    const parts = [Source, DetailType, Detail, ...((Resources ?? []) as string[])];
    const bytes = parts.reduce<number>((size, part) => size + Buffer.byteLength(String(part ?? '')), Time ? 14 : 0);
    return sum + Math.max(1, Math.ceil(bytes / CHUNK));
  }, 0);
}

function recipients({ Destination }: Input): number {
  return Object.values((Destination ?? {}) as Record<string, unknown[] | undefined>).flatMap((list) => list ?? [])
    .length;
}

function chunksOf(body: unknown): number {
  const bytes = Buffer.byteLength(typeof body === 'string' ? body : JSON.stringify(body));
  return Math.max(1, Math.ceil(bytes / CHUNK));
}

function s3Requests({ action }: ServiceCall): Charge[] {
  if (/^Delete/.test(action)) return [];
  return [charge(/^(Put|Post|Copy|List|Upload|Create|Complete)/.test(action) ? 's3-write' : 's3-read', 1)];
}

function s3Storage({ action, input: { Body } }: ServiceCall): Charge[] {
  if (!['PutObject', 'PostObject'].includes(action) || !(Body instanceof Uint8Array) || Body.length === 0) return [];
  return [charge('s3-storage', Body.length / MB)];
}

function s3Events({ action, input }: ServiceCall, buckets: readonly Bucket[]): Charge[] {
  const announces = buckets.some(({ name, eventBridge }) => name === input.Bucket && eventBridge);
  return announces && ['PutObject', 'PostObject'].includes(action) ? [charge('data-event', 1)] : [];
}

const isClientError = (error: Error) =>
  error instanceof AwsError && error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 403;
