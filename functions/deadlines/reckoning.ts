import type { Calendar } from './calendars/calendar.ts';
import { count, type Dates } from './counting/count.ts';
import type { Clock } from './counting/days.ts';
import { rungAt } from './counting/rungs.ts';
import type { Stop } from './counting/stops.ts';
import { type Deadline, type DeadlineState, isOver, type Pause } from './deadline.ts';
import type { Rule, RulePack } from './packs/rule.ts';

const DAY = 86_400_000;

/** A rule with what its pack counts by. */
export interface Counted {
  readonly rule: Rule;
  readonly zone: string;
  readonly calendar: Calendar;
  /** The law by which a last day that is a day off moves on. */
  readonly rolledBy?: RulePack['rolledBy'];
  /** Per cent of the time at which somebody is told. */
  readonly rungs: readonly number[];
}

/** The clock of a deadline: with what was extended and told, and without the intervals that are evidenced and over. */
export function clockOf(deadline: Deadline, { rule, zone, calendar }: Counted): Clock {
  const { startedAt, extensions = [] } = deadline;
  const added = extensions.filter(({ letter, toldAt }) => letter === undefined || toldAt !== undefined);
  const length = added.reduce((sum, extension) => sum + extension.length, rule.length);
  return { unit: rule.unit, length, startedAt, zone, calendar, stops: stopsOf(deadline) };
}

/**
 * The deadline with the dates and the state that follow from what happened to it. The same facts always give the same, in
 * whatever order they came; a rung that was reached stays so.
 */
export function reckoned(deadline: Deadline, counted: Counted, now: Date): Deadline {
  const { due, dueRolled, duePrudent, missingYear, breachedAt, wakeAt, ...facts } = deadline;
  const clock = clockOf(deadline, counted);
  const dates = count(clock);
  if ('missing' in dates) {
    const again = isOver(facts) ? {} : { wakeAt: new Date(now.getTime() + DAY).toISOString() };
    return { ...facts, state: overAs(facts, 'NOT_COMPUTABLE'), missingYear: dates.missing.year, ...again };
  }
  if (isOver(facts)) {
    const late = facts.satisfiedAt !== undefined && facts.satisfiedAt >= dates.due;
    return { ...facts, state: overAs(facts, 'RUNNING'), ...dates, ...(late && { breachedAt: dates.due }) };
  }
  if (breachedAt !== undefined && breachedAt >= dates.due) {
    return { ...facts, state: 'BREACHED', ...dates, breachedAt };
  }
  const open = openPause(deadline);
  if (open?.toldAt !== undefined && open.toldAt < dates.due) return { ...facts, state: 'PAUSED' };
  return { ...facts, state: 'RUNNING', ...dates, wakeAt: nextOf(deadline, clock, dates, counted).at };
}

/** The rungs of a clock that were not reached yet, each with its moment. */
export function rungsAhead(
  { reached = [] }: Pick<Deadline, 'reached'>,
  clock: Clock,
  dates: Dates,
  { rungs }: Counted,
) {
  return rungs
    .filter((percent) => !reached.includes(percent))
    .map((percent) => ({ percent, at: rungAt(percent, clock, dates.duePrudent) }));
}

/** What happens next to a clock that runs: a rung, or its breach. */
function nextOf(deadline: Deadline, clock: Clock, dates: Dates, counted: Counted): { readonly at: string } {
  const ahead = [...rungsAhead(deadline, clock, dates, counted), { at: dates.due }];
  return ahead.reduce((first, each) => (each.at < first.at ? each : first));
}

/** The intervals that are evidenced and over. One that was told of too late, or never, is none. */
function stopsOf({ pauses = [], startedAt }: Deadline): Stop[] {
  return pauses.flatMap(({ toldAt, endedAt }) =>
    toldAt === undefined || endedAt === undefined
      ? []
      : [{ from: toldAt < startedAt ? startedAt : toldAt, to: endedAt }],
  );
}

/** The pause that is evidenced and not over. */
export function openPause({ pauses = [] }: Deadline): Pause | undefined {
  return pauses.find(({ toldAt, endedAt }) => toldAt !== undefined && endedAt === undefined);
}

function overAs({ satisfiedAt, endedAt, endedBy }: Facts, otherwise: DeadlineState): DeadlineState {
  if (satisfiedAt !== undefined) return 'SATISFIED';
  if (endedAt === undefined) return otherwise;
  return endedBy === undefined ? 'SUPERSEDED' : 'CANCELLED';
}
type Facts = Pick<Deadline, 'satisfiedAt' | 'endedAt' | 'endedBy'>;
