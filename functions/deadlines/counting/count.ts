import { type Calendar, CalendarGap } from '../calendars/calendar.ts';
import type { Unit } from '../packs/rule.ts';
import { addDays, type Day, dayAt, endOf } from './dates.ts';
import { type Clock, daysOf } from './days.ts';
import { after } from './stops.ts';

/**
 * The three dates of a clock, as the moments at which they are over (24:00 in the contract's zone). A breach is recorded at
 * `due`; rungs and queues run on the prudent one; the rolled one is the defence (Civil Code of the PRC, art. 203).
 */
export interface Dates {
  readonly due: string;
  /** Moved past a day off; null where nobody knows yet whether it is one. */
  readonly dueRolled: string | null;
  /** The last working day on or before it; the day itself where that is not known, or none lies after the start. */
  readonly duePrudent: string;
}

/** A year of the calendar that must be known first. */
export interface NotComputable {
  readonly missing: { readonly calendar: string; readonly year: number };
}

const MS: Partial<Record<Unit, number>> = { minute: 60_000, hour: 3_600_000 };

/** Hours run through nights and holidays; everything else is counted in days. */
export function count(clock: Clock): Dates | NotComputable {
  const ms = MS[clock.unit];
  if (ms !== undefined) {
    const due = after(clock.startedAt, clock.length * ms, clock.stops);
    return { due, dueRolled: due, duePrudent: due };
  }
  const last = orGap(() => lastDayOf(clock));
  return last instanceof CalendarGap
    ? { missing: { calendar: last.calendar, year: last.year } }
    : datesOf(last, dayAt(clock.startedAt, clock.zone), clock);
}

function datesOf(last: Day, start: Day, { zone, calendar }: Clock): Dates {
  const rolled = orGap(() => nextWorking(last, 1, calendar));
  const prudent = orGap(() => nextWorking(last, -1, calendar));
  const isKnown = !(prudent instanceof CalendarGap) && prudent >= start;
  return {
    due: endOf(last, zone),
    dueRolled: rolled instanceof CalendarGap ? null : endOf(rolled, zone),
    duePrudent: endOf(isKnown ? prudent : last, zone),
  };
}

function lastDayOf(clock: Clock): Day {
  let last = '';
  for (const { day } of daysOf(clock)) last = day;
  return last;
}

/** The day itself if it works, else the nearest that does in that direction. */
function nextWorking(day: Day, step: 1 | -1, calendar: Calendar): Day {
  let at = day;
  while (!calendar.dayOf(at).works) at = addDays(at, step);
  return at;
}

function orGap<T>(reckon: () => T): T | CalendarGap {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof CalendarGap) return error;
    throw error;
  }
}
