import { type Calendar, type CalendarYear, calendarOf, calendarYear } from './calendar.ts';
import { givenYear, giveYear } from './released.ts';

const read = new WeakMap<object, CalendarYear>();

/** The calendar of that name, with the years that are known by now; each is read when it is first asked for. */
export function calendar(id: string): Calendar {
  return calendarOf(id, (year) => {
    const given = givenYear(id, year);
    if (!given) return undefined;
    const known = read.get(given) ?? calendarYear.parse(given);
    read.set(given, known);
    return known;
  });
}

/** Adds a year, or replaces it. Throws for one that is not well formed. */
export function loadYear(given: unknown): void {
  giveYear(calendarYear.parse(given));
}
