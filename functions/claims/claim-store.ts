import * as z from 'zod';
import { caseStore } from '../cases/case-store.ts';
import { derivedId } from '../platform/ids.ts';
import { entity } from '../platform/record/entity.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import type { Claim } from './claim.ts';
import { claimType } from './claim-type.ts';

export const claims = caseStore(claimType);

/** A loss is reported once: whoever reports it again gets the claim that it was reported with. */
const losses = entity({
  type: 'loss',
  schema: z.object({ lossId: z.string(), claimId: z.string() }),
  id: ({ lossId }) => lossId,
});

/** What makes two reports the same loss: policy, time of loss to the minute, cause, reporter. */
export interface Loss {
  readonly policyNumber: string;
  readonly lossAt: string;
  readonly cause: string;
  readonly reporterPhone: string;
  /** Whose it is said to be by now, and of which branch, where the claim that it was first reported with is another's. */
  readonly retoldBy?: readonly string[];
}

/** The claim that was opened for this loss, if it was reported before. */
export async function findByLoss(table: Table, loss: Loss): Promise<Claim | undefined> {
  const known = await losses.get(table, idOf(loss));
  return known && claims.get(table, known.claimId);
}

/** A new claim and its loss, which is once. */
export function createClaim(claim: Claim, loss: Loss, actor: Actor): Write[] {
  const reported = { happened: 'reported', data: { cause: claim.cause, lossAt: claim.lossAt } };
  return [losses.create({ lossId: idOf(loss), claimId: claim.claimId }), ...claims.create(claim, reported, actor)];
}

function idOf({ policyNumber, lossAt, cause, reporterPhone, retoldBy = [] }: Loss): string {
  return derivedId('los', policyNumber, `${lossAt.slice(0, 16)}Z`, cause, reporterPhone, ...retoldBy);
}
