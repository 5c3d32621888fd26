import type { Table } from '../platform/table.ts';
import { getPolicy } from '../policies/policy-store.ts';
import type { Claim } from './claim.ts';
import { claimNotice } from './claim-notices.ts';
import { claimSettings } from './claim-settings.ts';
import { limitLeft } from './cover.ts';
import type { Work } from './waiting.ts';

const hours = claimSettings.taskHours;

/** A surveyor looks at the loss and assesses it. */
export async function surveyWork(table: Table, claim: Claim): Promise<Work> {
  return {
    kind: 'survey',
    queue: 'surveyor',
    hours: hours.survey,
    facts: await factsOf(table, claim),
    opening: { happened: 'survey-ordered', set: { status: 'SURVEY' } },
  };
}

/** Somebody who was hurt is called early, before anybody talks of money. */
export async function injuryWork(table: Table, claim: Claim, now: Date): Promise<Work> {
  return {
    kind: 'injury-contact',
    queue: 'claims-handler',
    hours: hours['injury-contact'],
    facts: await factsOf(table, claim),
    opening: { happened: 'injury-care-started', set: { status: 'INJURY_CARE' } },
    also: (changed) => claimNotice(table, changed, 'claim-injury-contact', { hours: hours['injury-contact'] }, now),
  };
}

/** A handler, or a senior one, decides what is paid. */
export async function adjudicationWork(
  table: Table,
  claim: Claim,
  queue: 'claims-handler' | 'claims-supervisor',
): Promise<Work> {
  // Whoever disputes an offer is heard by somebody senior.
  const senior = claim.status === 'DISPUTED' ? 'claims-supervisor' : queue;
  return {
    kind: 'adjudication',
    queue: senior,
    hours: hours.adjudication,
    facts: await factsOf(table, claim),
    opening: { happened: 'adjudication-started', set: { status: 'ADJUDICATION' } },
  };
}

/** A second person reviews the proposal. */
export async function reviewWork(table: Table, claim: Claim): Promise<Work> {
  const facts = { ...(await factsOf(table, claim)), proposal: claim.proposal };
  return {
    kind: 'review',
    queue: 'claims-supervisor',
    hours: hours.review,
    facts,
    opening: { happened: 'review-started', set: {} },
  };
}

/** The customer is to send what is missing; the notice went out with the decision to ask. */
export function documentsWork(claim: Claim): Work {
  const facts = { documentsRequested: claim.documentsRequested ?? [] };
  return {
    kind: 'documents',
    queue: 'customer',
    hours: hours.documents,
    facts,
    opening: { happened: 'documents-awaited', set: {} },
  };
}

/** The customer is to agree or disagree; silence is not consent. */
export function offerWork(table: Table, claim: Claim, now: Date): Work {
  const { approved, offer } = claim;
  if (!approved || !offer) throw new Error(`Claim ${claim.claimId} is offered without an approval`);
  const told = { approved, breakdown: offer.breakdown.map(({ label, amount }) => ({ label, amount })) };
  const clause = offer.clause ? { clause: offer.clause } : {};
  return {
    kind: 'offer',
    queue: 'customer',
    hours: hours.offer,
    facts: { approved, offer },
    opening: { happened: 'offered', set: { status: 'OFFERED' }, data: { amount: approved } },
    also: (changed) => claimNotice(table, changed, 'claim-offered', { ...told, ...clause }, now),
    overdue: {
      change: { happened: 'offer-reminded', set: {} },
      also: (changed) => claimNotice(table, changed, 'claim-offer-reminder', { approved }, now),
    },
  };
}

/** The payment failed for good: somebody finds out why, and pays again. */
export function paymentRepairWork(claim: Claim, reason: string): Work {
  const facts = { paymentOrderId: claim.paymentOrderId, payee: claim.payee, reason };
  return {
    kind: 'payment-repair',
    queue: 'claims-handler',
    hours: hours['payment-repair'],
    facts,
    opening: { happened: 'payment-failed', set: { status: 'AGREED' }, data: { reason } },
  };
}

/** Something failed that no rule foresees: a person mends it, and the workflow goes on. */
export function handoverWork(failure: { state: string; error: string; cause: string }): Work {
  return {
    kind: 'handover',
    queue: 'claims-supervisor',
    hours: hours.handover,
    facts: failure,
    opening: { happened: 'handed-over', set: {}, data: { state: failure.state, error: failure.error } },
  };
}

async function factsOf(table: Table, claim: Claim): Promise<Record<string, unknown>> {
  const policy = await getPolicy(table, claim.policyNumber);
  if (!policy) throw new Error(`The policy of claim ${claim.claimId} is gone`);
  const { policyNumber, lossAt, cause, description, estimate, assessed, injury, track, doubts } = claim;
  const { documentsRequested, documentsReceived } = claim;
  const cover = { limitLeft: limitLeft(policy), currency: policy.sumInsured.currency, deductible: policy.deductible };
  const loss = { policyNumber, lossAt, cause, description, estimate, assessed, injury, track, doubts };
  return { ...loss, documentsRequested, documentsReceived, ...cover };
}
