import type { Calendar, DayKind } from '../calendars/calendar.ts';
import type { Unit } from '../packs/rule.ts';
import { addMonths, type Day, dayAt, daysBetween, nextDay } from './dates.ts';
import { type Stop, stoppedDays } from './stops.ts';

/** A clock, as far as its days can be counted from it. */
export interface Clock {
  readonly unit: Unit;
  readonly length: number;
  readonly startedAt: string;
  readonly zone: string;
  readonly calendar: Calendar;
  /** Evidenced, and over. */
  readonly stops: readonly Stop[];
}

/** A day of a clock: the how-manieth it is where it counts, and why it does not where it is skipped. */
export interface CountedDay {
  readonly day: Day;
  readonly nth?: number;
  readonly skipped?: 'start' | 'stopped' | Exclude<DayKind['kind'], 'make-up'>;
  /** Of the calendar, where the unit asks for it. */
  readonly is?: DayKind;
}

/**
 * The days of a clock in days, months or years, from the day of its start, which is not counted (Civil Code of the PRC,
 * art. 201), to its last. Months and years end on the corresponding day, and are as many days. Throws `CalendarGap` where a
 * working day cannot be told.
 */
export function* daysOf({ unit, length, startedAt, zone, calendar, stops }: Clock): Generator<CountedDay> {
  const start = dayAt(startedAt, zone);
  const stopped = stoppedDays(stops, zone);
  const wanted = daysIn(start, unit, length);
  yield { day: start, skipped: 'start' };
  for (let [day, nth] = [nextDay(start), 0]; nth < wanted; day = nextDay(day)) {
    const is = unit === 'working-day' ? calendar.dayOf(day) : undefined;
    if (stopped.some(({ first, last }) => first <= day && day <= last)) yield { day, skipped: 'stopped' };
    else if (is && !is.works) yield { day, skipped: is.kind === 'holiday' ? 'holiday' : 'weekend', is };
    else yield { day, nth: ++nth, ...(is && { is }) };
  }
}

function daysIn(start: Day, unit: Unit, length: number): number {
  if (unit === 'month') return daysBetween(start, addMonths(start, length));
  return unit === 'year' ? daysBetween(start, addMonths(start, 12 * length)) : length;
}
