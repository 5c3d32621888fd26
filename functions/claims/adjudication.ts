import type { Principal } from '../platform/auth.ts';
import { actorOf } from '../platform/events.ts';
import type { Money } from '../platform/money.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import type { Resume } from '../platform/resume.ts';
import type { Write } from '../platform/table.ts';
import type { DecisionContext } from '../tasks/task.ts';
import type { Claim, ClaimChange, Proposal } from './claim.ts';
import type { AdjudicationDecision } from './claim-decisions.ts';
import { claimNotice } from './claim-notices.ts';
import { type ClaimSettings, within } from './claim-settings.ts';
import { changeClaim } from './claim-store.ts';
import { says } from './claim-wordings.ts';
import { reserve } from './reservation.ts';

type Outcome = { resume: Resume; writes: Write[] };
type Approval = Extract<AdjudicationDecision, { outcome: 'approve' }>;
type Denial = Extract<AdjudicationDecision, { outcome: 'deny' }>;

/**
 * A handler's decision on a claim. Within their authority an approval takes effect; above it, and for every denial, it is a
 * proposal that a second person reviews.
 */
export async function adjudicate(
  context: DecisionContext,
  claim: Claim,
  decision: AdjudicationDecision,
  settings: ClaimSettings,
): Promise<Outcome> {
  if (decision.outcome === 'request-documents') return requestDocuments(context, claim, decision.documents);
  if (decision.outcome === 'approve' && mayAlone(context.principal, decision.amount, settings)) {
    return approve(context, claim, decision);
  }
  // Told now rather than to the reviewer: the cover left does not carry the amount.
  if (decision.outcome === 'approve') await reserve(context.table, claim.policyNumber, decision.amount, context.now);
  const proposal: Proposal = { decision, maker: actorOf(context.principal) };
  const change = { happened: 'decision-proposed', set: { proposal }, data: { outcome: decision.outcome } };
  const cause = decision.outcome === 'deny' ? 'A denial is reviewed' : 'The amount is above the authority limit';
  return { resume: { error: 'second-person-required', cause }, writes: changes(context, claim, change).writes };
}

/** The second person's word on a proposal. Throws `maker-is-checker` for the one who made it. */
export async function review(context: DecisionContext, claim: Claim, outcome: 'confirm' | 'return'): Promise<Outcome> {
  const { proposal, ...rest } = claim;
  if (!proposal) throw new DomainError('illegal-state', says.noProposal);
  if (proposal.maker.sub === context.principal.sub) {
    throw new DomainError('maker-is-checker', says.makerIsChecker);
  }
  if (outcome === 'return') {
    const change = { happened: 'decision-returned', set: {} };
    const resume = { error: 'returned-to-maker', cause: 'The reviewer returned the decision' };
    return { resume, writes: changes(context, rest, change).writes };
  }
  return proposal.decision.outcome === 'deny'
    ? deny(context, rest, proposal.decision)
    : approve(context, rest, proposal.decision);
}

async function approve(context: DecisionContext, claim: Claim, decision: Approval): Promise<Outcome> {
  const { amount, breakdown, clause } = decision;
  if (amount.amount === 0) throw invalid('/amount/amount', says.zeroIsDenial);
  const asked = claim.assessed ?? claim.estimate;
  const partial = asked !== undefined && amount.amount < asked.amount;
  const change: ClaimChange = {
    happened: partial ? 'partially-approved' : 'approved',
    set: {
      status: partial ? 'PARTIALLY_APPROVED' : 'APPROVED',
      approved: amount,
      reserved: amount,
      offer: { breakdown, ...(clause && { clause }) },
    },
    data: { amount },
  };
  const reservation = await reserve(context.table, claim.policyNumber, amount, context.now);
  const { writes } = changes(context, claim, change);
  return { resume: { output: { outcome: 'approved' } }, writes: [...writes, reservation] };
}

async function deny(context: DecisionContext, claim: Claim, { clause, reasons }: Denial): Promise<Outcome> {
  const change: ClaimChange = { happened: 'denied', set: { status: 'DENIED' }, data: { clause } };
  const { claim: denied, writes } = changes(context, claim, change);
  const notice = await claimNotice(context.table, denied, 'claim-denied', { clause, reasons }, context.now);
  return { resume: { error: 'claim-denied', cause: 'The claim is denied' }, writes: [...writes, ...notice] };
}

async function requestDocuments(
  context: DecisionContext,
  claim: Claim,
  documents: Extract<AdjudicationDecision, { outcome: 'request-documents' }>['documents'],
): Promise<Outcome> {
  // Insurance Law art. 22: what is missing is asked for once, all together.
  if (claim.documentsRequested) {
    throw new DomainError('documents-already-requested', says.documentsRequested);
  }
  const change: ClaimChange = {
    happened: 'documents-requested',
    set: { status: 'DOCUMENTS_REQUESTED', documentsRequested: documents },
    data: { documents },
  };
  const { claim: asked, writes } = changes(context, claim, change);
  const notice = await claimNotice(context.table, asked, 'claim-documents-requested', { documents }, context.now);
  return { resume: { error: 'documents-required', cause: 'Documents are missing' }, writes: [...writes, ...notice] };
}

function mayAlone(principal: Principal, amount: Money, { authority }: ClaimSettings): boolean {
  return (['claims-handler', 'claims-supervisor'] as const).some(
    (role) => principal.roles.includes(role) && within(authority[role], amount),
  );
}

function changes({ principal, now }: DecisionContext, claim: Claim, change: ClaimChange) {
  return changeClaim(claim, [change], actorOf(principal), now);
}
