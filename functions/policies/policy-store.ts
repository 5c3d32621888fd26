import { entityOf } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Item, Key, Range, Table, Write } from '../platform/record/table.ts';
import type { Policy } from './policy.ts';

export async function getPolicy(table: Table, policyNumber: string): Promise<Policy | undefined> {
  const item = await table.get(keyOf(policyNumber));
  return item && entityOf<Policy>(item);
}

/** Policies by number, in the order asked for. */
export async function getPolicies(
  table: Table,
  policyNumbers: readonly string[],
): Promise<readonly (Policy | undefined)[]> {
  const items = await table.getMany(policyNumbers.map(keyOf));
  return items.map((item) => item && entityOf<Policy>(item));
}

/** A customer's policies, the latest term first. */
export function policiesOf(customerId: string): Range {
  return { index: 'GSI1', partition: `CUSTOMER#${customerId}`, prefix: 'POLICY#', newestFirst: true };
}

export function createPolicy(policy: Policy): Write {
  return { create: toItem(policy), conflict: 'already-exists' };
}

/** The write of a changed policy; `read` is the version that the change was made from. */
export function replacePolicy(policy: Policy, read = policy.version - 1): Write {
  return { replace: toItem(policy), read };
}

/** What happened to a policy, told with its change. */
export function policyEvent(type: 'policy.issued.v1' | 'policy.updated.v1', policy: Policy, actor: Actor): Write {
  const { policyNumber, customerId, branchId, line, status, effectiveAt, expiresAt, version, updatedAt } = policy;
  return eventWrite(keyOf(policyNumber).PK, {
    type,
    caseId: policyNumber,
    version,
    at: updatedAt,
    actor,
    data: { policyNumber, customerId, branchId, line, status, effectiveAt, expiresAt },
  });
}

function toItem(policy: Policy): Item {
  return {
    ...keyOf(policy.policyNumber),
    GSI1PK: `CUSTOMER#${policy.customerId}`,
    GSI1SK: `POLICY#${policy.effectiveAt}#${policy.policyNumber}`,
    entity: 'policy',
    ...policy,
  };
}

function keyOf(policyNumber: string): Key {
  return { PK: `POLICY#${policyNumber}`, SK: 'POLICY' };
}
