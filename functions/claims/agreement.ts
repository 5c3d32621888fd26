import type { Actor } from '../platform/events.ts';
import { DomainError } from '../platform/problems.ts';
import type { Resume } from '../platform/resume.ts';
import type { Table } from '../platform/table.ts';
import type { Task } from '../tasks/task.ts';
import { getTask, replaceTask } from '../tasks/task-store.ts';
import type { Claim, ClaimChange, Payee } from './claim.ts';
import { changeClaim } from './claim-store.ts';
import { says } from './claim-wordings.ts';
import { release } from './reservation.ts';

/** The customer agrees to the amount: the claim and the offer are settled in one transaction, then the workflow pays. */
export async function accept(table: Table, claim: Claim, payee: Payee | undefined, actor: Actor, now: Date) {
  const change = {
    happened: 'agreed',
    set: { status: 'AGREED' as const, agreedAt: now.toISOString(), ...(payee && { payee }) },
  };
  return answerOffer(table, claim, change, { output: { outcome: 'accepted' } }, actor, now);
}

/** The customer disagrees: the reserved cover is given back, and the claim is adjudicated again by a senior. */
export async function dispute(table: Table, claim: Claim, reason: string | undefined, actor: Actor, now: Date) {
  const change = { happened: 'disputed', set: { status: 'DISPUTED' as const }, note: reason };
  const { reserved, ...rest } = claim;
  const resume = { error: 'offer-disputed', cause: 'The customer disputes the offer' };
  const settled = await answerOffer(table, rest, change, resume, actor, now);
  if (!reserved) return settled;
  return { ...settled, writes: [...settled.writes, await release(table, claim.policyNumber, reserved, now)] };
}

async function answerOffer(table: Table, claim: Claim, change: ClaimChange, resume: Resume, actor: Actor, now: Date) {
  if (claim.status !== 'OFFERED') throw new DomainError('illegal-state', says.noOfferWhile(claim.status));
  const offer = claim.openTaskId === undefined ? undefined : await getTask(table, claim.openTaskId);
  if (offer?.kind !== 'offer' || offer.status !== 'OPEN') throw new DomainError('illegal-state', says.noOffer);
  const answered = answeredBy(actor, offer, change.happened, resume, now);
  const { claim: next, writes } = changeClaim(claim, [change], actor, now);
  return { claim: next, writes: [...writes, replaceTask(answered, offer.version)] };
}

function answeredBy(actor: Actor, offer: Task, outcome: string, resume: Resume, now: Date): Task {
  const at = now.toISOString();
  const decision = { outcome };
  return {
    ...offer,
    status: 'DECIDED',
    decision,
    decidedBy: actor,
    decidedAt: at,
    resume,
    version: offer.version + 1,
    updatedAt: at,
  };
}
