import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { isOwn, maySee, type Principal } from '../platform/http/auth.ts';
import { DomainError, type FieldError } from '../platform/problems.ts';
import { begun, versioned } from '../platform/record/entity.ts';
import { says } from './customer-wordings.ts';

export const languages = ['zh-CN', 'en'] as const;
export const customerKinds = ['person', 'company'] as const;

/** A person or a company that the insurer serves. */
export const customerSchema = z.lazy(() =>
  z.object({
    ...versioned,
    customerId: z.string(),
    kind: z.enum(customerKinds),
    name: z.string(),
    language: z.enum(languages),
    email: z.string().optional(),
    /** E.164. */
    phone: z.string().optional(),
    /** YYYY-MM-DD. */
    birthDate: z.string().optional(),
    nationalIdLast4: z.string().optional(),
    /** Keyed hash: finds the same person again, and leaves the service in no response. */
    nationalIdHash: z.string().optional(),
    address: z.string().optional(),
    branchId: z.string(),
    /** The core system's own number for the customer; unique. */
    externalRef: z.string().optional(),
    profile: z.record(z.string(), z.string()).optional(),
    consent: z.object({ marketing: z.boolean() }).optional(),
  }),
);
export type Customer = Readonly<z.infer<typeof customerSchema>>;

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
  const language = details.language ?? 'zh-CN';
  return defined({ ...details, language, customerId, branchId, ...begun(now) });
}

/**
 * The customer as an imported row has it, or the same object when the row says nothing new. The row replaces what is
 * stored, and leaves alone what it does not carry but the customer has told us: consent, language, national id, branch.
 */
export function replaceDetails(customer: Customer, details: CustomerDetails): Customer {
  const { customerId, branchId, language, consent, nationalIdHash, nationalIdLast4 } = customer;
  const { version, createdAt, updatedAt } = customer;
  const kept = {
    customerId,
    branchId,
    language,
    consent,
    nationalIdHash,
    nationalIdLast4,
    version,
    createdAt,
    updatedAt,
  };
  const next = defined({ ...kept, ...present(details) });
  return isDeepStrictEqual(next, defined(customer)) ? customer : next;
}

/** The customer after a patch, or the same object when nothing changes. Throws `forbidden`, `illegal-state`. */
export function patchCustomer(customer: Customer, patch: CustomerPatch, by: Principal): Customer {
  const staffOnly = Object.keys(patch).filter((field) => !own.has(field));
  if (staffOnly.length > 0 && (isOwn(by, customer) || by.roles.every((role) => role === 'customer'))) {
    throw new DomainError('forbidden', says.staffOnly(staffOnly.join(', ')));
  }
  if (patch.branchId) assertBranch(by, patch.branchId);
  if (patch.externalRef && customer.externalRef !== undefined && patch.externalRef !== customer.externalRef) {
    throw new DomainError('illegal-state', says.externalRefKept);
  }
  const next = defined({ ...customer, ...patch });
  return isDeepStrictEqual(next, defined(customer)) ? customer : next;
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
  const unsaid = new Set(['version', 'updatedAt', 'nationalIdLast4']);
  const told: Readonly<Record<string, unknown>> = after;
  const known: Readonly<Record<string, unknown>> = before;
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => !unsaid.has(field) && !isDeepStrictEqual(known[field], told[field])).sort();
}

/** The customer without the fields that are undefined or null, which are not stored. */
function defined(fields: Readonly<Record<string, unknown>>): Customer {
  return customerSchema.parse(present(fields));
}

function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}
