import { instantOf, wallTime } from './zoned-time.ts';

type Days = (year: number, month: number, day: number) => boolean;

const DAY = 86_400_000;
const LAST_YEAR = 2199;

/**
 * The moments of `cron(minutes hours day-of-month month day-of-week year)` as AWS has it: days of the week from 1
 * (Sunday) to 7, one of the two days `?`, `L`, `W` and `#`. Returns the first moment after another (ms since the epoch),
 * undefined if there is none. Throws RangeError for what is no such expression.
 */
export function cronMoments(fields: string, timeZone: string): (after: number) => number | undefined {
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years, ...rest] = fields.trim().split(/\s+/);
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek || !years || rest.length > 0)
    throw new RangeError('A cron expression has six fields');
  if ((daysOfMonth === '?') === (daysOfWeek === '?'))
    throw new RangeError('One of day-of-month and day-of-week is ?, and not both');
  const times = {
    minutes: numbers(minutes, 0, 59),
    hours: numbers(hours, 0, 23),
    months: new Set(numbers(named(months, MONTHS, 1), 1, 12)),
    years: new Set(numbers(years, 1970, LAST_YEAR)),
    isDay: daysOfMonth === '?' ? inWeek(named(daysOfWeek, WEEKDAYS, 1)) : inMonth(daysOfMonth),
  };
  wallTime(0, timeZone);
  return (after) => nextMoment(times, after, timeZone);
}

interface Times {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly isDay: Days;
}

function nextMoment({ minutes, hours, months, years, isDay }: Times, after: number, zone: string): number | undefined {
  const { year, month, day, hour } = wallTime(after, zone);
  const today = Date.UTC(year, month - 1, day);
  for (let at = today; ; at += DAY) {
    const date = new Date(at);
    const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    if (y > LAST_YEAR) return undefined;
    if (!years.has(y) || !months.has(m) || !isDay(y, m, d)) continue;
    // An hour back, for the hour that clocks show twice.
    const from = at === today ? hour - 1 : 0;
    for (const h of hours.filter((candidate) => candidate >= from)) {
      for (const minute of minutes) {
        const moment = instantOf(Date.UTC(y, m - 1, d, h, minute), zone);
        if (moment !== undefined && moment > after) return moment;
      }
    }
  }
}

/** `*`, `5`, `1-5`, `0/15`, `10-40/10`, and lists of them. */
function numbers(field: string, least: number, most: number): number[] {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', from, to, step] = /^(\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    const first = range === '*' ? least : Number(from);
    const last = to !== undefined ? Number(to) : range === '*' || step !== undefined ? most : first;
    const every = step === undefined ? 1 : Number(step);
    if (range === '' || first < least || last > most || first > last || every < 1)
      throw new RangeError(`${field} is no list of numbers from ${least} to ${most}`);
    for (let value = first; value <= last; value += every) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function inMonth(field: string): Days {
  if (field === 'L') return (year, month, day) => day === lastDay(year, month);
  const weekday = /^(\d+)W$/.exec(field)?.[1];
  if (weekday) {
    const [nearest = 0] = numbers(weekday, 1, 31);
    return (year, month, day) => day === nearestWeekday(year, month, nearest);
  }
  const days = new Set(numbers(field, 1, 31));
  return (_, __, day) => days.has(day);
}

function inWeek(field: string): Days {
  const last = /^(\d)?L$/.exec(field);
  if (last) {
    const [wanted = 0] = numbers(last[1] ?? '7', 1, 7);
    // `L` alone is the week's last day; `6L` the month's last Friday.
    if (last[1] === undefined) return (year, month, day) => dayOfWeek(year, month, day) === wanted;
    return (year, month, day) => dayOfWeek(year, month, day) === wanted && day + 7 > lastDay(year, month);
  }
  const [, wanted, count] = /^(\d)#([1-5])$/.exec(field) ?? [];
  if (wanted !== undefined) {
    const [weekday] = numbers(wanted, 1, 7);
    return (year, month, day) => dayOfWeek(year, month, day) === weekday && Math.ceil(day / 7) === Number(count);
  }
  const days = new Set(numbers(field, 1, 7));
  return (year, month, day) => days.has(dayOfWeek(year, month, day));
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function named(field: string, names: readonly string[], first: number): string {
  return field.toUpperCase().replaceAll(/[A-Z]{3}/g, (name) => {
    const index = names.indexOf(name);
    return index < 0 ? name : String(index + first);
  });
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const dayOfWeek = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

/** The weekday nearest to a day, in the same month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const last = lastDay(year, month);
  const wanted = Math.min(day, last);
  const weekday = dayOfWeek(year, month, wanted);
  if (weekday === 7) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 1) return wanted < last ? wanted + 1 : wanted - 2;
  return wanted;
}
