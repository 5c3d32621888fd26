import type { ClaimWorld } from '../../functions/claims/claim.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import { documents } from '../../functions/claims/evidence/document-store.ts';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { payments } from '../../functions/payments/payment-store.ts';
import type { Item, Table, Write } from '../../functions/platform/record/table.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import { tasks } from '../../functions/tasks/task-store.ts';

/** A table that holds what a world is read from, and is written to by nobody. */
export function stored({ it, customer, task, reads: { policy, payment, others, documents: came } }: ClaimWorld): Table {
  const writes = [
    claims.replace(it, it.version),
    ...others.map((other) => claims.replace(other, other.version)),
    ...came.map((document) => documents.create(document)),
    policies.create(policy.record),
    ...createCustomer(customer),
    ...(task ? [tasks.create(task)] : []),
    ...(payment ? [payments.create(payment)] : []),
  ];
  const items = writes.map(storedAs);
  const refuse = async () => {
    throw new Error('This table answers reads of one item, and queries of an index');
  };
  return {
    get: async ({ PK, SK }) => items.find((item) => item.PK === PK && item.SK === SK),
    getMany: refuse,
    query: async ({ index = 'GSI1', partition }) => ({
      items: items.filter((item) => item[`${index}PK`] === partition),
    }),
    commit: refuse,
  };
}

/** What is written, by what it is; of events what they tell. */
export function written(writes: readonly Write[] = []) {
  const items = writes.map(itemOf);
  const of = (entity: string) => items.filter((item) => item.entity === entity);
  return {
    claims: of('claim'),
    events: of('event').map(({ type, data }) => ({ type, data })),
    tasks: of('task'),
    reminders: of('task-reminder'),
    messages: of('message').map(({ template, model }) => ({ template, model })),
    policies: of('policy'),
    findings: of('finding'),
  };
}

/** What is written of a record: its fields, and what stands beside them for the stream. */
export function itemOf(write: Write): Readonly<Record<string, unknown>> & { entity: string } {
  const { PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK, GSI3PK, GSI3SK, record, ...beside } = storedAs(write);
  return { ...beside, ...record };
}

function storedAs(write: Write): Item {
  if ('put' in write) return write.put;
  return 'create' in write ? write.create : write.replace;
}
