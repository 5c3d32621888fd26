import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDb, StreamRecord } from '@careline/sandbox/dynamodb';
import * as z from 'zod';
import { type Claim, claimSchema } from '../../functions/claims/claim.ts';
import { type Deadline, deadlineSchema } from '../../functions/deadlines/deadline.ts';
import { type Message, messageSchema } from '../../functions/notifications/message.ts';
import { type Payment, paymentSchema } from '../../functions/payments/payment.ts';
import { type Policy, policySchema } from '../../functions/policies/policy.ts';
import { type Task, taskSchema } from '../../functions/tasks/task.ts';

const image = z.record(z.string(), z.custom<AttributeValue>());
const stored = z.looseObject({ entity: z.string(), record: z.record(z.string(), z.unknown()) });
const event = z.object({
  type: z.string(),
  caseId: z.string(),
  at: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Told = Readonly<z.infer<typeof event>>;

/** What is stored at the end, by id or key. */
export type Stored = Pick<Records, 'claims' | 'payments' | 'policies' | 'deadlines' | 'messages' | 'events'>;

/** What is stored, as the table's stream tells it: the people of a simulation see it, and what it came to is counted from it. */
export class Records {
  readonly claims = new Map<string, Claim>();
  readonly tasks = new Map<string, Task>();
  readonly payments = new Map<string, Payment>();
  readonly policies = new Map<string, Policy>();
  readonly deadlines = new Map<string, Deadline>();
  readonly messages = new Map<string, Message>();
  readonly events: Told[] = [];
  readonly #onClaim: ((after: Claim, before: Claim | undefined) => void)[] = [];
  readonly #onTask: ((task: Task) => void)[] = [];
  readonly #onPayment: ((payment: Payment) => void)[] = [];
  readonly #onMessage: ((message: Message, record: StreamRecord) => void)[] = [];

  constructor(db: DynamoDb) {
    db.onStreamRecord('careline', (record) => {
      const { Keys, NewImage } = record.dynamodb;
      if (NewImage) this.#take(JSON.stringify(Keys), stored.parse(unmarshall(image.parse(NewImage))), record);
    });
  }

  /** Tells of a claim that has changed. */
  onClaim(told: (after: Claim, before: Claim | undefined) => void): void {
    this.#onClaim.push(told);
  }

  /** Tells of a task that is new. */
  onTask(told: (task: Task) => void): void {
    this.#onTask.push(told);
  }

  /** Tells of an order that is new. */
  onPayment(told: (payment: Payment) => void): void {
    this.#onPayment.push(told);
  }

  /** Tells of a message that is to be sent, with its record of the stream. */
  onMessage(told: (message: Message, record: StreamRecord) => void): void {
    this.#onMessage.push(told);
  }

  #take(key: string, { entity, record }: z.infer<typeof stored>, streamed: StreamRecord): void {
    if (entity === 'claim') this.#takeClaim(claimSchema.parse(record));
    if (entity === 'task') news(this.tasks, taskSchema.parse(record), ({ taskId }) => taskId, this.#onTask);
    if (entity === 'payment')
      news(this.payments, paymentSchema.parse(record), ({ orderId }) => orderId, this.#onPayment);
    if (entity === 'message') this.#takeMessage(messageSchema.parse(record), streamed);
    if (entity === 'policy') this.#takePolicy(policySchema.parse(record));
    if (entity === 'deadline') this.deadlines.set(key, deadlineSchema.parse(record));
    if (entity === 'event') this.events.push(event.parse(record));
  }

  #takePolicy(policy: Policy): void {
    this.policies.set(policy.policyNumber, policy);
  }

  #takeClaim(claim: Claim): void {
    const before = this.claims.get(claim.claimId);
    this.claims.set(claim.claimId, claim);
    for (const told of this.#onClaim) told(claim, before);
  }

  #takeMessage(message: Message, record: StreamRecord): void {
    this.messages.set(message.messageId, message);
    if (message.status === 'PENDING') for (const told of this.#onMessage) told(message, record);
  }
}

function news<T>(
  known: Map<string, T>,
  record: T,
  idOf: (record: T) => string,
  listeners: readonly ((record: T) => void)[],
): void {
  const isNew = !known.has(idOf(record));
  known.set(idOf(record), record);
  if (isNew) for (const told of listeners) told(record);
}
