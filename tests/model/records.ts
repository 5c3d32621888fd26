import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDb, StreamRecord } from '@careline/sandbox/dynamodb';
import type { Claim } from '../../functions/claims/claim.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import type { DomainEvent } from '../../functions/platform/events.ts';
import type { Item } from '../../functions/platform/table.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import type { Task } from '../../functions/tasks/task.ts';

/** What is in the table, read off its stream: a look costs no call. */
export class Records {
  readonly #items = new Map<string, Item>();
  readonly #onEvent: ((event: DomainEvent) => void)[] = [];
  readonly #onFinding: ((finding: Item) => void)[] = [];

  constructor(db: DynamoDb, tableName: string) {
    db.onStreamRecord(tableName, ({ dynamodb }: StreamRecord) => {
      const { PK, SK } = dynamodb.Keys as unknown as Record<'PK' | 'SK', { S: string }>;
      const key = `${PK.S} ${SK.S}`;
      if (!dynamodb.NewImage) {
        this.#items.delete(key);
        return;
      }
      const item = unmarshall(dynamodb.NewImage as Record<string, AttributeValue>) as Item;
      this.#items.set(key, item);
      if (item.entity === 'event') for (const told of this.#onEvent) told(item as unknown as DomainEvent);
      if (item.entity === 'finding') for (const told of this.#onFinding) told(item);
    });
  }

  /** Begins anew, as the table does: with nothing in it, and nobody to tell of it. */
  forget(): void {
    this.#items.clear();
    this.#onEvent.length = 0;
    this.#onFinding.length = 0;
  }

  /** Tells of each event that is written from now on. */
  onEvent(told: (event: DomainEvent) => void): void {
    this.#onEvent.push(told);
  }

  onFinding(told: (finding: Item) => void): void {
    this.#onFinding.push(told);
  }

  claims(): Claim[] {
    return this.#of('claim').map(claims.toCase);
  }

  claim(claimId: string): Claim {
    const found = this.claims().find((claim) => claim.claimId === claimId);
    if (!found) throw new Error(`There is no claim ${claimId}`);
    return found;
  }

  tasks(caseId: string): Task[] {
    return (this.#of('task') as unknown as Task[]).filter((task) => task.caseId === caseId);
  }

  payments(caseId?: string): Payment[] {
    return (this.#of('payment') as unknown as Payment[]).filter(
      (payment) => caseId === undefined || payment.caseId === caseId,
    );
  }

  events(caseId: string): DomainEvent[] {
    return (this.#of('event') as unknown as DomainEvent[]).filter((event) => event.caseId === caseId);
  }

  policy(): Policy {
    return this.#of('policy')[0] as unknown as Policy;
  }

  #of(entity: string): Item[] {
    return [...this.#items.values()].filter((item) => item.entity === entity);
  }
}
