import type { Customer } from '../customers/customer.ts';
import { customers, getCustomersByRef } from '../customers/customer-store.ts';
import type { RowDecision, RowKind } from '../platform/http/import-rows.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { issuePolicy, type Policy, replaceTerms } from './policy.ts';
import { type NewPolicy, newPolicy } from './policy-schemas.ts';
import { policies, policyEvent } from './policy-store.ts';
import { says } from './policy-wordings.ts';

/**
 * How rows of policies come in: found by policyNumber, created or replaced; the customer must be there. As with
 * customers, a first load makes no events.
 */
export function policyRows(by: { actor: Actor; now: Date }): RowKind<NewPolicy> {
  return {
    schema: newPolicy,
    keyOf: (row) => row.policyNumber,
    decide: async (table, rows) => {
      const [owners, stored] = await Promise.all([
        ownersOf(table, rows),
        policies.getMany(
          table,
          rows.map((row) => row.policyNumber),
        ),
      ]);
      return rows.map((row, place) => decide(row, owners[place], stored[place], by));
    },
  };
}

function decide(
  row: NewPolicy,
  owner: Customer | undefined,
  stored: Policy | undefined,
  by: { actor: Actor; now: Date },
): RowDecision {
  if (!owner) return { errors: [noCustomer(row)] };
  const { customerId } = owner;
  if (!stored) {
    const policy = issuePolicy(termsOf(row), { customerId, branchId: row.branchId ?? owner.branchId }, by.now);
    return { id: policy.policyNumber, writes: [policies.create(policy, 'already-exists')] };
  }
  const branchId = row.branchId ?? (stored.customerId === customerId ? stored.branchId : owner.branchId);
  if (row.sumInsured.currency !== stored.limitUsed.currency && stored.limitUsed.amount > 0) {
    return { errors: [{ pointer: '/sumInsured/currency', detail: says.limitInOtherCurrency }] };
  }
  const next = replaceTerms(stored, termsOf(row), { customerId, branchId });
  const id = stored.policyNumber;
  if (next === stored) return { id, writes: [] };
  const { after, write } = policies.replace(stored, next, by.now);
  return { id, writes: [write, policyEvent('policy.updated.v1', after, by.actor)] };
}

/** Whose policies these are, in their order. */
export async function ownersOf(
  table: Table,
  rows: readonly Pick<NewPolicy, 'customerId' | 'customerExternalRef'>[],
): Promise<readonly (Customer | undefined)[]> {
  const ids = rows.flatMap(({ customerId }) => (customerId === undefined ? [] : [customerId]));
  const refs = rows.flatMap(({ customerExternalRef }) =>
    customerExternalRef === undefined ? [] : [customerExternalRef],
  );
  const [withId, withRef] = await Promise.all([customers.getMany(table, ids), getCustomersByRef(table, refs)]);
  const byId = new Map(ids.map((id, place) => [id, withId[place]]));
  const byRef = new Map(refs.map((ref, place) => [ref, withRef[place]]));
  return rows.map(({ customerId, customerExternalRef }) =>
    customerId === undefined ? byRef.get(customerExternalRef ?? '') : byId.get(customerId),
  );
}

export function noCustomer(row: Pick<NewPolicy, 'customerId'>) {
  const pointer = row.customerId === undefined ? '/customerExternalRef' : '/customerId';
  return { pointer, detail: says.noCustomer };
}

export function termsOf({ customerId, customerExternalRef, branchId, ...terms }: NewPolicy) {
  return terms;
}
