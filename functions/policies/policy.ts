import { isDeepStrictEqual } from 'node:util';
import type { Money } from '../platform/money.ts';

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

/** A contract of insurance. Cover runs from `effectiveAt` up to, not including, `expiresAt`. */
export interface Policy {
  readonly policyNumber: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly line: (typeof lines)[number];
  readonly plan: string;
  readonly coverage?: string | undefined;
  readonly status: (typeof policyStatuses)[number];
  /** RFC 3339, UTC. */
  readonly effectiveAt: string;
  readonly expiresAt: string;
  /** Days from `effectiveAt` on which nothing is covered yet. */
  readonly waitingDays: number;
  readonly perils: readonly Cause[];
  readonly sumInsured: Money;
  /** Paid or reserved by claims. */
  readonly limitUsed: Money;
  readonly deductible?: Money | undefined;
  readonly premium?: Money | undefined;
  readonly premiumFrequency?: (typeof premiumFrequencies)[number] | undefined;
  readonly externalRef?: string | undefined;
  readonly profile?: Readonly<Record<string, string>> | undefined;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What the core system says of a policy; the service adds the rest. */
export type PolicyTerms = Omit<Policy, 'customerId' | 'branchId' | 'limitUsed' | 'version' | 'createdAt' | 'updatedAt'>;

/** A policy as it is taken on; nothing of its limit is used. */
export function issuePolicy(terms: PolicyTerms, owner: { customerId: string; branchId: string }, now: Date): Policy {
  const at = now.toISOString();
  const { customerId, branchId } = owner;
  const limitUsed = { amount: 0, currency: terms.sumInsured.currency };
  return { ...terms, customerId, branchId, limitUsed, version: 1, createdAt: at, updatedAt: at };
}

/**
 * The policy as an imported row has it, or the same object when the row says nothing new. What claims have used of the
 * limit stays.
 */
export function replaceTerms(
  policy: Policy,
  terms: PolicyTerms,
  owner: { customerId: string; branchId: string },
  now: Date,
): Policy {
  const { limitUsed, version, createdAt, updatedAt } = policy;
  const { customerId, branchId } = owner;
  const next = { ...terms, customerId, branchId, limitUsed, version, createdAt, updatedAt };
  if (isDeepStrictEqual(next, policy)) return policy;
  return { ...next, version: version + 1, updatedAt: now.toISOString() };
}
