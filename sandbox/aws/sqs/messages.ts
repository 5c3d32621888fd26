import { randomUUID } from 'node:crypto';
import type { VirtualClock } from '../../clock.ts';
import { limits } from '../../limits/limits.ts';
import type { Queue } from '../../templates/app-resources.ts';
import { AwsError } from '../aws-error.ts';
import type { MessageAttribute } from './inputs.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAt: number;
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** The ARN of the queue that it was received from too often. */
  readonly cameFrom?: string;
}

/** The messages of one standard queue, on the virtual clock. */
export class QueueMessages {
  readonly #clock: VirtualClock;
  readonly #queue: Queue;
  /** Takes what was received too often. */
  readonly #deadLetter: (message: Message) => void;
  #messages: Message[] = [];
  #waiting: ((goesOn: boolean) => void)[] = [];
  #listeners: (() => void)[] = [];

  constructor(clock: VirtualClock, queue: Queue, deadLetter: (message: Message) => void) {
    this.#clock = clock;
    this.#queue = queue;
    this.#deadLetter = deadLetter;
  }

  send(body: string, attributes: Message['attributes'], senderId: string, delaySeconds?: number): Message {
    const sentAt = this.#clock.now();
    const visibleAt = sentAt + (delaySeconds ?? this.#queue.delaySeconds) * 1000;
    const message = { id: randomUUID(), body, attributes, senderId, sentAt, visibleAt, receives: 0 };
    this.add(message);
    return message;
  }

  add(message: Message): void {
    this.#messages.push(message);
    this.#wake(true);
  }

  /** Calls `listener` whenever a message may be received sooner than was known. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** When each message can be received, or could be since, the earliest first (ms since the epoch). */
  visibleTimes(): number[] {
    return this.#kept()
      .map(({ visibleAt }) => visibleAt)
      .sort((one, other) => one - other);
  }

  /** Takes the visible messages out for good that came from other queues. */
  takeDeadLetters(): Message[] {
    const now = this.#clock.now();
    const isTaken = ({ cameFrom, visibleAt }: Message) => cameFrom !== undefined && visibleAt <= now;
    const { taken = [], left = [] } = Object.groupBy(this.#kept(), (message) => (isTaken(message) ? 'taken' : 'left'));
    this.#messages = left;
    return taken;
  }

  /** Takes up to `most` visible messages and hides them; those received too often move to the dead-letter queue instead. */
  receive(most: number, visibilitySeconds = this.#queue.visibilityTimeoutSeconds): Message[] {
    const now = this.#clock.now();
    const received: Message[] = [];
    if (this.counts().inFlight >= limits.inFlightMessages.figure)
      throw new AwsError('OverLimit', 'Too many messages in flight.', 403);
    for (const message of this.#kept().filter(({ visibleAt }) => visibleAt <= now)) {
      if (received.length === most) break;
      if (message.receives >= (this.#queue.redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY)) {
        this.#messages = this.#messages.filter((other) => other !== message);
        this.#deadLetter(message);
        continue;
      }
      message.visibleAt = now + visibilitySeconds * 1000;
      message.receives += 1;
      message.firstReceivedAt ??= now;
      received.push(message);
    }
    return received;
  }

  /** Resolves when there may be something to receive, at `deadline` at the latest; to false when the wait is over for good. */
  async change(deadline: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const next = Math.min(deadline, ...this.#kept().map(({ visibleAt }) => visibleAt));
    this.#waiting.push(resolve);
    const cancel = this.#clock.schedule(next, () => resolve(true));
    const goesOn = await promise;
    cancel();
    this.#waiting = this.#waiting.filter((other) => other !== resolve);
    return goesOn;
  }

  receiptHandle({ id }: Message): string {
    return Buffer.from(`${this.#queue.name} ${id} ${randomUUID()}`).toString('base64');
  }

  delete(receiptHandle: string): void {
    const id = this.#idOf(receiptHandle);
    this.#messages = this.#messages.filter((message) => message.id !== id);
  }

  changeVisibility(receiptHandle: string, seconds: number): void {
    const id = this.#idOf(receiptHandle);
    const now = this.#clock.now();
    const message = this.#kept().find((candidate) => candidate.id === id);
    if (!message || message.visibleAt <= now)
      throw new AwsError('MessageNotInflight', `Value ${receiptHandle} for parameter ReceiptHandle is not in flight.`);
    message.visibleAt = now + seconds * 1000;
    this.#wake(true);
  }

  /** How many are visible, in flight and delayed. */
  counts(): { visible: number; inFlight: number; delayed: number } {
    const now = this.#clock.now();
    const hidden = this.#kept().filter(({ visibleAt }) => visibleAt > now);
    const delayed = hidden.filter(({ receives }) => receives === 0).length;
    return { visible: this.#kept().length - hidden.length, inFlight: hidden.length - delayed, delayed };
  }

  /** Forgets all messages; who waits for one gets none. */
  clear(): void {
    this.#messages = [];
    this.#wake(false);
  }

  /** The messages whose time in the queue is not over. */
  #kept(): Message[] {
    const oldest = this.#clock.now() - this.#queue.retentionSeconds * 1000;
    this.#messages = this.#messages.filter(({ sentAt }) => sentAt > oldest);
    return this.#messages;
  }

  #idOf(receiptHandle: string): string {
    const [queue, id] = Buffer.from(receiptHandle, 'base64').toString().split(' ');
    if (queue !== this.#queue.name || !id)
      throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${receiptHandle}" is not valid.`, 404);
    return id;
  }

  #wake(goesOn: boolean): void {
    for (const resolve of this.#waiting) resolve(goesOn);
    if (goesOn) for (const listener of this.#listeners) listener();
  }
}
