import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { money } from '../platform/money.ts';
import { begun, versioned } from '../platform/record/entity.ts';

/** What a loss can come from, and what a policy can cover. */
export const causes = [
  'collision',
  'theft',
  'fire',
  'natural-disaster',
  'glass',
  'vandalism',
  'third-party',
  'illness',
  'accident',
  'hospitalisation',
  'baggage',
  'delay',
  'other',
] as const;
export type Cause = (typeof causes)[number];

export const lines = ['motor', 'property', 'travel', 'health', 'accident', 'life'] as const;
/** As the core system keeps it; that a term is over follows from `expiresAt`. */
export const policyStatuses = ['IN_FORCE', 'SUSPENDED', 'CANCELLED', 'TERMINATED'] as const;
export const premiumFrequencies = ['single', 'monthly', 'quarterly', 'half-yearly', 'yearly'] as const;

/** A contract of insurance. Cover runs from `effectiveAt` up to, not including, `expiresAt` (RFC 3339, UTC). */
export const policySchema = z.object({
  ...versioned,
  policyNumber: z.string(),
  customerId: z.string(),
  branchId: z.string(),
  line: z.enum(lines),
  plan: z.string(),
  coverage: z.string().optional(),
  status: z.enum(policyStatuses),
  effectiveAt: z.string(),
  expiresAt: z.string(),
  /** Days from `effectiveAt` on which nothing is covered yet. */
  waitingDays: z.int(),
  perils: z.array(z.enum(causes)),
  sumInsured: money,
  /** Paid or reserved by claims. */
  limitUsed: money,
  deductible: money.optional(),
  premium: money.optional(),
  premiumFrequency: z.enum(premiumFrequencies).optional(),
  externalRef: z.string().optional(),
  profile: z.record(z.string(), z.string()).optional(),
});
export type Policy = Readonly<z.infer<typeof policySchema>>;

/** What the core system says of a policy; the service adds the rest. */
export type PolicyTerms = Omit<Policy, 'customerId' | 'branchId' | 'limitUsed' | 'version' | 'createdAt' | 'updatedAt'>;

/** A policy as it is taken on; nothing of its limit is used. */
export function issuePolicy(terms: PolicyTerms, owner: { customerId: string; branchId: string }, now: Date): Policy {
  const { customerId, branchId } = owner;
  const limitUsed = { amount: 0, currency: terms.sumInsured.currency };
  return { ...terms, customerId, branchId, limitUsed, ...begun(now) };
}

/**
 * The policy as an imported row has it, or the same object when the row says nothing new. What claims have used of the
 * limit stays.
 */
export function replaceTerms(
  policy: Policy,
  terms: PolicyTerms,
  owner: { customerId: string; branchId: string },
): Policy {
  const { limitUsed, version, createdAt, updatedAt } = policy;
  const { customerId, branchId } = owner;
  const next = { ...terms, customerId, branchId, limitUsed, version, createdAt, updatedAt };
  return isDeepStrictEqual(next, policy) ? policy : next;
}
