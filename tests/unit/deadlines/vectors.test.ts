import { expect, test } from '@jest/globals';
import { calendar } from '../../../functions/deadlines/calendars/calendars.ts';
import { count } from '../../../functions/deadlines/counting/count.ts';
import { addDays, addMonths, dayAt } from '../../../functions/deadlines/counting/dates.ts';
import type { Unit } from '../../../functions/deadlines/packs/rule.ts';

const zone = 'Asia/Shanghai';

/** The days of a clock that starts at noon in China. */
function counted(start: string, length: number, unit: Unit) {
  const dates = count({ unit, length, startedAt: `${start}T04:00:00.000Z`, zone, calendar: calendar('CN'), stops: [] });
  if ('missing' in dates) return dates;
  const dayOf = (at: string | null) => at && dayAt(new Date(Date.parse(at) - 1).toISOString(), zone);
  return { due: dayOf(dates.due), rolled: dayOf(dates.dueRolled), prudent: dayOf(dates.duePrudent) };
}

test.each([
  ['a regulator passes on a complaint', '2026-09-28', 7, '2026-10-13'],
  ['the same over Spring Festival, to a Saturday that works', '2026-02-12', 7, '2026-02-28'],
  ['a suspension notice', '2026-02-10', 10, '2026-03-02'],
  ['a decision on a life claim, over a Saturday that works', '2026-04-30', 5, '2026-05-11'],
  ['the same over a Sunday that works', '2025-09-26', 5, '2025-10-10'],
  ['the same in 2024', '2024-09-12', 5, '2024-09-20'],
  ['acceptance of a policy service', '2026-02-13', 2, '2026-02-24'],
  ['a mis-sale found in a callback', '2026-01-30', 15, '2026-02-27'],
])('working days: %s', (_title, start, length, due) => {
  expect(counted(start, length, 'working-day')).toEqual({ due, rolled: due, prudent: due });
});

test.each([
  ['a simple complaint over Golden Week', '2026-09-17', 15, '2026-10-02', '2026-10-08', '2026-09-30'],
  ['a simple complaint over Spring Festival', '2026-02-01', 15, '2026-02-16', '2026-02-24', '2026-02-14'],
  ['a complex complaint', '2026-09-02', 30, '2026-10-02', '2026-10-08', '2026-09-30'],
  ['an extended complaint', '2026-08-04', 60, '2026-10-03', '2026-10-08', '2026-09-30'],
  ['a review asked for', '2026-01-20', 30, '2026-02-19', '2026-02-24', '2026-02-14'],
  ['a denial letter before Golden Week: the same day', '2026-09-30', 3, '2026-10-03', '2026-10-08', '2026-09-30'],
  ['an orphan notice', '2026-01-16', 30, '2026-02-15', '2026-02-24', '2026-02-14'],
])('natural days, due, rolled and prudent: %s', (_title, start, length, due, rolled, prudent) => {
  expect(counted(start, length, 'natural-day')).toEqual({ due, rolled, prudent });
});

test.each([
  ['2026-01-31', '2026-04-01', '2026-04-02'],
  ['2028-01-31', '2028-03-31', '2028-04-01'],
  ['2027-12-31', '2028-02-29', '2028-03-01'],
])('sixty days of grace from %s last to %s, and cover is suspended from %s', (due, last, suspended) => {
  expect(counted(due, 60, 'natural-day')).toMatchObject({ due: last });
  expect(addDays(last, 1)).toBe(suspended);
});

test('two years from a leap day end on the last of February, as there is no such day', () => {
  expect(counted('2028-02-29', 2, 'year')).toMatchObject({ due: '2030-02-28' });
});

test('a yearly policy of a leap day keeps its anchor: 28, 28, 28 and 29 February', () => {
  expect([1, 2, 3, 4].map((years) => addMonths('2024-02-29', 12 * years))).toEqual([
    '2025-02-28',
    '2026-02-28',
    '2027-02-28',
    '2028-02-29',
  ]);
});

test('instalments of the 31st do not drift to the 28th', () => {
  expect([1, 2, 3, 4].map((months) => addMonths('2026-01-31', months))).toEqual([
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
  ]);
});

test.each([
  [2024, 251],
  [2025, 248],
  [2026, 248],
])('%i has %i working days', (year, days) => {
  const calendarDays = Array.from({ length: 366 }, (_, n) => addDays(`${year}-01-01`, n)).filter((day) =>
    day.startsWith(String(year)),
  );
  expect(calendarDays.filter((day) => calendar('CN').dayOf(day).works)).toHaveLength(days);
});

test('a working day of a year that is not published names the year', () => {
  expect(counted('2026-12-20', 15, 'working-day')).toEqual({ missing: { calendar: 'CN', year: 2027 } });
});

test('a natural day of a year that is not published has no rolled date, and is its own prudent date', () => {
  expect(counted('2026-12-20', 15, 'natural-day')).toEqual({ due: '2027-01-04', rolled: null, prudent: '2027-01-04' });
});
