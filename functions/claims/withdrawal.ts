import type { Actor } from '../platform/events.ts';
import type { Table } from '../platform/table.ts';
import { cancelled } from '../tasks/task.ts';
import { getTask, replaceTask } from '../tasks/task-store.ts';
import { assertMay, type Claim } from './claim.ts';
import { claimNotice } from './claim-notices.ts';
import { changeClaim } from './claim-store.ts';
import { release } from './reservation.ts';

/**
 * Ends a claim at its owner's wish, in one transaction: the claim is withdrawn, its open task closed, the reserved cover
 * given back, the customer told. The relay then ends the waiting workflow; a step under way finds the claim withdrawn.
 * Throws `illegal-state` once payment is ordered.
 */
export async function withdraw(table: Table, read: Claim, reason: string | undefined, actor: Actor, now: Date) {
  assertMay(read, 'WITHDRAWN');
  const { reserved, ...unreserved } = read;
  const change = { happened: 'withdrawn', set: { status: 'WITHDRAWN' as const }, note: reason };
  const { claim, writes } = changeClaim(unreserved, [change], actor, now);
  const task = read.openTaskId === undefined ? undefined : await getTask(table, read.openTaskId);
  const resume = { error: 'claim-withdrawn', cause: 'The claim was withdrawn' };
  return {
    claim,
    writes: [
      ...writes,
      ...(task?.status === 'OPEN' ? [replaceTask(cancelled(task, resume, now), task.version)] : []),
      ...(reserved ? [await release(table, read.policyNumber, reserved, now)] : []),
      ...(await claimNotice(table, claim, 'claim-withdrawn', {}, now)),
    ],
  };
}
