import type { Customer } from '../customers/customer.ts';
import { customers, getCustomersByRef } from '../customers/customer-store.ts';
import type { RowDecision, RowKind } from '../platform/http/import-rows.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { changePolicy, statementOf } from './policy-change.ts';
import { type NewPolicy, newPolicy } from './policy-schemas.ts';
import { policies, policyId, termsBackTo } from './policy-store.ts';
import { type Terms, takeOn, wrongValidFrom } from './policy-terms.ts';
import { says } from './policy-wordings.ts';

/**
 * How rows of policies come in: found by policyNumber, a new one taken on, else the next term of the one that is there, or a
 * correction of one; the customer must be there. As with customers, a first load makes no events.
 */
export function policyRows(by: { actor: Actor; now: Date }): RowKind<NewPolicy> {
  return {
    schema: newPolicy,
    keyOf: (row) => policyId(row.policyNumber),
    decide: async (table, rows) => {
      const [owners, stored] = await Promise.all([ownersOf(table, rows), storedTerms(table, rows)]);
      return rows.map((row, place) => decide(row, owners[place], stored[place], by));
    },
  };
}

/** The terms of each row's policy, as far back as the row reaches. */
async function storedTerms(table: Table, rows: readonly NewPolicy[]): Promise<readonly (Terms | undefined)[]> {
  const heads = await policies.getMany(
    table,
    rows.map((row) => row.policyNumber),
  );
  return Promise.all(
    rows.map(({ effectiveAt }, place) => {
      const head = heads[place];
      return head && termsBackTo(table, head, effectiveAt);
    }),
  );
}

function decide(
  row: NewPolicy,
  owner: Customer | undefined,
  terms: Terms | undefined,
  by: { actor: Actor; now: Date },
): RowDecision {
  if (!owner) return { errors: [noCustomer(row)] };
  if (terms) {
    const changed = changePolicy(row, owner, terms, by);
    return 'errors' in changed ? changed : { id: changed.after.policyNumber, writes: changed.writes };
  }
  const when = { validFrom: row.validFrom, now: by.now };
  const wrong = wrongValidFrom(row, when);
  if (wrong) return { errors: [wrong] };
  const policy = takeOn(statementOf(row, owner), when);
  return { id: policy.policyNumber, writes: [policies.create(policy, 'already-exists')] };
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
