import type { Claim } from '../../functions/claims/claim.ts';
import { type Deadline, deadlineIdOf, isOver } from '../../functions/deadlines/deadline.ts';
import { countedOf } from '../../functions/deadlines/keeping.ts';
import type { Driver } from './driver.ts';

/** The waker comes each minute. */
const LATE = 2 * 60_000;

/**
 * What must hold of a claim's clocks: none outlives what it is about, but for letters that are still to be sent off; none is looked at
 * late; no rule has two that run at once, and no rung is reached twice.
 */
export function assertClocks({ records, now }: Driver, claim: Claim, hasEnded: boolean): void {
  const clocks = records.deadlines(claim.claimId);
  const open = clocks.filter((clock) => !isOver(clock));
  for (const clock of clocks) {
    const wrong = wrongOf(clock, open, hasEnded, now());
    if (wrong) throw new Error(`Claim ${claim.claimId} is ${claim.status}: ${deadlineIdOf(clock)} ${wrong}`);
  }
}

function wrongOf(clock: Deadline, open: readonly Deadline[], hasEnded: boolean, now: number): string | undefined {
  const { pack, rule, reached = [], wakeAt } = clock;
  if (new Set(reached).size < reached.length) return 'reached a rung twice';
  if (isOver(clock)) return wakeAt === undefined ? undefined : 'is over and will be woken';
  if (open.filter((other) => other.pack === pack && other.rule === rule).length > 1) return 'runs twice';
  const isToldByLetter = countedOf(clock).rule.satisfiedBy?.some((by) => 'letter' in by);
  if (hasEnded && !isToldByLetter) return `is ${clock.state}, and the claim has ended`;
  return wakeAt !== undefined && Date.parse(wakeAt) < now - LATE ? 'is not looked at' : undefined;
}
