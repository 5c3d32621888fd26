import { entity, type List } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Write } from '../platform/record/table.ts';
import { type Policy, policySchema } from './policy.ts';

export const policies = entity({
  type: 'policy',
  schema: policySchema,
  id: ({ policyNumber }) => policyNumber,
  indexes: ({ customerId, effectiveAt, policyNumber }) => ({
    GSI1: [customerPartition(customerId), `${effectiveAt}#${policyNumber}`],
  }),
});

/** A customer's policies, the latest term first. */
export function policiesOf(customerId: string): List<Policy> {
  return policies.list({ index: 'GSI1', partition: customerPartition(customerId), newestFirst: true });
}

/** What happened to a policy, told with its change. */
export function policyEvent(type: 'policy.issued.v1' | 'policy.updated.v1', policy: Policy, actor: Actor): Write {
  const { policyNumber, customerId, branchId, line, status, effectiveAt, expiresAt, version, updatedAt } = policy;
  return eventWrite(policies.key(policyNumber).PK, {
    type,
    caseId: policyNumber,
    version,
    at: updatedAt,
    actor,
    data: { policyNumber, customerId, branchId, line, status, effectiveAt, expiresAt },
  });
}

function customerPartition(customerId: string): string {
  return `CUSTOMER#${customerId}#POLICIES`;
}
