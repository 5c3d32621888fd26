import type { z } from 'zod';
import { actorOf } from '../platform/events.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import type { Table } from '../platform/table.ts';
import type { DecisionContext, TaskKind } from '../tasks/task.ts';
import { adjudicate, review } from './adjudication.ts';
import type { Claim, ClaimChange } from './claim.ts';
import {
  adjudicationDecision,
  handoverDecision,
  injuryDecision,
  paymentRepairDecision,
  reviewDecision,
  surveyDecision,
} from './claim-decisions.ts';
import { claimNotice } from './claim-notices.ts';
import { claimSettings } from './claim-settings.ts';
import { changeClaim, getClaim } from './claim-store.ts';
import { says } from './claim-wordings.ts';

/** What people decide about claims. The decision and what it changes in the claim are one transaction. */
export const claimTaskKinds: Readonly<Record<string, TaskKind>> = {
  survey: kind({
    deciders: ['surveyor', 'claims-supervisor'],
    decision: surveyDecision,
    async decide(context, { amount }) {
      const claim = await claimOf(context);
      const policyCurrency = String(context.task.facts.currency);
      if (amount.currency !== policyCurrency) throw invalid('/amount/currency', says.policyCurrency(policyCurrency));
      const set = { status: 'ASSESSED', assessed: amount } as const;
      return {
        resume: { output: { outcome: 'assessed' } },
        writes: changed(context, claim, { happened: 'assessed', set }),
      };
    },
    async assigned(table, task, { assignee, appointmentAt }, now) {
      const claim = await getClaim(table, task.caseId);
      const told = { surveyor: assignee.name, at: appointmentAt ?? task.dueAt };
      // A claim's notices are keyed by its version, which an assignment leaves alone: the task's version tells them apart.
      return claim
        ? claimNotice(table, claim, 'claim-surveyor-appointed', told, now, `${task.taskId}-${task.version}`)
        : [];
    },
  }),
  'injury-contact': kind({
    deciders: ['claims-handler', 'claims-supervisor'],
    decision: injuryDecision,
    async decide(context) {
      const claim = await claimOf(context);
      const writes = changed(context, claim, { happened: 'injury-contacted', set: {} });
      return { resume: { output: { outcome: 'contacted' } }, writes };
    },
  }),
  adjudication: kind({
    deciders: ['claims-handler', 'claims-supervisor'],
    decision: adjudicationDecision,
    decide: async (context, decision) => adjudicate(context, await claimOf(context), decision, claimSettings),
  }),
  review: kind({
    deciders: ['claims-supervisor'],
    decision: reviewDecision,
    decide: async (context, { outcome }) => review(context, await claimOf(context), outcome),
  }),
  'payment-repair': kind({
    deciders: ['claims-handler', 'claims-supervisor'],
    decision: paymentRepairDecision,
    async decide(context, { payee }) {
      const claim = await claimOf(context);
      const change = { happened: 'payment-repaired', set: { ...(payee && { payee }) } };
      return { resume: { output: { outcome: 'retry' } }, writes: changed(context, claim, change) };
    },
  }),
  handover: kind({
    deciders: ['claims-supervisor'],
    decision: handoverDecision,
    decide: async () => ({ resume: { output: { outcome: 'resume' } } }),
  }),
};

async function claimOf({ table, task }: DecisionContext): Promise<Claim> {
  const claim = await claimOfCase(table, task.caseId);
  if (claim.openTaskId !== task.taskId) throw new DomainError('illegal-state', says.taskNotAwaited);
  return claim;
}

async function claimOfCase(table: Table, claimId: string): Promise<Claim> {
  const claim = await getClaim(table, claimId);
  if (!claim) throw new Error(`The claim of a task is gone: ${claimId}`);
  return claim;
}

function changed({ principal, now }: DecisionContext, claim: Claim, change: ClaimChange) {
  return changeClaim(claim, [change], actorOf(principal), now).writes;
}

/** Types a kind by its decision's schema. */
function kind<Decision extends z.ZodType>(declared: TaskKind<Decision>): TaskKind {
  return declared as unknown as TaskKind;
}
