import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '../observability.ts';
import { DomainError } from '../problems.ts';
import { mayPass } from './may-pass.ts';

/** Puts a record that cannot be worked on where a person finds it, with why. Rejects if it could not. */
export type PutAside = (record: DynamoDBRecord, why: Failure) => Promise<void>;

/** An error without what may be anybody's data: only refusals of ours and of AWS are told in words. */
export interface Failure {
  readonly name: string;
  readonly message?: string;
  /** The places in the code, innermost first. */
  readonly at: readonly string[];
}

/**
 * The Lambda handler of a table's stream. What may pass is reported, and Lambda tries it again until the record is too old;
 * what will not is put aside at once and counts as done, so that nobody behind it waits. An event that was put aside can
 * be sent again as it is: what fails in it then is reported, to whoever sent it.
 */
export function streamHandler(apply: (record: DynamoDBRecord) => Promise<void>, putAside: PutAside) {
  return (event: DynamoDBStreamEvent, context?: Context): Promise<DynamoDBBatchResponse> => {
    const isReplay = 'error' in event;
    async function work(record: DynamoDBRecord): Promise<void> {
      try {
        await apply(record);
      } catch (error) {
        const why = failureOf(error);
        const about = { eventId: record.eventID, sequenceNumber: record.dynamodb?.SequenceNumber, error: why };
        if (isReplay || mayPass(error)) {
          logger.warn('A record is to be tried again', about);
          throw error;
        }
        logger.error('A record is put aside', about);
        await putAside(record, why);
      }
    }
    const processor = new BatchProcessor(EventType.DynamoDBStreams, { logger });
    // A batch of which nothing could be done is no error of this function.
    return processPartialResponse(event, work, processor, {
      ...(context && { context }),
      throwOnFullBatchFailure: false,
    });
  };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const isTold = error instanceof DomainError || '$fault' in error;
  const at = error.stack?.match(/(?<=^\s+at ).+$/gm) ?? [];
  return { name: error.name, ...(isTold && { message: error.message }), at: at.slice(0, 3) };
}
