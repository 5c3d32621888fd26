import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { count } from '../platform/metrics.ts';
import { logger } from '../platform/observability.ts';
import { Conflict } from '../platform/record/conflict.ts';
import { MayPass } from '../platform/record/may-pass.ts';
import { type PutAside, streamHandler } from '../platform/record/stream-records.ts';
import type { Table } from '../platform/record/table.ts';
import { isDead } from './dead-address.ts';
import type { Message } from './message.ts';
import { changeMessage, messages, replaceMessage } from './message-store.ts';
import type { SendEmail, SendOutcome, SendSms } from './providers/send-outcome.ts';
import { renderEmail, renderSms } from './render.ts';
import { concluded, interrupted, taken } from './transitions.ts';

export interface SendingDeps {
  readonly table: Table;
  readonly clock: () => Date;
  readonly email: SendEmail;
  readonly sms: SendSms;
  /** Calls somebody, where nobody knows whether a message was sent. */
  readonly count?: typeof count;
}

/**
 * The Lambda handler of the stream's records of PENDING messages. Records come at least once; a message is handed to its
 * provider at most once, and what may have been handed over is never tried again.
 */
export function messageSender(deps: SendingDeps, putAside: PutAside) {
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(injectLambdaContext(logger))
    .handler(streamHandler((record) => send(deps, record), putAside));
}

async function send(deps: SendingDeps, record: DynamoDBRecord): Promise<void> {
  const messageId = record.dynamodb?.NewImage?.record?.M?.messageId?.S;
  if (!messageId) throw new Error(`Stream record ${record.eventID} is not of a message`);
  const message = await take(deps, messageId);
  if (!message) return;
  const outcome = await handOver(deps, message);
  const now = deps.clock();
  await changeMessage(deps.table, messageId, (known) => concluded(known, outcome, now), now);
  if (outcome.kind === 'sent') return;
  if (outcome.kind === 'unknown') deps.count?.('UncertainMessages');
  logger.warn('Message not sent', { messageId, outcome: outcome.kind, reason: outcome.reason });
  // It is PENDING again and taken anew when Lambda retries the record; what is behind it in the shard waits as well.
  if (outcome.kind === 'deferred') throw new MayPass(`Message ${messageId} is deferred: ${outcome.reason}`);
}

/** The message, if it is now ours to send. */
async function take(deps: SendingDeps, messageId: string): Promise<Message | undefined> {
  const { table } = deps;
  const now = deps.clock();
  const message = await messages.get(table, messageId);
  if (message?.status === 'SENDING') {
    // An earlier delivery of the record ended between taking it and telling: the provider may have the message.
    logger.warn('Message is uncertain', { messageId });
    deps.count?.('UncertainMessages');
    await changeMessage(table, messageId, interrupted, now);
  }
  if (message?.status !== 'PENDING') return undefined;
  const { after, writes } = replaceMessage(message, taken(message), now);
  try {
    await table.commit(writes);
    return after;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // Another delivery has it, unless two transactions only got in each other's way: then the record is tried again.
    if ((await messages.get(table, messageId))?.status === 'PENDING') throw error;
    return undefined;
  }
}

async function handOver(deps: SendingDeps, message: Message): Promise<SendOutcome> {
  const { messageId, to, channel } = message;
  if (channel === 'sms') {
    const text = renderSms(message);
    return text === undefined ? unrenderable : deps.sms({ messageId, to, text });
  }
  if (await isDead(deps.table, to, deps.clock())) return { kind: 'refused', reason: 'address-dead' };
  const content = renderEmail(message);
  return content === undefined ? unrenderable : deps.email({ messageId, to, ...content });
}

const unrenderable: SendOutcome = { kind: 'refused', reason: 'unrenderable' };
