import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { logger, thrown } from './observability.ts';

/** What a consumer does with the messages of its queue that it cannot work off. */
export interface MessageQueue {
  /** Hides a message for so many seconds from now. */
  hide(message: SQSRecord, seconds: number): Promise<void>;
  /** Puts a message that nobody can read into the failure queue. Rejects if it could not. */
  putAside(message: SQSRecord): Promise<void>;
}

interface QueueWork<T> {
  readonly queue: MessageQueue;
  /** What a message's body says, which is JSON. */
  readonly schema: z.ZodType<T>;
  /** Does what a message asks for; whatever it throws may pass. It may be called again for what it has done. */
  readonly work: (said: T) => Promise<void>;
  /** Is told of each time that a message must wait. */
  readonly onDeferred: () => void;
  /** In [0, 1). */
  readonly chance?: () => number;
}

/**
 * The Lambda handler of a queue. What fails stays in the queue and comes again after a pause that grows, so that a queue
 * drains by itself once what it waited for is back; a message that nobody can read is put aside, and nobody waits for it.
 */
export function queueHandler<T>({ queue, schema, work, onDeferred, chance = Math.random }: QueueWork<T>) {
  async function handle(message: SQSRecord): Promise<void> {
    const said = schema.safeParse(parsed(message.body));
    if (!said.success) {
      logger.error('A message cannot be read and is put aside', { messageId: message.messageId });
      return queue.putAside(message);
    }
    try {
      await work(said.data);
    } catch (error) {
      await defer(message, thrown(error));
      throw error;
    }
  }

  async function defer(message: SQSRecord, why: Error): Promise<void> {
    const seconds = pauseAfter(Number(message.attributes.ApproximateReceiveCount), chance());
    logger.warn('A message must wait', { messageId: message.messageId, seconds, error: why });
    onDeferred();
    try {
      await queue.hide(message, seconds);
    } catch (error) {
      // It comes again when its visibility timeout ends.
      logger.warn('A message could not be hidden', thrown(error));
    }
  }

  return (event: SQSEvent, context?: Context): Promise<SQSBatchResponse> => {
    const processor = new BatchProcessor(EventType.SQS, { logger });
    // A batch of which nothing could be done is no error of this function.
    return processPartialResponse(event, handle, processor, {
      ...(context && { context }),
      throwOnFullBatchFailure: false,
    });
  };
}

/**
 * The shortest and the longest pause (seconds), and how much of one chance takes away, so that what failed together does not
 * come together. The longest leaves half a minute of the ten within which a queue is to drain.
 */
const SHORTEST = 60;
const LONGEST = 570;
const JITTER = 0.2;

/** How many seconds a message waits that was received so often: a minute, then twice as long each time, up to 9.5 minutes. */
export function pauseAfter(receives: number, chance: number): number {
  const pause = Math.min(SHORTEST * 2 ** (receives - 1), LONGEST);
  return Math.round(pause * (1 - JITTER * chance));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
