import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

/** A day, `2026-10-02`: such days sort as text. */
export type Day = string;

/** The day that it is in a zone at a moment. */
export function dayAt(moment: string, zone: string): Day {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromString(moment), zone);
  return PlainDate.toString(ZonedDateTime.toPlainDate(zoned));
}

/** The moment at which a day begins in a zone, whatever its clocks do that night. */
export function beginningOf(day: Day, zone: string): string {
  return utc(PlainDate.toZonedDateTime(read(day), zone).epochMilliseconds);
}

/** The moment at which a day is over: its 24:00, which is the beginning of the next. */
export function endOf(day: Day, zone: string): string {
  return beginningOf(nextDay(day), zone);
}

export function addDays(day: Day, days: number): Day {
  return PlainDate.toString(PlainDate.addDays(read(day), days));
}

const next = new Map<Day, Day>();

/** The day after another: what counting does most, so each is reckoned once. */
export function nextDay(day: Day): Day {
  const known = next.get(day) ?? addDays(day, 1);
  next.set(day, known);
  return known;
}

/** The corresponding day of a later month, or that month's last where it has none (Civil Code of the PRC, art. 202). */
export function addMonths(day: Day, months: number): Day {
  return PlainDate.toString(PlainDate.addMonths(read(day), months));
}

/** How many days one lies after another. */
export function daysBetween(from: Day, to: Day): number {
  return PlainDate.diffDays(read(from), read(to));
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return PlainDate.dayOfWeek(read(day));
}

/** A moment in ms, as text that sorts. */
export function utc(ms: number): string {
  return new Date(ms).toISOString();
}

function read(day: Day) {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  return PlainDate.create(year, month, date);
}
