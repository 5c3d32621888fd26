import { headOffice } from '../platform/http/auth.ts';
import type { RowDecision, RowKind } from '../platform/http/import-rows.ts';
import { newId } from '../platform/ids.ts';
import type { Actor } from '../platform/record/events.ts';
import { bornLater, type Customer, type CustomerDetails, registerCustomer, replaceDetails } from './customer.ts';
import { type CustomerRow, customerRow, type NewCustomer } from './customer-schemas.ts';
import { createCustomer, getCustomersByRef, updateCustomer } from './customer-store.ts';
import { identityOf } from './identity.ts';

/**
 * How rows of customers come in: found by externalRef, created or replaced. A first load makes no events, as nobody
 * waits for millions of them: the record's version 1 says it all. A later change does.
 */
export function customerRows(by: {
  actor: Actor;
  now: Date;
  identityKey: () => Promise<string>;
}): RowKind<CustomerRow> {
  return {
    schema: customerRow,
    keyOf: (row) => row.externalRef,
    decide: async (table, rows) => {
      const stored = await getCustomersByRef(
        table,
        rows.map((row) => row.externalRef),
      );
      return Promise.all(
        rows.map(async (row, place) => decide(stored[place], await detailsOf(row, by.identityKey), by)),
      );
    },
  };
}

function decide(stored: Customer | undefined, details: CustomerDetails, by: { actor: Actor; now: Date }): RowDecision {
  const wrong = bornLater(details, by.now);
  if (wrong) return { errors: [wrong] };
  if (!stored) {
    const customer = registerCustomer(newId('cus', by.now), details, details.branchId ?? headOffice, by.now);
    return { id: customer.customerId, writes: createCustomer(customer) };
  }
  const next = replaceDetails(stored, details);
  const { writes } = next === stored ? { writes: [] } : updateCustomer(stored, next, by.actor, by.now);
  return { id: stored.customerId, writes };
}

/** What a body says of a customer, the national id turned into what may be kept. */
export async function detailsOf(
  { nationalId, ...details }: NewCustomer,
  identityKey: () => Promise<string>,
): Promise<CustomerDetails> {
  return { ...details, ...(nationalId !== undefined && identityOf(nationalId, await identityKey())) };
}
