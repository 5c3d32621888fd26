import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { calendar } from '../../../functions/deadlines/calendars/calendars.ts';
import { count } from '../../../functions/deadlines/counting/count.ts';
import { beginningOf, dayAt, utc } from '../../../functions/deadlines/counting/dates.ts';
import { latestOf, packNames, ruleIn } from '../../../functions/deadlines/packs/packs.ts';
import type { Rule } from '../../../functions/deadlines/packs/rule.ts';
import { rulesPage } from '../../../tools/docs/rules-page.ts';
import type { RuleCase } from './rule-cases/rule-case.ts';
import { ruleCases } from './rule-cases/rule-cases.ts';

const table = Object.entries(ruleCases).flatMap(([pack, { cases }]) => cases.map((example) => ({ pack, ...example })));

test.each(table)('the rule $pack $id: from $starts to $due', ({ pack: name, ...example }) => {
  const pack = latestOf(name);
  const rule = ruleIn(pack, example.id);
  const { due, rolled = due, prudent = due } = example;
  expect(counted(rule, example, pack)).toEqual({ due, rolled, prudent });
});

describe.each(packNames)('the pack %s', (name) => {
  const cases = ruleCases[name]?.cases ?? [];

  test('has an example for each rule that something starts', () => {
    const started = latestOf(name).rules.filter(({ startedBy }) => startedBy);
    const proven = new Set(cases.map(({ id }) => id));
    expect(started.filter(({ id }) => !proven.has(id)).map(({ id }) => id)).toEqual([]);
  });
});

test('docs/rules.md says what the packs say: npm run docs:rules', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8')).toBe(rulesPage());
});

/** The three dates as an example gives them: days by their last, minutes by the clock of the zone. */
function counted({ unit, length, extensions = [] }: Rule, example: RuleCase, pack: { zone: string; calendar: string }) {
  const { zone } = pack;
  const { starts, paused, extended = false } = example;
  const longer = extended ? extensions.reduce((sum, each) => sum + each.length * each.times, 0) : 0;
  const dates = count({
    unit,
    length: length + longer,
    startedAt: momentOf(starts, zone),
    zone,
    calendar: calendar(pack.calendar),
    stops: paused ? [{ from: momentOf(paused.from, zone), to: momentOf(paused.to, zone) }] : [],
  });
  if ('missing' in dates) return dates;
  const inMinutes = unit === 'minute' || unit === 'hour';
  const shown = (at: string) => (inMinutes ? minuteOf(at, zone) : dayAt(utc(Date.parse(at) - 1), zone));
  const { due, dueRolled, duePrudent } = dates;
  return { due: shown(due), rolled: dueRolled && shown(dueRolled), prudent: shown(duePrudent) };
}

/** `2026-09-30T11:00` on the clocks of a zone, on a day on which they are not changed. */
function momentOf(local: string, zone: string): string {
  const [day = '', time = ''] = local.split('T');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return utc(Date.parse(beginningOf(day, zone)) + (60 * hours + minutes) * 60_000);
}

function minuteOf(at: string, zone: string): string {
  const day = dayAt(at, zone);
  const minutes = (Date.parse(at) - Date.parse(beginningOf(day, zone))) / 60_000;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
