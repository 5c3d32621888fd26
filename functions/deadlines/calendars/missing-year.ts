import { addDays, dayAt } from '../counting/dates.ts';
import { deadlineSettings } from '../deadline-settings.ts';
import { CalendarGap } from './calendar.ts';
import { calendar } from './calendars.ts';

/** How far ahead the longest rule in working days reaches: fifteen of them over the longest holiday. */
const AHEAD = 31;

/** The year of the house's calendar that clocks of today may reach into, and that nobody has loaded; undefined where all is known. */
export function missingYear(now: Date): { readonly calendar: string; readonly year: number } | undefined {
  const { zone, calendar: id } = deadlineSettings();
  const today = dayAt(now.toISOString(), zone);
  try {
    for (const day of [today, addDays(today, AHEAD)]) calendar(id).dayOf(day);
    return undefined;
  } catch (error) {
    if (error instanceof CalendarGap) return { calendar: error.calendar, year: error.year };
    throw error;
  }
}
