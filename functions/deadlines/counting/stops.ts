import { addDays, beginningOf, type Day, dayAt, utc } from './dates.ts';

/** An evidenced interval that is not counted, RFC 3339 in UTC: from `from` up to, not including, `to`. */
export interface Stop {
  readonly from: string;
  readonly to: string;
}

/** The same time, each moment of it once, in order; intervals that are empty or end before they begin are none. */
export function merged(stops: readonly Stop[]): readonly Stop[] {
  const done: Stop[] = [];
  for (const next of stops.filter(({ from, to }) => from < to).toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = done.at(-1);
    if (!last || last.to < next.from) done.push(next);
    else if (last.to < next.to) done.splice(-1, 1, { from: last.from, to: next.to });
  }
  return done;
}

/** How many ms of the time from one moment to another the stops take. */
export function stoppedWithin(from: string, to: string, stops: readonly Stop[]): number {
  const clipped = stops.map((stop) => ({
    from: stop.from < from ? from : stop.from,
    to: stop.to > to ? to : stop.to,
  }));
  return merged(clipped).reduce((sum, stop) => sum + Date.parse(stop.to) - Date.parse(stop.from), 0);
}

/** Days from the first to the last, both included. */
export interface DayRange {
  readonly first: Day;
  readonly last: Day;
}

/**
 * The days on which the clock stood still from 0:00 to 24:00. A day on which it ran for an hour is counted: what is not
 * evidenced whole counts against the insurer.
 */
export function stoppedDays(stops: readonly Stop[], zone: string): readonly DayRange[] {
  return merged(stops)
    .map(({ from, to }) => {
      const day = dayAt(from, zone);
      return { first: beginningOf(day, zone) === from ? day : addDays(day, 1), last: addDays(dayAt(to, zone), -1) };
    })
    .filter(({ first, last }) => first <= last);
}

/** The moment at which so many ms have run since another, while the clock stood still for the stops. */
export function after(from: string, ms: number, stops: readonly Stop[]): string {
  let [at, left] = [Date.parse(from), ms];
  for (const stop of merged(stops)) {
    const [begins, ends] = [Date.parse(stop.from), Date.parse(stop.to)];
    if (ends <= at) continue;
    if (begins >= at + left) break;
    left -= Math.max(0, begins - at);
    at = ends;
  }
  return utc(at + left);
}
