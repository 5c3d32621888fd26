import { z } from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import { matchesPattern } from '../aws/event-pattern.ts';
import { type Caller, type Input, type Services, servicePrincipal } from '../aws/services.ts';
import type { VirtualClock } from '../clock.ts';
import type { StreamRecord } from '../dynamodb/dynamodb.ts';
import { type Ids, idsFrom } from '../ids.ts';
import type { EventSourceMapping } from '../templates/app-resources.ts';
import { type DiscardedBatch, failureCall } from './failure-destination.ts';
import { type Batch, type Remainder, StreamLane } from './stream-lane.ts';

export interface StreamConsumerOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly mapping: EventSourceMapping;
  /** The function's role, with which Lambda reads the stream and writes to the failure destination. */
  readonly roleArn: string | undefined;
  /** Numbers in [0, 1) for the ids of what is given up; the same ones give the same ids. */
  readonly random?: (() => number) | undefined;
}

/** An event source mapping of a table stream: filters, batches, retries, bisects and gives up as Lambda does. */
export class StreamConsumer {
  readonly #clock: VirtualClock;
  readonly #services: Services;
  readonly #mapping: EventSourceMapping;
  readonly #caller: Caller;
  readonly #lane: StreamLane;
  readonly #ids: Ids;

  constructor({ clock, services, mapping, roleArn, random }: StreamConsumerOptions) {
    this.#clock = clock;
    this.#services = services;
    this.#mapping = mapping;
    this.#ids = idsFrom(random);
    this.#caller = { ...servicePrincipal('lambda'), roleArn, sourceArn: mapping.streamArn };
    this.#lane = new StreamLane(clock, mapping.batchSize, (batch) => this.#deliver(batch));
  }

  /** Takes a record of the stream, if a filter lets it through. */
  accept(record: StreamRecord): void {
    const { patterns } = this.#mapping;
    if (patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, record))) this.#lane.push(record);
  }

  reset(): void {
    this.#lane.reset();
  }

  async #deliver(batch: Batch): Promise<Remainder> {
    const fresh = batch.records.findIndex((record) => !this.#isTooOld(record));
    if (fresh !== 0) return this.#discardOld(batch, fresh < 0 ? batch.records.length : fresh);
    const failedFrom = await this.#invoke(batch.records);
    if (failedFrom === 'unread') return pollAgain(batch);
    if (failedFrom === undefined) return DONE;
    const records = batch.records.slice(failedFrom);
    // What was delivered is done with; the rest begins with a new first record, and its own count of attempts.
    if (failedFrom > 0) return this.#retry({ records, attempts: 0 });
    if (this.#mapping.bisect && records.length > 1) return bisect(batch);
    return this.#retry(batch);
  }

  async #retry({ records, attempts }: Batch): Promise<Remainder> {
    const { maximumRetryAttempts } = this.#mapping;
    if (maximumRetryAttempts < 0 || attempts < maximumRetryAttempts)
      return { batches: [{ records, attempts: attempts + 1 }], pauseMs: pauseBefore(attempts) };
    const condition = 'RetryAttemptsExhausted';
    const sent = await this.#sendToFailureDestination({ records, condition, invokeCount: attempts + 1 });
    return sent ? DONE : { batches: [{ records, attempts }], pauseMs: pauseBefore(attempts) };
  }

  /** Gives up the first `count` records, and goes on with the others as a batch of their own. */
  async #discardOld({ records, attempts }: Batch, count: number): Promise<Remainder> {
    const old = records.slice(0, count);
    const condition = 'RecordAgeExceeded';
    const sent = await this.#sendToFailureDestination({ records: old, condition, invokeCount: attempts });
    if (!sent) return { batches: [{ records, attempts }], pauseMs: pauseBefore(attempts) };
    return records.length === count ? DONE : { batches: [{ records: records.slice(count), attempts: 0 }], pauseMs: 0 };
  }

  /** "The maximum age of a record that Lambda sends to a function": what is older is not tried (MaximumRecordAgeInSeconds). */
  #isTooOld({ dynamodb }: StreamRecord): boolean {
    const { maximumRecordAgeSeconds } = this.#mapping;
    const age = this.#clock.now() / 1000 - dynamodb.ApproximateCreationDateTime;
    return age > (maximumRecordAgeSeconds < 0 ? KEPT_SECONDS : maximumRecordAgeSeconds);
  }

  /** Resolves to the index of the first record that failed; undefined when all went well; 'unread' without leave to read. */
  async #invoke(records: readonly StreamRecord[]): Promise<number | 'unread' | undefined> {
    const output = await this.#call('lambda', 'Invoke', {
      FunctionName: this.#mapping.functionArn,
      Payload: JSON.stringify({ Records: records }),
    });
    if (output instanceof AwsError) return output.code === 'AccessDeniedException' ? 'unread' : 0;
    if (output.FunctionError !== undefined) return 0;
    return this.#mapping.reportsItemFailures ? firstReported(String(output.Payload), records) : undefined;
  }

  /** Resolves to whether the batch is done with: sent, or nowhere to send it to. */
  async #sendToFailureDestination(batch: DiscardedBatch): Promise<boolean> {
    if (this.#mapping.onFailureArn === undefined) return true;
    const { service, action, input } = failureCall(this.#mapping, batch, this.#clock.now(), this.#ids);
    return !((await this.#call(service, action, input)) instanceof AwsError);
  }

  /** Resolves to the error when the service refuses the call: the batch is tried again, so nothing is lost. */
  async #call(service: string, action: string, input: Input): Promise<Input | AwsError> {
    try {
      return await this.#services.call({ caller: this.#caller, service, action, input });
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
  }
}

const DONE: Remainder = { batches: [], pauseMs: 0 };

/** A stream forgets its records after 24 hours (DynamoDB developer guide, streams), and with them go endless retries. */
const KEPT_SECONDS = 86_400;

/** What could not be read is no attempt: the function has not been called. */
function pollAgain(batch: Batch): Remainder {
  return { batches: [batch], pauseMs: 60_000 };
}

/** Two halves, tried in order; a split does not count as a retry (BisectBatchOnFunctionError). */
function bisect({ records, attempts }: Batch): Remainder {
  const middle = Math.ceil(records.length / 2);
  return {
    batches: [
      { records: records.slice(0, middle), attempts },
      { records: records.slice(middle), attempts },
    ],
    pauseMs: 0,
  };
}

/** Lambda does not publish its pauses; these double from a second to a minute. */
function pauseBefore(attempts: number): number {
  return Math.min(1000 * 2 ** attempts, 60_000);
}

/** The lowest record that a partial batch response names; an answer that makes no sense fails the whole batch. */
function firstReported(payload: string, records: readonly StreamRecord[]): number | undefined {
  const response = partialResponse.safeParse(JSON.parse(payload));
  if (!response.success) return 0;
  const failures = response.data?.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const indexes = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...indexes));
}

const partialResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();
