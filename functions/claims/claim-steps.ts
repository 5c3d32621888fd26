import * as z from 'zod';
import { type StepResult, step } from '../platform/steps.ts';
import type { Table } from '../platform/table.ts';
import type { Claim } from './claim.ts';
import { registerClaim } from './registration.ts';
import { closeClaim, payClaim } from './settlement.ts';
import { awaitWork, openClaim, type Work } from './waiting.ts';
import {
  adjudicationWork,
  documentsWork,
  handoverWork,
  injuryWork,
  offerWork,
  paymentRepairWork,
  reviewWork,
  surveyWork,
} from './work.ts';

type Deps = { table: Table; clock: () => Date };

const ofClaim = z.object({ claimId: z.string() });
const waiting = ofClaim.extend({ taskToken: z.string(), overdue: z.boolean(), visit: z.string() });
const adjudication = waiting.extend({ queue: z.enum(['claims-handler', 'claims-supervisor']) });
const repair = waiting.extend({ reason: z.string() });
const handover = waiting.extend({ state: z.string(), error: z.string(), cause: z.string().default('') });

/** What the claim's workflow calls, by name. */
export const claimSteps = {
  registerClaim: step(ofClaim, ({ table }: Deps, { claimId }, now) => registerClaim(table, claimId, now)),
  awaitSurvey: waits(waiting, surveyWork),
  awaitInjuryContact: waits(waiting, (table, claim, _input, now) => injuryWork(table, claim, now)),
  awaitAdjudication: waits(adjudication, (table, claim, { queue }) => adjudicationWork(table, claim, queue)),
  awaitReview: waits(waiting, reviewWork),
  awaitDocuments: waits(waiting, async (_table, claim) => documentsWork(claim)),
  awaitAgreement: waits(waiting, async (table, claim, _input, now) => offerWork(table, claim, now)),
  awaitPaymentRepair: waits(repair, async (_table, claim, { reason }) => paymentRepairWork(claim, reason)),
  awaitHandover: waits(handover, async (_table, _claim, { state, error, cause }) =>
    handoverWork({ state, error, cause }),
  ),
  payClaim: step(waiting, ({ table }: Deps, { claimId, taskToken }, now) => payClaim(table, claimId, taskToken, now)),
  closeClaim: step(ofClaim, ({ table }: Deps, { claimId }, now) => closeClaim(table, claimId, now)),
};

/** A step that opens the work which the workflow then waits for. */
function waits<Input extends typeof waiting>(
  input: Input,
  work: (table: Table, claim: Claim, input: z.output<Input>, now: Date) => Promise<Work>,
) {
  return step(input, async ({ table }: Deps, given, now): Promise<StepResult> => {
    const wait = given as z.output<typeof waiting>;
    const claim = await openClaim(table, wait.claimId);
    return awaitWork(table, claim, await work(table, claim, given, now), wait, now);
  });
}
