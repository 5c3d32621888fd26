import { type Principal, visible } from '../platform/http/auth.ts';
import type { Table } from '../platform/record/table.ts';
import type { Customer } from './customer.ts';
import { customers } from './customer-store.ts';
import { says } from './customer-wordings.ts';

/** The customer, if the caller may know of it. Throws `not-found`. */
export async function visibleCustomer(table: Table, principal: Principal, customerId: string): Promise<Customer> {
  return visible(principal, await customers.get(table, customerId), says.record);
}
