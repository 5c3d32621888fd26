import { describe, expect, test } from '@jest/globals';
import { ruleFor } from '../../../functions/cases/clocks.ts';
import { claimType } from '../../../functions/claims/claim-type.ts';
import { calendar } from '../../../functions/deadlines/calendars/calendars.ts';
import type { Unit } from '../../../functions/deadlines/packs/rule.ts';
import { dueBy, secondsUntil, taskDue } from '../../../functions/tasks/task-due.ts';
import { aClaim, at, aWorld, HOUR, now } from '../../support/fixtures.ts';
import { wang } from '../../support/portfolio.ts';
import { promisedHours } from '../../support/promised.ts';

const time = (unit: Unit, length: number) => ({ unit, length, zone: 'Asia/Shanghai', calendar: calendar('CN') });

describe('a task is due', () => {
  test.each<[string, Unit, number, string, string]>([
    ['hours later, through the night', 'hour', 24, '2026-11-25T09:00:00.000Z', '2026-11-26T09:00:00.000Z'],
    [
      'on the last working day before the day itself',
      'natural-day',
      3,
      '2026-11-25T09:00:00.000Z',
      '2026-11-27T16:00:00.000Z',
    ],
    ['on a working day', 'working-day', 3, '2026-11-25T09:00:00.000Z', '2026-11-30T16:00:00.000Z'],
    // Nobody knows yet which days of 2027 are worked on: the second natural day, rather than no task.
    [
      'without a calendar, after as many natural days',
      'working-day',
      2,
      '2026-12-31T02:00:00.000Z',
      '2027-01-02T16:00:00.000Z',
    ],
  ])('%s', (_title, unit, length, from, due) => {
    expect(dueBy(time(unit, length), from)).toBe(due);
  });

  const due = (clock: Parameters<typeof taskDue>[2], given = {}, besides = {}) =>
    taskDue(claimType, aWorld(aClaim('ADJUDICATION', given), besides), clock, at(0));

  test('by the promise of its clock', () => {
    expect(due('survey')).toBe(at(promisedHours('survey') * HOUR));
    expect(due('survey', { packs: { CN: '2026-11', 'CN-promise': '2026-11' } })).toBe(due('survey'));
    // The law has a clock of that name as well, and sets no time for a task.
    expect(due('payment')).toBe('2026-12-04T16:00:00.000Z');
  });

  test('sooner for a premium customer', () => {
    const customer = { ...wang, profile: { tier: 'premium' } };
    expect(due('survey', {}, { customer })).toBe(at(promisedHours('survey-premium') * HOUR));
  });

  test('by the latest pack where that of its case has no such clock', () => {
    expect(due('survey', { packs: { CN: '2026-11' } })).toBe(due('survey'));
  });

  test('also on a day before its rule is in force', () => {
    const from = '2026-10-01T00:00:00.000Z';
    expect(taskDue(claimType, aWorld(aClaim('ADJUDICATION')), 'review', from)).toBe('2026-10-02T00:00:00.000Z');
  });

  test('after so many hours, in a chain that has no packs', () => {
    expect(due({ hours: 5 })).toBe(at(5 * HOUR));
  });

  test('never, by a clock that there is not', () => {
    expect(() => due('tea')).toThrow('No promise is the clock tea of a claim');
  });
});

describe('the rule of a clock for a claim', () => {
  const world = aWorld(aClaim('APPROVED'));
  const packsOf = (...packs: string[]) => ({
    ...(claimType.clocks && { clocks: { ...claimType.clocks, packs: () => packs } }),
  });

  test('is the law’s or the promise’s, as it is asked for', () => {
    const law = ruleFor(packsOf('CN-promise', 'CN'), world, { class: 'law', clock: 'payment' }, at(0));
    expect(law).toMatchObject({ rule: { id: 'art23-pay' }, pack: { pack: 'CN' } });
    const promise = ruleFor(packsOf('CN', 'CN-promise'), world, { class: 'promise', clock: 'payment' }, at(0));
    expect(promise).toMatchObject({ rule: { id: 'payment' }, pack: { pack: 'CN-promise' } });
  });

  test('is none where the house has no pack with it', () => {
    expect(ruleFor(packsOf('CN-promise'), world, { class: 'law', clock: 'payment' }, at(0))).toBeUndefined();
    expect(ruleFor({}, world, { class: 'law', clock: 'payment' }, at(0))).toBeUndefined();
  });
});

test.each([
  [at(1000), 1],
  [at(1001), 2],
  [at(-1), 0],
])('seconds until %s are whole ones: %d', (due, seconds) => {
  expect(secondsUntil(due, now)).toBe(seconds);
});
