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

/** A year as its file has it, which is checked when it is first counted by. */
interface GivenYear {
  readonly calendar: string;
  readonly year: number;
  readonly papers: readonly string[];
}

/** Signed data that came with the release, never a feed: a new year is a file of rules/calendars and a line here. */
const years = new Map<string, GivenYear>(
  [...[cn2024, cn2025, cn2026], ...[uk2024, uk2025, uk2026, uk2027], ...[us2024, us2025, us2026, us2027]].map(
    (given) => [nameOf(given), given],
  ),
);

export function givenYear(calendar: string, year: number): GivenYear | undefined {
  return years.get(nameOf({ calendar, year }));
}

/** Whether it is known which days of a year are worked on: a year without papers is not published. */
export function isPublished(calendar: string, year: number): boolean {
  return (givenYear(calendar, year)?.papers.length ?? 0) > 0;
}

export function giveYear(given: GivenYear): void {
  years.set(nameOf(given), given);
}

/** Takes a year back. */
export function forgetYear(calendar: string, year: number): void {
  years.delete(nameOf({ calendar, year }));
}

function nameOf(one: Pick<GivenYear, 'calendar' | 'year'>): string {
  return `${one.calendar} ${one.year}`;
}
