import type { Dates } from '../counting/count.ts';
import type { Deadline } from '../deadline.ts';
import { type Counted, clockOf, reckoned, rungsAhead } from '../reckoning.ts';

/** What a clock's time brought: the deadline after it, the rungs that it reached now, and whether it was missed. */
export interface Woken {
  readonly after: Deadline;
  readonly rungs: readonly number[];
  readonly missed: boolean;
}

/**
 * A deadline whose time has come. Each rung is reached once, also one that a change has put into the past; once it is missed nothing more
 * happens to it. A year of the calendar that has come meanwhile computes it, and what is past by then happens at once.
 */
export function woken(deadline: Deadline, counted: Counted, now: Date): Woken {
  const fresh = reckoned(deadline, counted, now);
  const dates = datesOf(fresh);
  if (fresh.state !== 'RUNNING' || !dates) return { after: fresh, rungs: [], missed: false };
  const moment = now.toISOString();
  const clock = clockOf(fresh, counted);
  const rungs = rungsAhead(fresh, clock, dates, counted)
    .filter(({ at }) => at <= moment)
    .map(({ percent }) => percent);
  const missed = dates.due <= moment;
  const reached = { ...fresh, ...(rungs.length > 0 && { reached: [...(fresh.reached ?? []), ...rungs] }) };
  const after = reckoned({ ...reached, ...(missed && { breachedAt: dates.due }) }, counted, now);
  return { after, rungs, missed };
}

function datesOf({ due, dueRolled = null, duePrudent }: Deadline): Dates | undefined {
  return due === undefined || duePrudent === undefined ? undefined : { due, dueRolled, duePrudent };
}
