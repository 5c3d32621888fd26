import type { BreakdownCode, DocumentCode } from '../notifications/templates/labels.ts';
import type { Actor } from '../platform/events.ts';
import type { Money } from '../platform/money.ts';
import { DomainError } from '../platform/problems.ts';
import type { Cause } from '../policies/policy.ts';
import type { AdjudicationDecision } from './claim-decisions.ts';
import { says } from './claim-wordings.ts';
import type { Doubt } from './cover.ts';

/** Each state and where it may lead; `WITHDRAWN` is open until payment is ordered, for then the money is on its way. */
const transitions = {
  REPORTED: ['REGISTERED', 'WITHDRAWN'],
  REGISTERED: ['TRIAGED', 'WITHDRAWN'],
  TRIAGED: ['FAST_TRACK', 'SURVEY', 'INJURY_CARE', 'ADJUDICATION', 'WITHDRAWN'],
  FAST_TRACK: ['ADJUDICATION', 'WITHDRAWN'],
  SURVEY: ['ASSESSED', 'WITHDRAWN'],
  ASSESSED: ['ADJUDICATION', 'WITHDRAWN'],
  INJURY_CARE: ['ADJUDICATION', 'WITHDRAWN'],
  ADJUDICATION: ['DOCUMENTS_REQUESTED', 'APPROVED', 'PARTIALLY_APPROVED', 'DENIED', 'WITHDRAWN'],
  DOCUMENTS_REQUESTED: ['ADJUDICATION', 'WITHDRAWN'],
  APPROVED: ['OFFERED', 'WITHDRAWN'],
  PARTIALLY_APPROVED: ['OFFERED', 'WITHDRAWN'],
  OFFERED: ['AGREED', 'DISPUTED', 'WITHDRAWN'],
  DISPUTED: ['ADJUDICATION', 'WITHDRAWN'],
  AGREED: ['PAYMENT_ORDERED', 'WITHDRAWN'],
  /** A payment that failed for good leaves the claim agreed: it is paid anew, or withdrawn. */
  PAYMENT_ORDERED: ['PAID', 'AGREED'],
  PAID: ['CLOSED'],
  DENIED: ['CLOSED'],
  CLOSED: [],
  WITHDRAWN: [],
} as const satisfies Record<string, readonly string[]>;

export type ClaimStatus = keyof typeof transitions;
export const claimStatuses = Object.keys(transitions) as [ClaimStatus, ...ClaimStatus[]];

/** Who handles a claim and how: decided once, by triage. */
export type Track = 'fast-track' | 'survey' | 'injury' | 'senior';

export interface Payee {
  readonly name: string;
  readonly account?: string | undefined;
  readonly bank?: string | undefined;
}

/** A decision that a second person must confirm. */
export interface Proposal {
  readonly decision: Exclude<AdjudicationDecision, { outcome: 'request-documents' }>;
  readonly maker: Actor;
}

export interface Claim {
  readonly claimId: string;
  readonly reference: string;
  readonly policyNumber: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly status: ClaimStatus;
  readonly lossAt: string;
  readonly cause: Cause;
  readonly description: string;
  readonly location?: string | undefined;
  readonly estimate?: Money | undefined;
  readonly injury: boolean;
  readonly reporter: { readonly name: string; readonly phone: string; readonly relation: string };
  /** Longer than a year: how long the evidence must be kept depends on it (art. 87). */
  readonly longTerm: boolean;
  readonly track?: Track;
  readonly doubts?: readonly Doubt[];
  /** The one task that the claim waits for; tasks of the past are found by the case. */
  readonly openTaskId?: string;
  readonly documentsRequested?: readonly DocumentCode[];
  readonly documentsReceived?: readonly DocumentCode[];
  readonly assessed?: Money;
  readonly approved?: Money;
  /** How the approved amount is made up, as the customer is told. */
  readonly offer?: { readonly breakdown: readonly { label: BreakdownCode; amount: Money }[]; readonly clause?: string };
  readonly proposal?: Proposal;
  /** Taken from the policy's limit by the approval, until it is paid or given back. */
  readonly reserved?: Money;
  readonly agreedAt?: string;
  readonly payee?: Payee;
  readonly paymentOrderId?: string;
  readonly paymentAttempts?: number;
  readonly paid?: Money;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One step of a claim's history: the event that tells it and what it sets. */
export interface ClaimChange {
  /** `registered` for the event `claim.registered.v1`. */
  readonly happened: string;
  readonly set: Partial<Omit<Claim, 'claimId' | 'version' | 'createdAt' | 'updatedAt'>>;
  readonly data?: Readonly<Record<string, unknown>>;
  /** In somebody's own words. */
  readonly note?: string | undefined;
}

/** The claim after a change. Throws `illegal-state` for a transition that the lifecycle does not have. */
export function evolve(claim: Claim, change: ClaimChange, now: Date): Claim {
  const status = change.set.status ?? claim.status;
  if (status !== claim.status) assertMay(claim, status);
  return { ...claim, ...change.set, version: claim.version + 1, updatedAt: now.toISOString() };
}

/** Throws `illegal-state` when the claim cannot go to `status` from where it is. */
export function assertMay(claim: Pick<Claim, 'status'>, status: ClaimStatus): void {
  const next: readonly ClaimStatus[] = transitions[claim.status];
  if (!next.includes(status)) throw new DomainError('illegal-state', says.cannotBecome(claim.status, status));
}

/** The execution of a claim's lifecycle; derived, so that starting it twice starts it once. */
export function executionName(claimId: string): string {
  return `claim-${claimId}-1`;
}

/** Stops a workflow step on a claim that was withdrawn; the workflow catches it by this name and ends. */
export function assertNotWithdrawn(claim: Claim): void {
  if (claim.status === 'WITHDRAWN') throw new DomainError('claim-withdrawn', says.withdrawn);
}
