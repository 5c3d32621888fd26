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

/** What a term covers and costs. It is said of the whole term: a correction applies from its start. */
const cover = {
  line: z.enum(lines),
  plan: z.string(),
  effectiveAt: z.string(),
  expiresAt: z.string(),
  /** Days from `effectiveAt` on which nothing is covered yet. */
  waitingDays: z.int(),
  perils: z.array(z.enum(causes)),
  sumInsured: money,
};
const optionalCover = {
  coverage: z.string(),
  /** What is insured, as it is known by: a number plate, a chassis number, an address, a person. */
  insuredObject: z.string(),
  deductible: money,
  premium: money,
  premiumFrequency: z.enum(premiumFrequencies),
  externalRef: z.string(),
};

/** Who is insured and whether, which may change in the course of a term: it is said from a moment on. */
const standing = { status: z.enum(policyStatuses), customerId: z.string(), branchId: z.string() };

/** What was said of a term at one time, as far as it was new; null for what it said is not so any more. */
export const revision = z.object({
  /** From when in the world it applies. */
  validFrom: z.iso.datetime(),
  /** When it was learnt. */
  recordedAt: z.iso.datetime(),
  stated: z
    .object({
      ...cover,
      ...standing,
      coverage: optionalCover.coverage.nullable(),
      insuredObject: optionalCover.insuredObject.nullable(),
      deductible: optionalCover.deductible.nullable(),
      premium: optionalCover.premium.nullable(),
      premiumFrequency: optionalCover.premiumFrequency.nullable(),
      externalRef: optionalCover.externalRef.nullable(),
    })
    .partial(),
});
export type Revision = Readonly<z.infer<typeof revision>>;

export const coverFields: readonly string[] = [...Object.keys(cover), ...Object.keys(optionalCover)];

/**
 * A term of a contract of insurance. Cover runs from `effectiveAt` up to, not including, `expiresAt` (RFC 3339, UTC). The
 * fields are what was said last; what holds at a moment of the past is told by `policyAt`.
 */
export const policySchema = z.lazy(() =>
  z.object({
    ...versioned,
    policyNumber: z.string(),
    /** Which term of the contract it is: 1, 2 … */
    term: z.int().min(1).default(1),
    /** Since when there was cover without a gap, where that began before this term. */
    insuredSince: z.iso.datetime().optional(),
    ...cover,
    ...z.object(optionalCover).partial().shape,
    ...standing,
    /** Paid or reserved by claims of this term. */
    limitUsed: money,
    /** What else is known; it is no part of the contract. */
    profile: z.record(z.string(), z.string()).optional(),
    /** Everything that was said, from the first on, in the order it was learnt; not there while nothing was ever corrected. */
    revisions: z.array(revision).optional(),
  }),
);
export type Policy = Readonly<z.infer<typeof policySchema>>;

type Kept = 'term' | 'insuredSince' | 'limitUsed' | 'revisions' | 'version' | 'createdAt' | 'updatedAt';
/** All that the core system says of a term; the service adds the rest. */
export type Statement = Omit<Policy, Kept>;
export type Standing = Pick<Policy, keyof typeof standing>;

/** A policy as it is taken on: its first term, of whose limit nothing is used. */
export function firstTerm(said: Statement, now: Date): Policy {
  const limitUsed = { amount: 0, currency: said.sumInsured.currency };
  return { ...said, term: 1, limitUsed, ...begun(now) };
}
