import { isDeepStrictEqual } from 'node:util';
import { derivedId } from '../platform/ids.ts';
import { entityOf } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Item, Key, Range, Table, Write } from '../platform/record/table.ts';
import { type Customer, changedFields } from './customer.ts';
import { indexed } from './search-name.ts';

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

/** The customers whose name begins like that, by name; of one branch, or of all. */
export function customersByName(prefix: string, branchId: string | undefined): Range {
  const { first, sorted } = indexed(prefix);
  const index = branchId === undefined ? 'GSI1' : 'GSI2';
  return { index, partition: namePartition(first, branchId), prefix: sorted };
}

/** The contact items of a telephone number (E.164), which name the customers; of one branch, or of all. */
export function contactsByPhone(phone: string, branchId: string | undefined): Range {
  return { index: 'GSI1', partition: phonePartition(phone), ...(branchId !== undefined && { where: { branchId } }) };
}

/** The same of a national id: it is not unique, as a person may be on record twice. */
export function contactsByNationalId(nationalIdHash: string, branchId: string | undefined): Range {
  const partition = nationalIdPartition(nationalIdHash);
  return { index: 'GSI2', partition, ...(branchId !== undefined && { where: { branchId } }) };
}

/**
 * The writes of a new customer. The item of its externalRef is what makes that number unique, whoever writes at the
 * same time; it fails as `already-exists`.
 */
export function createCustomer(customer: Customer): Write[] {
  return [{ create: toItem(customer) }, ...refWrites(customer), ...contactWrites(customer)];
}

/** The writes of a changed customer: itself, what it is found by, and the event, which names fields and no values. */
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
    ...contactWrites(after, before),
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

/**
 * The item that finds a customer by telephone and national id. The customer's own index keys are taken by its name, and
 * one item for both is one action of a transaction less than two. Its customer is written with it and guards it.
 */
function contactWrites(after: Customer, before?: Customer): Write[] {
  const contact = contactItem(after);
  const known = before && contactItem(before);
  const same = known ? isDeepStrictEqual(contact, known) : !('GSI1PK' in contact || 'GSI2PK' in contact);
  return same ? [] : [{ put: contact }];
}

function contactItem({ customerId, branchId, phone, nationalIdHash }: Customer): Item {
  return {
    PK: partitionOf(customerId),
    SK: 'CONTACT',
    ...(phone !== undefined && { GSI1PK: phonePartition(phone), GSI1SK: customerId }),
    ...(nationalIdHash !== undefined && { GSI2PK: nationalIdPartition(nationalIdHash), GSI2SK: customerId }),
    entity: 'customer-contact',
    customerId,
    branchId,
  };
}

/** By name among all, and among those of the branch, so that staff of a small one do not read through a large company. */
function toItem(customer: Customer): Item {
  const { customerId, branchId, name } = customer;
  const { first, sorted } = indexed(name);
  return {
    ...keyOf(customerId),
    GSI1PK: namePartition(first, undefined),
    GSI1SK: `${sorted}#${customerId}`,
    GSI2PK: namePartition(first, branchId),
    GSI2SK: `${sorted}#${customerId}`,
    entity: 'customer',
    ...customer,
  };
}

function namePartition(first: string, branchId: string | undefined): string {
  return branchId === undefined ? `CUSTOMER_NAME#${first}` : `BRANCH#${branchId}#CUSTOMER_NAME#${first}`;
}

function phonePartition(phone: string): string {
  return `CUSTOMER_PHONE#${phone}`;
}

/** Not the stored hash itself: a cursor shows the keys where its page ended. */
function nationalIdPartition(nationalIdHash: string): string {
  return `CUSTOMER_NATIONAL_ID#${derivedId('nid', nationalIdHash)}`;
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
