import { AwsError } from '../aws/aws-error.ts';
import { type Caller, type Input, type Services, servicePrincipal } from '../aws/services.ts';
import type { QueueMessages } from '../aws/sqs/messages.ts';
import type { VirtualClock } from '../clock.ts';
import { limits } from '../limits/limits.ts';
import type { QueueMapping } from '../templates/app-resources.ts';
import { doneOf, type QueueRecord, recordsOf } from './queue-records.ts';
import { batchOf } from './stream-lane.ts';

export interface QueueConsumerOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly mapping: QueueMapping;
  /** The function's role, with which Lambda receives and deletes. */
  readonly roleArn: string | undefined;
  /** Tells when there is something to receive: a poll for nothing is neither made nor billed. */
  readonly queue: Pick<QueueMessages, 'onChange' | 'visibleTimes'>;
}

/**
 * An event source mapping of a queue: receives, hands over in batches, and deletes what the function has done. What it has
 * not done comes back by itself when its visibility timeout ends, and goes to the dead-letter queue as the queue says.
 */
export class QueueConsumer {
  readonly #clock: VirtualClock;
  readonly #services: Services;
  readonly #mapping: QueueMapping;
  readonly #caller: Caller;
  readonly #queue: QueueConsumerOptions['queue'];
  readonly #most: number;
  #receiving = false;
  /** Batches that the function has in hand. */
  #inHand = 0;
  #pausedUntil = 0;
  #cancelPoll: (() => void) | undefined;
  #generation = 0;

  constructor({ clock, services, mapping, roleArn, queue }: QueueConsumerOptions) {
    this.#clock = clock;
    this.#services = services;
    this.#mapping = mapping;
    this.#caller = { ...servicePrincipal('lambda'), roleArn, sourceArn: mapping.queueArn };
    this.#queue = queue;
    this.#most = mapping.maximumConcurrency ?? limits.queuePollers.figure;
    queue.onChange(() => this.#arm());
  }

  /** Forgets what is under way. */
  reset(): void {
    this.#generation += 1;
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
    this.#receiving = false;
    this.#inHand = 0;
    this.#pausedUntil = 0;
  }

  /** Polls when there will be a batch, unless enough are in hand; whatever may change that arms it anew. */
  #arm(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
    if (this.#receiving || this.#inHand >= this.#most) return;
    const due = this.#due();
    if (due === undefined) return;
    if (due > this.#clock.now()) {
      this.#cancelPoll = this.#clock.schedule(due, () => this.#poll());
      return;
    }
    this.#receiving = true;
    this.#clock.start(() => this.#poll());
  }

  /** A batch is full, or its first message has waited for the window ("Batching behavior", Lambda developer guide). */
  #due(): number | undefined {
    const times = this.#queue.visibleTimes();
    const [first] = times;
    if (first === undefined) return undefined;
    const { batchSize, batchingWindowSeconds } = this.#mapping;
    const full = times[batchSize - 1] ?? Number.POSITIVE_INFINITY;
    return Math.max(Math.min(first + batchingWindowSeconds * 1000, full), this.#pausedUntil);
  }

  async #poll(): Promise<void> {
    const generation = this.#generation;
    this.#receiving = true;
    const records = await this.#receive();
    if (generation !== this.#generation) return;
    this.#receiving = false;
    if (records.length > 0) {
      this.#inHand += 1;
      this.#clock.start(() => this.#handOver(records, generation));
    }
    this.#arm();
  }

  async #receive(): Promise<QueueRecord[]> {
    const { queueArn, batchSize } = this.#mapping;
    const records: QueueRecord[] = [];
    while (records.length < batchSize) {
      const output = await this.#call('sqs', 'ReceiveMessage', {
        QueueUrl: queueArn,
        MaxNumberOfMessages: Math.min(batchSize - records.length, limits.batchMessages.figure),
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      if (output instanceof AwsError) this.#pausedUntil = this.#clock.now() + PAUSE;
      const received = output instanceof AwsError ? [] : recordsOf(output, queueArn);
      if (received.length === 0) break;
      records.push(...received);
    }
    return records;
  }

  async #handOver(records: readonly QueueRecord[], generation: number): Promise<void> {
    try {
      for (let rest = records; rest.length > 0; ) {
        const size = batchOf(rest, rest.length);
        await this.#delete(await this.#invoke(rest.slice(0, size)));
        rest = rest.slice(size);
      }
    } finally {
      if (generation === this.#generation) {
        this.#inHand -= 1;
        this.#arm();
      }
    }
  }

  /** Resolves to the records that are done with. */
  async #invoke(records: readonly QueueRecord[]): Promise<readonly QueueRecord[]> {
    const Payload = JSON.stringify({ Records: records });
    const output = await this.#call('lambda', 'Invoke', { FunctionName: this.#mapping.functionArn, Payload });
    if (output instanceof AwsError || output.FunctionError !== undefined) return [];
    return this.#mapping.reportsItemFailures ? doneOf(records, String(output.Payload)) : records;
  }

  /** What cannot be deleted comes again. */
  async #delete(records: readonly QueueRecord[]): Promise<void> {
    const most = limits.batchMessages.figure;
    for (let from = 0; from < records.length; from += most) {
      const Entries = records
        .slice(from, from + most)
        .map(({ receiptHandle: ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.#call('sqs', 'DeleteMessageBatch', { QueueUrl: this.#mapping.queueArn, Entries });
    }
  }

  /** Resolves to the error when the service refuses the call: the messages stay in the queue. */
  async #call(service: string, action: string, input: Input): Promise<Input | AwsError> {
    try {
      return await this.#services.call({ caller: this.#caller, service, action, input });
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
  }
}

/** How long a poller that was refused waits (ms); Lambda does not publish it. */
const PAUSE = 60_000;
