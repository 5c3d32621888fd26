import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Queue } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { parseInput } from './input.ts';
import { byAction, type Input, type ServiceHandler } from './services.ts';

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  visibleAt: number;
  receiptHandle?: string;
  receives: number;
  firstReceivedAt?: number;
}

/** Standard queues with visibility timeouts on the virtual clock; no redrive, no long polling (a receive answers at once). */
export class Sqs {
  readonly #clock: VirtualClock;
  readonly #queues: readonly Queue[];
  readonly #messages = new Map<string, Message[]>();
  readonly handler: ServiceHandler = byAction({
    SendMessage: async ({ input }) => this.#sendMessage(input),
    ReceiveMessage: async ({ input }) => this.#receiveMessage(input),
    DeleteMessage: async ({ input }) => this.#deleteMessage(input),
    GetQueueAttributes: async ({ input }) => this.#getQueueAttributes(input),
    GetQueueUrl: async ({ input }) => ({ QueueUrl: this.#queue(input, 'QueueName').url }),
    ListQueues: async () => ({ QueueUrls: this.#queues.map(({ url }) => url) }),
    PurgeQueue: async ({ input }) => this.#purgeQueue(input),
  });

  constructor(clock: VirtualClock, queues: readonly Queue[]) {
    this.#clock = clock;
    this.#queues = queues;
  }

  reset(): void {
    this.#messages.clear();
  }

  #sendMessage(input: Input): Input {
    const queue = this.#queue(input);
    const { MessageBody, DelaySeconds } = parseInput(sendInput, input, 'MissingParameter');
    const now = this.#clock.now();
    const message = {
      id: randomUUID(),
      body: MessageBody,
      sentAt: now,
      visibleAt: now + DelaySeconds * 1000,
      receives: 0,
    };
    this.#messagesOf(queue).push(message);
    return { MessageId: message.id, MD5OfMessageBody: md5(MessageBody) };
  }

  #receiveMessage(input: Input): Input {
    const queue = this.#queue(input);
    const options = parseInput(receiveInput, input, 'InvalidParameterValue');
    const now = this.#clock.now();
    const timeout = options.VisibilityTimeout ?? queue.visibilityTimeoutSeconds;
    const received = this.#messagesOf(queue)
      .filter(({ visibleAt }) => visibleAt <= now)
      .slice(0, options.MaxNumberOfMessages);
    for (const message of received) {
      message.visibleAt = now + timeout * 1000;
      message.receiptHandle = randomUUID();
      message.receives += 1;
      message.firstReceivedAt ??= now;
    }
    return received.length === 0 ? {} : { Messages: received.map(describe) };
  }

  #deleteMessage(input: Input): Input {
    const queue = this.#queue(input);
    const kept = this.#messagesOf(queue).filter(({ receiptHandle }) => receiptHandle !== input.ReceiptHandle);
    this.#messages.set(queue.arn, kept);
    return {};
  }

  #getQueueAttributes(input: Input): Input {
    const queue = this.#queue(input);
    const { AttributeNames } = parseInput(attributesInput, input, 'InvalidAttributeName');
    const now = this.#clock.now();
    const visible = this.#messagesOf(queue).filter(({ visibleAt }) => visibleAt <= now).length;
    const all: Record<string, string> = {
      QueueArn: queue.arn,
      VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(this.#messagesOf(queue).length - visible),
      ApproximateNumberOfMessagesDelayed: '0',
    };
    const wanted = AttributeNames.includes('All') ? Object.keys(all) : AttributeNames;
    return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) };
  }

  #purgeQueue(input: Input): Input {
    this.#messages.delete(this.#queue(input).arn);
    return {};
  }

  #messagesOf(queue: Queue): Message[] {
    const messages = this.#messages.get(queue.arn) ?? [];
    this.#messages.set(queue.arn, messages);
    return messages;
  }

  #queue(input: Input, property = 'QueueUrl'): Queue {
    const named = String(input[property] ?? '');
    const name = named.split(/[/:]/).at(-1);
    const queue = this.#queues.find((candidate) => candidate.name === name);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }
}

function describe(message: Message): Input {
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: {
      SentTimestamp: String(Math.round(message.sentAt)),
      ApproximateReceiveCount: String(message.receives),
      ApproximateFirstReceiveTimestamp: String(Math.round(message.firstReceivedAt ?? message.sentAt)),
    },
  };
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const sendInput = z.object({ MessageBody: z.string().min(1), DelaySeconds: z.number().default(0) });
const receiveInput = z.object({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().optional(),
});
const attributesInput = z.object({ AttributeNames: z.array(z.string()).default([]) });
