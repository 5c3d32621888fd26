import { entity, type List } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Range, Table, Write } from '../platform/record/table.ts';
import { type Policy, policySchema } from './policy.ts';
import { type PolicyAt, policyAt, termAt } from './policy-at.ts';
import type { Terms } from './policy-terms.ts';

const HEAD = 'POLICY';
/** Behind the head, the latest term first. */
const EARLIER = `${HEAD}#`;
const MOST_TERMS = 999_999;

/** A policy by its number: its latest term. The terms before it are records of their own, in the same partition. */
export const policies = entity({
  type: 'policy',
  schema: policySchema,
  id: ({ policyNumber }) => policyNumber,
  key: (policyNumber) => ({ PK: partitionOf(policyNumber), SK: HEAD }),
  apart: ['revisions'],
  indexes: ({ customerId, effectiveAt, policyNumber }) => ({
    GSI1: [customerPartition(customerId), `${effectiveAt}#${policyNumber}`],
  }),
});

const earlierTerms = entity({
  type: 'policy-term',
  schema: policySchema,
  id: ({ policyNumber, term }) => earlierId(policyNumber, term),
  key: (id) => {
    const [policyNumber = '', term] = id.split('#');
    const place = String(MOST_TERMS - Number(term)).padStart(6, '0');
    return { PK: partitionOf(policyNumber), SK: `${EARLIER}${place}` };
  },
  apart: ['revisions'],
});

/** What a policy's record is known by: the same whatever the case and width in which its number is written. */
export function policyId(policyNumber: string): string {
  return policyNumber.normalize('NFKC').trim().toUpperCase();
}

/** A customer's policies, the latest term first. */
export function policiesOf(customerId: string): List<Policy> {
  return policies.list({ index: 'GSI1', partition: customerPartition(customerId), newestFirst: true });
}

/** All terms of a policy, the latest first. */
export function termsOf(policyNumber: string): List<Policy> {
  return policies.list({ partition: partitionOf(policyNumber), prefix: HEAD });
}

/** A policy's terms, latest first, as far as they are needed to tell what happened at a moment: the head alone, or all. */
export async function termsBackTo(table: Table, head: Policy, moment: string): Promise<Terms> {
  return head.term === 1 || moment >= head.effectiveAt ? [head] : [head, ...(await readEarlier(table, head))];
}

/** The terms before the latest, latest first. */
export async function readEarlier(table: Table, { policyNumber, term }: Policy): Promise<Policy[]> {
  if (term === 1) return [];
  const found: Policy[] = [];
  const range: Range = { partition: partitionOf(policyNumber), prefix: EARLIER };
  let after: Range['after'];
  do {
    const { items, last } = await table.query({ ...range, ...(after && { after }) });
    found.push(...items.map(earlierTerms.parse));
    after = last;
  } while (after);
  return found;
}

/** The term that holds a moment, as it stood then; where none does, the nearest before it, or the first. */
export async function policyHeldAt(table: Table, policyNumber: string, moment: string): Promise<PolicyAt | undefined> {
  const head = await policies.get(table, policyNumber);
  if (!head) return undefined;
  const record = termAt(await termsBackTo(table, head, moment), moment);
  return policyAt(record, moment, record === head);
}

/** A term by its number, as it stood at a moment. */
export async function policyOfTerm(
  table: Table,
  { policyNumber, term, moment }: { policyNumber: string; term: number; moment: string },
): Promise<PolicyAt | undefined> {
  const head = await policies.get(table, policyNumber);
  if (head?.term === term) return policyAt(head, moment);
  const record = await earlierTerms.get(table, earlierId(policyNumber, term));
  return record && policyAt(record, moment, false);
}

/** The write of a term of whose limit claims have used so much, wherever its record lies. */
export function useLimit({ record, isLatest }: PolicyAt, limitUsed: Policy['limitUsed'], now: Date): Write {
  return (isLatest ? policies : earlierTerms).replace(record, { ...record, limitUsed }, now).write;
}

/** The writes of a term that begins: the latest so far is moved as it is, and the new one is the policy's head. */
export function openTerm(head: Policy, opened: Policy, actor: Actor): Write[] {
  return [
    earlierTerms.create(head),
    policies.write(opened, head.version),
    policyEvent('policy.term-opened.v1', opened, actor),
  ];
}

/**
 * A term after a correction, and its writes. A policy has one sequence of versions, the head's, which tells its events apart
 * and which `If-Match` names: it goes on with a correction of an earlier term too.
 */
export function correctTerm(
  head: Policy,
  term: { readonly read: Policy; readonly corrected: Policy },
  actor: Actor,
  now: Date,
): { after: Policy; writes: Write[] } {
  const { read, corrected } = term;
  if (read === head) {
    const { after, write } = policies.replace(head, corrected, now);
    return { after, writes: [write, policyEvent('policy.updated.v1', after, actor)] };
  }
  const { after, write } = earlierTerms.replace(read, corrected, now);
  const ofPolicy = policies.replace(head, head, now);
  const told = { ...after, version: ofPolicy.after.version };
  return { after: told, writes: [write, ofPolicy.write, policyEvent('policy.updated.v1', told, actor)] };
}

type PolicyEvent = 'policy.issued.v1' | 'policy.updated.v1' | 'policy.term-opened.v1';

/** What happened to a policy, told with its change. */
export function policyEvent(type: PolicyEvent, policy: Policy, actor: Actor): Write {
  const { policyNumber, term, customerId, branchId, line, status, effectiveAt, expiresAt, version, updatedAt } = policy;
  return eventWrite(policies.key(policyNumber).PK, {
    type,
    caseId: policyNumber,
    version,
    at: updatedAt,
    actor,
    data: { policyNumber, term, customerId, branchId, line, status, effectiveAt, expiresAt },
  });
}

function earlierId(policyNumber: string, term: number): string {
  return `${policyNumber}#${term}`;
}

function partitionOf(policyNumber: string): string {
  return `POLICY#${policyId(policyNumber)}`;
}

function customerPartition(customerId: string): string {
  return `CUSTOMER#${customerId}#POLICIES`;
}
