import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDb, StreamRecord } from '@careline/sandbox/dynamodb';
import { type Finding, finding } from '../../functions/cases/finding/finding-schemas.ts';
import { type Claim, claimSchema } from '../../functions/claims/claim.ts';
import type { EvidenceDocument } from '../../functions/claims/evidence/document.ts';
import { documents } from '../../functions/claims/evidence/document-store.ts';
import type { Deadline } from '../../functions/deadlines/deadline.ts';
import { deadlines } from '../../functions/deadlines/deadline-store.ts';
import { staff } from '../../functions/organisation/organisation-store.ts';
import type { StaffMember } from '../../functions/organisation/staff/staff-member.ts';
import type { Payment } from '../../functions/payments/payment.ts';
import { payments } from '../../functions/payments/payment-store.ts';
import { type DomainEvent, toEvent } from '../../functions/platform/record/events.ts';
import type { Item } from '../../functions/platform/record/table.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { tasks } from '../../functions/tasks/task-store.ts';

/** What is in the table, read off its stream: a look costs no call. */
export class Records {
  readonly #items = new Map<string, Item>();
  /** What was parsed of items, which never change: looks are many more than writes. */
  readonly #parsed = new WeakMap<Item, unknown>();
  readonly #onEvent: ((event: DomainEvent) => void)[] = [];
  readonly #onFinding: ((found: Finding) => void)[] = [];
  readonly #onTerm: ((term: Policy) => void)[] = [];

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
      if (item.entity === 'event') for (const told of this.#onEvent) told(toEvent(item));
      if (item.entity === 'finding') for (const told of this.#onFinding) told(finding.parse(item.record));
      if (isTerm(item)) for (const told of this.#onTerm) told(policies.parse(item));
    });
  }

  /** Begins anew, as the table does: with nothing in it, and nobody to tell of it. */
  forget(): void {
    this.#items.clear();
    this.#onEvent.length = 0;
    this.#onFinding.length = 0;
    this.#onTerm.length = 0;
  }

  /** Tells of each event that is written from now on. */
  onEvent(told: (event: DomainEvent) => void): void {
    this.#onEvent.push(told);
  }

  onFinding(told: (found: Finding) => void): void {
    this.#onFinding.push(told);
  }

  /** Tells of each term of the policy as it is written. */
  onTerm(told: (term: Policy) => void): void {
    this.#onTerm.push(told);
  }

  claims(): Claim[] {
    return this.#of('claim', ({ record }) => claimSchema.parse(record));
  }

  claim(claimId: string): Claim {
    const found = this.claims().find((claim) => claim.claimId === claimId);
    if (!found) throw new Error(`There is no claim ${claimId}`);
    return found;
  }

  tasks(caseId: string): Task[] {
    return this.#of('task', tasks.parse).filter((task) => task.caseId === caseId);
  }

  payments(caseId?: string): Payment[] {
    const all = this.#of('payment', payments.parse);
    return all.filter((payment) => caseId === undefined || payment.caseId === caseId);
  }

  events(caseId: string): DomainEvent[] {
    return this.#of('event', toEvent).filter((event) => event.caseId === caseId);
  }

  documents(claimId: string): EvidenceDocument[] {
    return this.#of('document', documents.parse).filter((document) => document.claimId === claimId);
  }

  deadlines(caseId: string): Deadline[] {
    return this.#of('deadline', deadlines.parse).filter((deadline) => deadline.caseId === caseId);
  }

  /** Somebody on record. */
  member(staffId: string): StaffMember {
    const found = this.#of('staff-member', staff.parse).find((member) => member.staffId === staffId);
    if (!found) throw new Error(`Nobody is on record as ${staffId}`);
    return found;
  }

  /** The terms of the policy. */
  terms(): Policy[] {
    return [...this.#of('policy', policies.parse), ...this.#of('policy-term', policies.parse)];
  }

  /** The latest term of the policy. */
  policy(): Policy {
    const [policy] = this.#of('policy', policies.parse);
    if (!policy) throw new Error('There is no policy');
    return policy;
  }

  #of<T>(entity: string, parse: (item: Item) => T): T[] {
    return [...this.#items.values()]
      .filter((item) => item.entity === entity)
      .map((item) => {
        if (!this.#parsed.has(item)) this.#parsed.set(item, parse(item));
        return this.#parsed.get(item) as T;
      });
  }
}

function isTerm({ entity }: Item): boolean {
  return entity === 'policy' || entity === 'policy-term';
}
