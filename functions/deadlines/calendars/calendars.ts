import cn2024 from '../../../rules/calendars/cn-2024.json' with { type: 'json' };
import cn2025 from '../../../rules/calendars/cn-2025.json' with { type: 'json' };
import cn2026 from '../../../rules/calendars/cn-2026.json' with { type: 'json' };
import uk2024 from '../../../rules/calendars/uk-england-2024.json' with { type: 'json' };
import uk2025 from '../../../rules/calendars/uk-england-2025.json' with { type: 'json' };
import uk2026 from '../../../rules/calendars/uk-england-2026.json' with { type: 'json' };
import uk2027 from '../../../rules/calendars/uk-england-2027.json' with { type: 'json' };
import us2024 from '../../../rules/calendars/us-federal-2024.json' with { type: 'json' };
import us2025 from '../../../rules/calendars/us-federal-2025.json' with { type: 'json' };
import us2026 from '../../../rules/calendars/us-federal-2026.json' with { type: 'json' };
import us2027 from '../../../rules/calendars/us-federal-2027.json' with { type: 'json' };
import { type Calendar, type CalendarYear, calendarOf, calendarYear } from './calendar.ts';

/** Signed data that came with the release, never a feed: a new year is a file of rules/calendars and a line here. */
const released: readonly unknown[] = [
  ...[cn2024, cn2025, cn2026],
  ...[uk2024, uk2025, uk2026, uk2027],
  ...[us2024, us2025, us2026, us2027],
];

const known = new Map<string, Map<number, CalendarYear>>();
let isRead = false;

/** The calendar of that name, with the years that are known by now. */
export function calendar(id: string): Calendar {
  return calendarOf(id, yearsOf(id));
}

/** Adds a year, or replaces it. Throws for one that is not well formed. */
export function loadYear(given: unknown): void {
  const year = calendarYear.parse(given);
  yearsOf(year.calendar).set(year.year, year);
}

/** Takes a year back. */
export function forgetYear(id: string, year: number): void {
  yearsOf(id).delete(year);
}

function yearsOf(id: string): Map<number, CalendarYear> {
  if (!isRead) {
    isRead = true;
    for (const year of released) loadYear(year);
  }
  const years = known.get(id) ?? new Map<number, CalendarYear>();
  known.set(id, years);
  return years;
}
