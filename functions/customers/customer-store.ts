import { entityOf } from '../platform/entity.ts';
import { type Actor, eventWrite } from '../platform/events.ts';
import type { Item, Key, Table, Write } from '../platform/table.ts';
import { type Customer, changedFields } from './customer.ts';

export async function getCustomer(table: Table, customerId: string): Promise<Customer | undefined> {
  const item = await table.get(keyOf(customerId));
  return item && entityOf<Customer>(item);
}

/** Customers by id, in the order asked for. */
export async function getCustomers(
  table: Table,
  customerIds: readonly string[],
): Promise<readonly (Customer | undefined)[]> {
  const items = await table.getMany(customerIds.map(keyOf));
  return items.map((item) => item && entityOf<Customer>(item));
}

/** Customers by the core system's number, in the order asked for. */
export async function getCustomersByRef(
  table: Table,
  externalRefs: readonly string[],
): Promise<readonly (Customer | undefined)[]> {
  const refs = await table.getMany(externalRefs.map(refKeyOf));
  const known = await getCustomers(
    table,
    refs.flatMap((ref) => (ref ? [String(ref.customerId)] : [])),
  );
  const byId = new Map(known.map((customer) => [customer?.customerId, customer]));
  return refs.map((ref) => ref && byId.get(String(ref.customerId)));
}

/**
 * The writes of a new customer. The item of its externalRef is what makes that number unique, whoever writes at the
 * same time; it fails as `already-exists`.
 */
export function createCustomer(customer: Customer): Write[] {
  return [{ create: toItem(customer) }, ...refWrites(customer)];
}

/** The writes of a changed customer: itself, its new externalRef, and the event, which names fields and no values. */
export function updateCustomer(before: Customer, after: Customer, actor: Actor): Write[] {
  const event = {
    type: 'customer.updated.v1',
    caseId: after.customerId,
    version: after.version,
    at: after.updatedAt,
    actor,
    data: { fields: changedFields(before, after), branchId: after.branchId },
  };
  return [
    { replace: toItem(after), read: before.version },
    ...(before.externalRef === after.externalRef ? [] : refWrites(after)),
    eventWrite(partitionOf(after.customerId), event),
  ];
}

/** What `POST /v1/customers` adds to the writes, so that other services hear of a customer that came in person. */
export function registeredEvent(customer: Customer, actor: Actor): Write {
  return eventWrite(partitionOf(customer.customerId), {
    type: 'customer.registered.v1',
    caseId: customer.customerId,
    version: customer.version,
    at: customer.createdAt,
    actor,
    data: { kind: customer.kind, branchId: customer.branchId },
  });
}

function refWrites({ externalRef, customerId, createdAt }: Customer): Write[] {
  if (externalRef === undefined) return [];
  const ref = { ...refKeyOf(externalRef), entity: 'customer-ref', customerId, createdAt };
  return [{ create: ref, conflict: 'already-exists' }];
}

function toItem(customer: Customer): Item {
  return { ...keyOf(customer.customerId), entity: 'customer', ...customer };
}

function keyOf(customerId: string): Key {
  return { PK: partitionOf(customerId), SK: 'CUSTOMER' };
}

function partitionOf(customerId: string): string {
  return `CUSTOMER#${customerId}`;
}

function refKeyOf(externalRef: string): Key {
  return { PK: `CUSTOMER_REF#${externalRef}`, SK: 'CUSTOMER_REF' };
}
