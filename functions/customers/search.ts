import { maySee, type Principal, seesEveryBranch } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { says } from '../platform/platform-wordings.ts';
import { invalid } from '../platform/problems.ts';
import type { List } from '../platform/record/entity.ts';
import type { Table } from '../platform/record/table.ts';
import type { Customer } from './customer.ts';
import type { CustomerSearch } from './customer-schemas.ts';
import {
  type Contact,
  contactsByNationalId,
  contactsByPhone,
  customers,
  customersByName,
  getCustomersByRef,
} from './customer-store.ts';
import { identityOf } from './identity.ts';

type Deps = { readonly table: Table; readonly identityKey: () => Promise<string> };
type Found = { items: Customer[]; nextCursor?: string };

/**
 * A page of the customers that fit, of the branches that the caller may know of. Indexes lag a moment behind the record
 * (eventually consistent), except for externalRef. Throws `invalid-input` for another search's cursor.
 */
export async function searchCustomers(deps: Deps, search: CustomerSearch, by: Principal): Promise<Found> {
  const { table } = deps;
  if (search.externalRef !== undefined) return byRef(table, search.externalRef, search, by);
  // Staff without a branch know of nobody; what an index gives them is never read.
  if (!seesEveryBranch(by) && by.branchId === undefined) return { items: [] };
  const branchId = seesEveryBranch(by) ? undefined : by.branchId;
  if (search.name !== undefined) {
    const shown = { sees: maySee, view: (customer: Customer) => customer };
    return page(table, customersByName(search.name, branchId), asked(search, by), shown, '/cursor');
  }
  if (search.phone !== undefined) return byContact(table, contactsByPhone(search.phone, branchId), search, by);
  const { nationalIdHash } = identityOf(search.nationalId ?? '', await deps.identityKey());
  return byContact(table, contactsByNationalId(nationalIdHash, branchId), search, by);
}

async function byRef(table: Table, externalRef: string, { cursor }: CustomerSearch, by: Principal): Promise<Found> {
  if (cursor !== undefined) throw invalid('/cursor', says.foreignCursor);
  const [customer] = await getCustomersByRef(table, [externalRef]);
  return { items: customer && maySee(by, customer) ? [customer] : [] };
}

async function byContact(table: Table, contacts: List<Contact>, search: CustomerSearch, by: Principal): Promise<Found> {
  const shown = { sees: maySee, view: ({ customerId }: Contact) => customerId };
  const { items, ...rest } = await page(table, contacts, asked(search, by), shown, '/cursor');
  const found = await customers.getMany(table, items);
  // The record is newer than its index: it says whose the number is, and which branch's the customer.
  const fits = (customer: Customer | undefined): customer is Customer =>
    customer !== undefined && maySee(by, customer) && (search.phone === undefined || customer.phone === search.phone);
  return { items: found.filter(fits), ...rest };
}

function asked({ limit, cursor }: CustomerSearch, principal: Principal) {
  return { principal, query: { limit, cursor } };
}
