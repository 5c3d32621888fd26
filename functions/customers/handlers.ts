import { type AccessSettings, accessSettings } from '../access/access-settings.ts';
import { headOffice, isOwn, type Principal } from '../platform/http/auth.ts';
import { assertMatch, etag } from '../platform/http/etag.ts';
import { importRows } from '../platform/http/import-rows.ts';
import type { Handlers } from '../platform/http/route.ts';
import { newId } from '../platform/ids.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import { type Actor, actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { assertBranch, bornLater, type Customer, patchCustomer, registerCustomer } from './customer.ts';
import { createCustomer, getCustomersByRef, registeredEvent, updateCustomer } from './customer-store.ts';
import { says } from './customer-wordings.ts';
import { customerRows, detailsOf } from './import-customers.ts';
import type { routes } from './routes.ts';
import { searchCustomers } from './search.ts';
import { visibleCustomer } from './visible-customer.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: () => Date;
  /** The key of the hash over national ids. */
  readonly identityKey: () => Promise<string>;
  /** What is asked of those who search; by default as the promise pack says. */
  readonly access?: AccessSettings;
}

export const handlers: Handlers<typeof routes, Deps> = {
  registerCustomer: async (deps, { body, principal, now }) => {
    const branchId = body.branchId ?? principal.branchId ?? headOffice;
    assertBranch(principal, branchId);
    const wrong = bornLater(body, now);
    if (wrong) throw invalid(wrong.pointer, wrong.detail);
    const details = await detailsOf(body, deps.identityKey);
    const customer = registerCustomer(newId('cus', now), details, branchId, now);
    return {
      status: 201,
      body: view(customer),
      headers: { ...etag(customer.version), location: `/v1/customers/${customer.customerId}` },
      writes: [...createCustomer(customer), registeredEvent(customer, actorOf(principal))],
    };
  },

  /** Commits by itself, since 100 rows need several transactions; see importRows for why a repeat does no harm. */
  loadCustomers: async ({ table, identityKey }, { body, principal, language, now }) => {
    const kind = customerRows({ actor: actorOf(principal), now, identityKey });
    const results = await importRows(table, body.items, kind, language);
    return { status: 200, body: { results } };
  },

  searchCustomers: async (deps, { body, principal, accessReason }) => {
    const { searchNeedsReason } = deps.access ?? accessSettings;
    if (searchNeedsReason && accessReason === undefined) throw invalid('header/x-access-reason', says.reasonNeeded);
    const { items, ...rest } = await searchCustomers(deps, body, principal);
    const about = items.map(({ customerId }) => customerId);
    return { status: 200, body: { items: items.map(found), ...rest }, about };
  },

  getCustomer: async ({ table }, { params, principal }) => {
    const customer = await visibleCustomer(table, principal, params.customerId);
    return { status: 200, body: view(customer), headers: etag(customer.version), about: [customer.customerId] };
  },

  patchCustomer: async ({ table }, { params, body, principal, ifMatch, now }) => {
    const customer = await visibleCustomer(table, principal, params.customerId);
    assertMatch(ifMatch, customer.version);
    const next = patchCustomer(customer, body, principal);
    if (next.externalRef !== undefined && next.externalRef !== customer.externalRef) {
      const [taken] = await getCustomersByRef(table, [next.externalRef]);
      if (taken) throw new DomainError('already-exists', says.externalRefTaken);
    }
    const { after, writes } =
      next === customer
        ? { after: customer, writes: [] }
        : updateCustomer(customer, next, author(customer, principal), now);
    return { status: 200, body: view(after), headers: etag(after.version), writes };
  },
};

function view({ nationalIdHash, ...customer }: Customer) {
  return customer;
}

function found({ customerId, kind, name, branchId, phone, externalRef }: Customer) {
  return { customerId, kind, name, branchId, phoneLast4: phone?.slice(-4), externalRef };
}

/** Events travel to other systems, and a customer's own name is personal data. */
function author(customer: Customer, principal: Principal): Actor {
  return isOwn(principal, customer) ? { sub: principal.sub, name: 'customer' } : actorOf(principal);
}
