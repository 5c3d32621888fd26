import { isDeepStrictEqual } from 'node:util';
import { isOwn, maySee, type Principal } from '../platform/http/auth.ts';
import { DomainError, type FieldError } from '../platform/problems.ts';
import { says } from './customer-wordings.ts';

export const languages = ['zh-CN', 'en'] as const;
export const customerKinds = ['person', 'company'] as const;

/** A person or a company that the insurer serves. */
export interface Customer {
  readonly customerId: string;
  readonly kind: (typeof customerKinds)[number];
  readonly name: string;
  readonly language: (typeof languages)[number];
  readonly email?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
  /** YYYY-MM-DD. */
  readonly birthDate?: string | undefined;
  readonly nationalIdLast4?: string | undefined;
  /** Keyed hash: finds the same person again, and leaves the service in no response. */
  readonly nationalIdHash?: string | undefined;
  readonly address?: string | undefined;
  readonly branchId: string;
  /** The core system's own number for the customer; unique. */
  readonly externalRef?: string | undefined;
  readonly profile?: Readonly<Record<string, string>> | undefined;
  readonly consent?: { readonly marketing: boolean } | undefined;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a caller says of a customer; the service adds the rest. */
export type CustomerDetails = Omit<
  Customer,
  'customerId' | 'branchId' | 'language' | 'version' | 'createdAt' | 'updatedAt'
> & {
  readonly branchId?: string | undefined;
  readonly language?: Customer['language'] | undefined;
};

/** A merge patch (RFC 7396): null takes a field away. */
export type CustomerPatch = { readonly [Field in PatchField]?: Customer[Field] | null | undefined };
type PatchField = 'email' | 'phone' | 'address' | 'language' | 'consent' | 'name' | 'branchId' | 'externalRef';

/** What customers say of themselves; the rest of a patch is for staff. */
const own: ReadonlySet<string> = new Set(['email', 'phone', 'address', 'language', 'consent']);

export function registerCustomer(customerId: string, details: CustomerDetails, branchId: string, now: Date): Customer {
  const at = now.toISOString();
  const language = details.language ?? 'zh-CN';
  return defined({ ...details, language, customerId, branchId, version: 1, createdAt: at, updatedAt: at });
}

/**
 * The customer as an imported row has it, or the same object when the row says nothing new. The row replaces what is
 * stored, and leaves alone what it does not carry but the customer has told us: consent, language, national id, branch.
 */
export function replaceDetails(customer: Customer, details: CustomerDetails, now: Date): Customer {
  const { customerId, branchId, language, consent, nationalIdHash, nationalIdLast4, version, createdAt } = customer;
  const kept = { customerId, branchId, language, consent, nationalIdHash, nationalIdLast4, version, createdAt };
  const next = defined({ ...kept, ...defined(details), updatedAt: customer.updatedAt }) as Customer;
  return isDeepStrictEqual(next, defined(customer)) ? customer : touched(next, now);
}

/** The customer after a patch, or the same object when nothing changes. Throws `forbidden`, `illegal-state`. */
export function patchCustomer(customer: Customer, patch: CustomerPatch, by: Principal, now: Date): Customer {
  const staffOnly = Object.keys(patch).filter((field) => !own.has(field));
  if (staffOnly.length > 0 && (isOwn(by, customer) || by.roles.every((role) => role === 'customer'))) {
    throw new DomainError('forbidden', says.staffOnly(staffOnly.join(', ')));
  }
  if (patch.branchId) assertBranch(by, patch.branchId);
  if (patch.externalRef && customer.externalRef !== undefined && patch.externalRef !== customer.externalRef) {
    throw new DomainError('illegal-state', says.externalRefKept);
  }
  const next = defined({ ...customer, ...patch }) as Customer;
  return isDeepStrictEqual(next, defined(customer)) ? customer : touched(next, now);
}

/** What no schema can tell without a clock: nobody is born after today, which begins first at UTC+14. */
export function bornLater({ birthDate }: Pick<Customer, 'birthDate'>, now: Date): FieldError | undefined {
  const today = new Date(now.getTime() + 14 * 60 * 60 * 1000).toISOString().slice(0, 10);
  if (birthDate === undefined || birthDate <= today) return undefined;
  return { pointer: '/birthDate', detail: says.bornLater };
}

/** Throws `forbidden` where staff of one branch put a record into another. */
export function assertBranch(by: Principal, branchId: string): void {
  if (!maySee(by, { branchId })) throw new DomainError('forbidden', says.ownBranch);
}

/** The names of the fields that differ, for events, which carry no personal data. */
export function changedFields(before: Customer, after: Customer): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Customer>;
  for (const field of ['version', 'updatedAt', 'nationalIdLast4'] as const) fields.delete(field);
  return [...fields].filter((field) => !isDeepStrictEqual(before[field], after[field])).sort();
}

function touched(customer: Customer, now: Date): Customer {
  return { ...customer, version: customer.version + 1, updatedAt: now.toISOString() };
}

/** Without the fields that are undefined or null, which are not stored. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && field !== null)) as T;
}
