import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { VirtualClock } from '../../clock.ts';
import type { Queue } from '../../templates/app-resources.ts';
import { AwsError } from '../aws-error.ts';
import { readInput } from '../input.ts';
import { pageOf } from '../page.ts';
import { byAction, type Caller, type Input, type ServiceCall, type ServiceHandler } from '../services.ts';
import { describe } from './described-message.ts';
import { digestAttributes, md5 } from './digest.ts';
import { type SqsInput, sqsInputs } from './inputs.ts';
import { type Message, QueueMessages } from './messages.ts';

/** Standard queues: delays, visibility timeouts, retention, long polls and dead-letter queues, on the virtual clock. */
export class Sqs {
  readonly #clock: VirtualClock;
  readonly #queues: readonly Queue[];
  readonly #messages: ReadonlyMap<string, QueueMessages>;
  readonly handler: ServiceHandler = byAction({
    SendMessage: async (call) => this.#send(call.caller, read(call, sqsInputs.SendMessage)),
    SendMessageBatch: async (call) => this.#sendBatch(call.caller, read(call, sqsInputs.SendMessageBatch)),
    ReceiveMessage: async (call) => this.#receive(call.caller, read(call, sqsInputs.ReceiveMessage)),
    DeleteMessage: async (call) => {
      const { QueueUrl, ReceiptHandle } = read(call, sqsInputs.DeleteMessage);
      this.#messagesOf(this.#queue(QueueUrl)).delete(ReceiptHandle);
      return {};
    },
    DeleteMessageBatch: async (call) => this.#deleteBatch(read(call, sqsInputs.DeleteMessageBatch)),
    ChangeMessageVisibility: async (call) => {
      const { QueueUrl, ReceiptHandle, VisibilityTimeout } = read(call, sqsInputs.ChangeMessageVisibility);
      this.#messagesOf(this.#queue(QueueUrl)).changeVisibility(ReceiptHandle, VisibilityTimeout);
      return {};
    },
    GetQueueAttributes: async (call) => this.#attributes(read(call, sqsInputs.GetQueueAttributes)),
    GetQueueUrl: async (call) => ({ QueueUrl: this.#queue(read(call, sqsInputs.GetQueueUrl).QueueName).url }),
    ListQueues: async (call) => this.#list(read(call, sqsInputs.ListQueues)),
    StartMessageMoveTask: async (call) => this.#moveBack(read(call, sqsInputs.StartMessageMoveTask)),
    PurgeQueue: async (call) => {
      this.#messagesOf(this.#queue(read(call, sqsInputs.PurgeQueue).QueueUrl)).clear();
      return {};
    },
  });

  constructor(clock: VirtualClock, queues: readonly Queue[]) {
    this.#clock = clock;
    this.#queues = queues;
    this.#messages = new Map(
      queues.map((queue) => [queue.arn, new QueueMessages(clock, queue, (message) => this.#redrive(queue, message))]),
    );
  }

  /** The messages of a queue, for who polls it; throws AwsError without such a queue. */
  messages(arn: string): QueueMessages {
    return this.#messagesOf(this.#queue(arn));
  }

  reset(): void {
    for (const messages of this.#messages.values()) messages.clear();
  }

  #send(caller: Caller, input: Omit<SqsInput<'SendMessage'>, 'QueueUrl'> & { QueueUrl: string }): Input {
    const { QueueUrl, MessageBody, MessageAttributes, DelaySeconds } = input;
    const messages = this.#messagesOf(this.#queue(QueueUrl));
    const { id } = messages.send(MessageBody, MessageAttributes, caller.name, DelaySeconds);
    return {
      MessageId: id,
      MD5OfMessageBody: md5(MessageBody),
      MD5OfMessageAttributes: digestAttributes(MessageAttributes),
    };
  }

  #sendBatch(caller: Caller, { QueueUrl, Entries }: SqsInput<'SendMessageBatch'>): Input {
    this.#queue(QueueUrl);
    checkIds(Entries);
    return { Successful: Entries.map(({ Id, ...entry }) => ({ Id, ...this.#send(caller, { QueueUrl, ...entry }) })) };
  }

  /** Long polls wait on the virtual clock for clients from outside; whoever the clock waits for gets its answer at once. */
  async #receive(caller: Caller, input: SqsInput<'ReceiveMessage'>): Promise<Input> {
    const queue = this.#queue(input.QueueUrl);
    const messages = this.#messagesOf(queue);
    const wait = caller.kind === 'outside' ? (input.WaitTimeSeconds ?? queue.waitSeconds) : 0;
    const deadline = this.#clock.now() + wait * 1000;
    let received = messages.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
    while (received.length === 0 && this.#clock.now() < deadline) {
      if (!(await messages.change(deadline))) break;
      received = messages.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
    }
    if (received.length === 0) return {};
    return { Messages: received.map((message) => describe(message, messages.receiptHandle(message), input)) };
  }

  #deleteBatch({ QueueUrl, Entries }: SqsInput<'DeleteMessageBatch'>): Input {
    const messages = this.#messagesOf(this.#queue(QueueUrl));
    checkIds(Entries);
    const outcomes = Entries.map(({ Id, ReceiptHandle }) => {
      try {
        messages.delete(ReceiptHandle);
        return { Id };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { Id, Code: error.code, Message: error.message, SenderFault: true };
      }
    });
    return { Successful: outcomes.filter((o) => !('Code' in o)), Failed: outcomes.filter((o) => 'Code' in o) };
  }

  #attributes({ QueueUrl, AttributeNames }: SqsInput<'GetQueueAttributes'>): Input {
    const queue = this.#queue(QueueUrl);
    const { visible, inFlight, delayed } = this.#messagesOf(queue).counts();
    const all: Record<string, string> = {
      QueueArn: queue.arn,
      DelaySeconds: String(queue.delaySeconds),
      MessageRetentionPeriod: String(queue.retentionSeconds),
      ReceiveMessageWaitTimeSeconds: String(queue.waitSeconds),
      VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      ...(queue.redrive && {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: queue.redrive.deadLetterArn,
          maxReceiveCount: queue.redrive.maxReceiveCount,
        }),
      }),
    };
    const unknown = AttributeNames.find(
      (name) => name !== 'All' && !Object.hasOwn(all, name) && name !== 'RedrivePolicy',
    );
    if (unknown) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const wanted = Object.entries(all).filter(
      ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
    );
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  }

  #list({ QueueNamePrefix, MaxResults, NextToken }: SqsInput<'ListQueues'>): Input {
    const found = this.#queues.filter(({ name }) => name.startsWith(QueueNamePrefix));
    const { items, nextToken } = pageOf(found, {
      limit: MaxResults ?? 1000,
      token: NextToken,
      key: ({ name }) => name,
    });
    return { QueueUrls: items.map(({ url }) => url), NextToken: nextToken };
  }

  #redrive({ arn, redrive }: Queue, message: Message): void {
    const target = this.#messages.get(redrive?.deadLetterArn ?? '');
    target?.add({ ...message, visibleAt: this.#clock.now(), receives: 0, cameFrom: arn });
  }

  /** Moves all at once, as new messages: back to where each came from, or to one queue. */
  #moveBack({ SourceArn, DestinationArn }: SqsInput<'StartMessageMoveTask'>): Input {
    const isDeadLetterQueue = this.#queues.some(({ redrive }) => redrive?.deadLetterArn === SourceArn);
    if (!this.#messages.has(SourceArn) || (DestinationArn !== undefined && !this.#messages.has(DestinationArn)))
      throw new AwsError(
        'ResourceNotFoundException',
        'The resource that you specified for the SourceArn parameter does not exist.',
        404,
      );
    if (!isDeadLetterQueue)
      throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    for (const { cameFrom = '', body, attributes, senderId } of this.messages(SourceArn).takeDeadLetters())
      this.messages(DestinationArn ?? cameFrom).send(body, attributes, senderId);
    return {
      TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString('base64'),
    };
  }

  #messagesOf(queue: Queue): QueueMessages {
    const messages = this.#messages.get(queue.arn);
    if (!messages) throw new Error(`No messages of ${queue.arn}`);
    return messages;
  }

  /** A queue by its URL, its ARN or its name. */
  #queue(named: string): Queue {
    const name = named.split(/[/:]/).at(-1);
    const queue = this.#queues.find((candidate) => candidate.name === name);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }
}

function read<T>(call: ServiceCall, schema: z.ZodType<T>): T {
  return readInput(call, schema, 'InvalidParameterValueException');
}

function checkIds(entries: readonly { Id: string }[]): void {
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
}
