import { deadlineSettings } from '../deadline-settings.ts';
import { isPublished } from './released.ts';

/** How far ahead the longest rule in working days reaches, in ms: fifteen of them over the longest holiday. */
const AHEAD = 31 * 86_400_000;

/**
 * The year of the house's calendar that clocks of today may reach into, and that nobody has loaded; undefined where all is known.
 * It asks for no day and loads nothing to count by, so that a health check starts at once.
 */
export function missingYear(now: Date): { readonly calendar: string; readonly year: number } | undefined {
  const { calendar } = deadlineSettings();
  const years = [now, new Date(now.getTime() + AHEAD)].map((day) => day.getUTCFullYear());
  const year = years.find((each) => !isPublished(calendar, each));
  return year === undefined ? undefined : { calendar, year };
}
