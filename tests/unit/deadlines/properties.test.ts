import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendar } from '../../../functions/deadlines/calendars/calendars.ts';
import { count, type Dates } from '../../../functions/deadlines/counting/count.ts';
import { dayAt, daysBetween, utc } from '../../../functions/deadlines/counting/dates.ts';
import { type Clock, daysOf } from '../../../functions/deadlines/counting/days.ts';
import { rungAt } from '../../../functions/deadlines/counting/rungs.ts';
import { merged, type Stop } from '../../../functions/deadlines/counting/stops.ts';

const HOUR = 3_600_000;
const first = Date.parse('2024-01-01T00:00:00Z');
/** Far enough from the last year that is known for what is counted from here. */
const last = Date.parse('2026-06-30T00:00:00Z');

const moment = fc.integer({ min: first / 1000, max: last / 1000 }).map((seconds) => utc(seconds * 1000));
const zones = [
  { zone: 'Asia/Shanghai', calendar: 'CN' },
  { zone: 'America/Los_Angeles', calendar: 'us-federal' },
  { zone: 'Europe/London', calendar: 'uk-england' },
];
const stopsAfter = (from: string): fc.Arbitrary<Stop[]> =>
  fc.array(
    fc.tuple(fc.integer({ min: -48, max: 24 * 30 }), fc.integer({ min: 0, max: 24 * 12 })).map(([begins, lasts]) => {
      const at = Date.parse(from) + begins * HOUR + 1_234_567;
      return { from: utc(at), to: utc(at + lasts * HOUR + 765_432) };
    }),
    { maxLength: 3 },
  );
const clocks = fc
  .tuple(
    fc.constantFrom('minute', 'hour', 'natural-day', 'working-day', 'month'),
    fc.integer({ min: 1, max: 20 }),
    moment,
    fc.constantFrom(...zones),
  )
  .chain(([unit, length, startedAt, where]) =>
    stopsAfter(startedAt).map((stops): Clock => {
      const months = unit === 'month' ? 1 + (length % 3) : length;
      return { unit, length: months, startedAt, zone: where.zone, calendar: calendar(where.calendar), stops };
    }),
  );

function dates(clock: Clock): Dates {
  const counted = count(clock);
  if ('missing' in counted) throw new Error(`No ${counted.missing.year}`);
  return counted;
}

describe('whatever happens to a clock', () => {
  test('a pause moves it later, or leaves it where it is, and so does each further one', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        const dues = clock.stops.map((_, n) => dates({ ...clock, stops: clock.stops.slice(0, n) }).due);
        const all = [...dues, dates(clock).due];
        expect(all).toEqual(all.toSorted());
      }),
      { numRuns: 2000 },
    );
  });

  test('the same pause twice, or in another order, is the same', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        const again = { ...clock, stops: [...clock.stops.toReversed(), ...clock.stops] };
        expect(dates(again)).toEqual(dates(clock));
      }),
      { numRuns: 2000 },
    );
  });

  test('hours are later by exactly what was paused before they were over', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        const hours = { ...clock, unit: 'hour' } as const;
        const { due } = dates(hours);
        const paused = merged(clock.stops)
          .map(({ from, to }) => [from < clock.startedAt ? clock.startedAt : from, to > due ? due : to] as const)
          .reduce((sum, [from, to]) => sum + Math.max(0, Date.parse(to) - Date.parse(from)), 0);
        expect(Date.parse(due) - Date.parse(clock.startedAt)).toBe(clock.length * HOUR + paused);
      }),
      { numRuns: 2000 },
    );
  });

  test('days that are taken off never exceed the evidence, in a hundred thousand histories', () => {
    const never = fc.property(clocks, (clock) => {
      if (clock.unit === 'hour' || clock.unit === 'minute') return;
      const taken = [...daysOf(clock)].filter(({ skipped }) => skipped === 'stopped').length;
      const evidenced = merged(clock.stops).reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
      // A day on which the clocks go forward is an hour short, and evidenced whole all the same.
      if (taken * 24 * HOUR > evidenced + HOUR) throw new Error(`${taken} days of ${evidenced / HOUR} hours`);
    });
    fc.assert(never, { numRuns: 100_000 });
  });

  test('the prudent date is on or before the due one, which is on or before the rolled one, and days off lie between', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        const { due, dueRolled, duePrudent } = dates(clock);
        expect(duePrudent <= due && due <= String(dueRolled)).toBe(true);
        expect(duePrudent > clock.startedAt).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('rungs come in their order, after the start, and 100 per cent is the prudent date', () => {
    fc.assert(
      fc.property(clocks, (clock) => {
        const { duePrudent } = dates(clock);
        const rungs = [1, 50, 80, 95, 100].map((percent) => rungAt(percent, clock, duePrudent));
        expect(rungs).toEqual(rungs.toSorted());
        expect(String(rungs[0]) >= clock.startedAt).toBe(true);
        expect(rungs[4]).toBe(duePrudent);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['spring forward', '2026-03-07T20:00:00.000Z', 3, '2026-03-11T07:00:00.000Z'],
  ['fall back', '2026-10-31T20:00:00.000Z', 3, '2026-11-04T08:00:00.000Z'],
])('in California days end at midnight also when clocks %s', (_title, startedAt, length, due) => {
  const [, california] = zones;
  if (!california) throw new Error('No California');
  const { zone } = california;
  const clock = { unit: 'natural-day', length, startedAt, zone, calendar: calendar('us-federal'), stops: [] } as const;
  expect(dates(clock).due).toBe(due);
  expect(daysBetween(dayAt(startedAt, zone), dayAt(due, zone))).toBe(length + 1);
});
