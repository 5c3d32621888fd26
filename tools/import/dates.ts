import type { FieldSpec } from './import-map.ts';

type DateSpec = NonNullable<FieldSpec['date']>;

/**
 * The day that `text` names, as the spec wants it: with a zone the moment it begins (or is over), RFC 3339 UTC; without
 * one the day, YYYY-MM-DD. Undefined where the text is no day of the calendar.
 */
export function convertDate(text: string, spec: DateSpec): string | undefined {
  const match = patternOf(spec.format).exec(text);
  if (!match?.groups) return undefined;
  const [year, month, day] = [Number(match.groups.Y), Number(match.groups.M), Number(match.groups.D)];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (spec.end) date.setUTCDate(date.getUTCDate() + 1);
  const moved = addMonths(date, spec.addMonths ?? 0);
  return spec.zone === undefined ? moved.toISOString().slice(0, 10) : startOfDay(moved, spec.zone).toISOString();
}

const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<Y>\\d{4})',
  MM: '(?<M>\\d{2})',
  M: '(?<M>\\d{1,2})',
  DD: '(?<D>\\d{2})',
  D: '(?<D>\\d{1,2})',
};
const patterns = new Map<string, RegExp>();

function patternOf(format: string): RegExp {
  let pattern = patterns.get(format);
  if (!pattern) {
    const source = format.replace(
      /YYYY|MM?|DD?|[^YMD]/g,
      (part) => tokens[part] ?? part.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&'),
    );
    pattern = new RegExp(`^${source}$`);
    patterns.set(format, pattern);
  }
  return pattern;
}

/** The 31st of January and a month is the end of February. */
function addMonths(date: Date, months: number): Date {
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), days));
  return first;
}

/** Midnight of a zone. Twice, since the first guess may lie on the other side of a change to summer time. */
function startOfDay(date: Date, zone: string): Date {
  const guess = date.getTime() - offsetAt(date.getTime(), zone);
  return new Date(date.getTime() - offsetAt(guess, zone));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that a zone is ahead of UTC at a moment. */
function offsetAt(time: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -offset : offset) * 1000;
}
