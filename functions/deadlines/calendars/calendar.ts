import * as z from 'zod';
import { type Day, weekdayOf } from '../counting/dates.ts';

const days = z.record(z.iso.date(), z.string());

/** The days of a year that differ from the week: days off, and days of a weekend on which people work (调休). */
export const calendarYear = z.lazy(() =>
  z
    .strictObject({
      calendar: z.string(),
      year: z.int(),
      source: z.string(),
      /** What was published of the year. None: nothing is known of it yet. */
      papers: z.array(z.string()),
      off: days,
      makeUp: days,
    })
    .refine(
      ({ year, off, makeUp }) => [...Object.keys(off), ...Object.keys(makeUp)].every((day) => inYear(day, year)),
      {
        error: 'A day of another year',
      },
    ),
);
export type CalendarYear = z.infer<typeof calendarYear>;

/** What a day is in a calendar; a holiday and a make-up day with their name. */
export type DayKind = { readonly works: boolean; readonly kind: 'week' | 'weekend' } | NamedDay;
interface NamedDay {
  readonly works: boolean;
  readonly kind: 'holiday' | 'make-up';
  readonly name: string;
}

/** The year of a day is not published yet, so nobody knows which of its days are worked on. */
export class CalendarGap extends Error {
  override readonly name = 'CalendarGap';
  readonly calendar: string;
  readonly year: number;

  constructor(calendar: string, year: number) {
    super(`The calendar ${calendar} has no year ${year}`);
    this.calendar = calendar;
    this.year = year;
  }
}

export interface Calendar {
  readonly id: string;
  /** Throws `CalendarGap`. */
  dayOf(day: Day): DayKind;
}

/** A calendar of the years that are known. A year without papers is not. */
export function calendarOf(id: string, yearOf: (year: number) => CalendarYear | undefined): Calendar {
  return {
    id,
    dayOf(day) {
      const year = Number(day.slice(0, 4));
      const known = yearOf(year);
      if (!known || known.papers.length === 0) throw new CalendarGap(id, year);
      const [off, makeUp] = [known.off[day], known.makeUp[day]];
      if (off !== undefined) return { works: false, kind: 'holiday', name: off };
      if (makeUp !== undefined) return { works: true, kind: 'make-up', name: makeUp };
      return weekdayOf(day) <= 5 ? { works: true, kind: 'week' } : { works: false, kind: 'weekend' };
    },
  };
}

function inYear(day: Day, year: number): boolean {
  return day.startsWith(`${year}-`);
}
