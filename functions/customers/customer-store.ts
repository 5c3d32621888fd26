import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { derivedId } from '../platform/ids.ts';
import { entity, type List } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { type Customer, changedFields, customerSchema } from './customer.ts';
import { indexed } from './search-name.ts';

/** By name among all, and among those of the branch, so that staff of a small one do not read through a large company. */
export const customers = entity({
  type: 'customer',
  schema: customerSchema,
  id: ({ customerId }) => customerId,
  apart: ['nationalIdHash', 'nationalIdLast4', 'birthDate', 'address', 'email', 'profile', 'consent'],
  indexes: ({ customerId, branchId, name }) => {
    const { first, sorted } = indexed(name);
    const sort = `${sorted}#${customerId}`;
    return { GSI1: [namePartition(first, undefined), sort], GSI2: [namePartition(first, branchId), sort] };
  },
});

/** The core system's number, which is unique because its record is. */
const refs = entity({
  type: 'customer-ref',
  schema: z.object({ externalRef: z.string(), customerId: z.string(), createdAt: z.iso.datetime() }),
  id: ({ externalRef }) => externalRef,
});

/**
 * What finds a customer by telephone and national id. The customer's own indexes are taken by its name, and
 * one record for both is one action of a transaction less than two. Its customer is written with it and guards it.
 */
const contacts = entity({
  type: 'customer-contact',
  schema: z.object({
    customerId: z.string(),
    branchId: z.string(),
    phone: z.string().optional(),
    nationalIdHash: z.string().optional(),
  }),
  id: ({ customerId }) => customerId,
  key: (customerId) => ({ PK: customers.key(customerId).PK, SK: 'CONTACT' }),
  apart: ['phone', 'nationalIdHash'],
  indexes: ({ customerId, phone, nationalIdHash }) => ({
    GSI1: phone === undefined ? undefined : [phonePartition(phone), customerId],
    GSI2: nationalIdHash === undefined ? undefined : [nationalIdPartition(nationalIdHash), customerId],
  }),
});
export type Contact = Parameters<typeof contacts.put>[0];

/** Customers by the core system's number, in the order asked for. */
export async function getCustomersByRef(
  table: Table,
  externalRefs: readonly string[],
): Promise<readonly (Customer | undefined)[]> {
  const found = await refs.getMany(table, externalRefs);
  const known = await customers.getMany(
    table,
    found.flatMap((ref) => (ref ? [ref.customerId] : [])),
  );
  const byId = new Map(known.map((customer) => [customer?.customerId, customer]));
  return found.map((ref) => ref && byId.get(ref.customerId));
}

/** The customers whose name begins like that, by name; of one branch, or of all. */
export function customersByName(prefix: string, branchId: string | undefined): List<Customer> {
  const { first, sorted } = indexed(prefix);
  const index = branchId === undefined ? 'GSI1' : 'GSI2';
  return customers.list({ index, partition: namePartition(first, branchId), prefix: sorted });
}

/** The contacts of a telephone number (E.164), which name the customers; of one branch, or of all. */
export function contactsByPhone(phone: string, branchId: string | undefined): List<Contact> {
  return contacts.list({ index: 'GSI1', partition: phonePartition(phone), ...ofBranch(branchId) });
}

/** The same of a national id: it is not unique, as a person may be on record twice. */
export function contactsByNationalId(nationalIdHash: string, branchId: string | undefined): List<Contact> {
  return contacts.list({ index: 'GSI2', partition: nationalIdPartition(nationalIdHash), ...ofBranch(branchId) });
}

/**
 * The writes of a new customer. The record of its externalRef is what makes that number unique, whoever writes at the
 * same time; it fails as `already-exists`.
 */
export function createCustomer(customer: Customer): Write[] {
  return [customers.create(customer), ...refWrites(customer), ...contactWrites(customer)];
}

/** A changed customer and its writes: itself, what it is found by, and the event, which names fields and no values. */
export function updateCustomer(
  before: Customer,
  changed: Customer,
  actor: Actor,
  now: Date,
): { after: Customer; writes: Write[] } {
  const { after, write } = customers.replace(before, changed, now);
  const event = {
    type: 'customer.updated.v1',
    caseId: after.customerId,
    version: after.version,
    at: after.updatedAt,
    actor,
    data: { fields: changedFields(before, after), branchId: after.branchId },
  };
  const ref = before.externalRef === after.externalRef ? [] : refWrites(after);
  return { after, writes: [write, ...ref, ...contactWrites(after, before), eventWrite(historyKey(after), event)] };
}

/** What `POST /v1/customers` adds to the writes, so that other services hear of a customer that came in person. */
export function registeredEvent(customer: Customer, actor: Actor): Write {
  return eventWrite(historyKey(customer), {
    type: 'customer.registered.v1',
    caseId: customer.customerId,
    version: customer.version,
    at: customer.createdAt,
    actor,
    data: { kind: customer.kind, branchId: customer.branchId },
  });
}

function refWrites({ externalRef, customerId, createdAt }: Customer): Write[] {
  return externalRef === undefined ? [] : [refs.create({ externalRef, customerId, createdAt }, 'already-exists')];
}

function contactWrites(after: Customer, before?: Customer): Write[] {
  const contact = contactOf(after);
  const known = before && contactOf(before);
  const same = known ? isDeepStrictEqual(contact, known) : !contact.phone && !contact.nationalIdHash;
  return same ? [] : [contacts.put(contact)];
}

function contactOf({ customerId, branchId, phone, nationalIdHash }: Customer): Contact {
  return { customerId, branchId, phone, nationalIdHash };
}

function ofBranch(branchId: string | undefined) {
  return branchId === undefined ? {} : { where: { branchId } };
}

function namePartition(first: string, branchId: string | undefined): string {
  return branchId === undefined ? `CUSTOMER_NAME#${first}` : `BRANCH#${branchId}#CUSTOMER_NAME#${first}`;
}

function phonePartition(phone: string): string {
  return `CUSTOMER_PHONE#${phone}`;
}

/** Not the stored hash itself: whoever may read an index is told nothing that the record keeps apart. */
function nationalIdPartition(nationalIdHash: string): string {
  return `CUSTOMER_NATIONAL_ID#${derivedId('nid', nationalIdHash)}`;
}

function historyKey({ customerId }: Customer): string {
  return customers.key(customerId).PK;
}
