import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { calendarYear } from '../../../functions/deadlines/calendars/calendar.ts';

const root = join(import.meta.dirname, '../../..');
const published = join(root, '../shared/data/calendars');
const ours = (file: string) => calendarYear.parse(read(join(root, 'rules/calendars', file)));

const noticed = z.object({
  papers: z.array(z.string()),
  days: z.array(z.object({ date: z.string(), name: z.string(), isOffDay: z.boolean() })),
});
const holidays = z.object({ years: z.record(z.string(), z.array(z.object({ date: z.string(), name: z.string() }))) });

const whereItIs = existsSync(published) ? test : test.skip;

whereItIs.each([2024, 2025, 2026])('the calendar of China of %i has the days that were published', (year) => {
  const { papers, days } = noticed.parse(read(join(published, `cn-${year}.json`)));
  const of = (isOff: boolean) =>
    Object.fromEntries(days.filter(({ isOffDay }) => isOffDay === isOff).map(({ date, name }) => [date, name]));
  const found = ours(`cn-${year}.json`);
  expect({ papers: found.papers, off: found.off, makeUp: found.makeUp }).toEqual({
    papers,
    off: of(true),
    makeUp: of(false),
  });
});

whereItIs.each(['uk-england', 'us-federal'])('the calendar %s has the holidays of its list in every year', (name) => {
  const { years } = holidays.parse(read(join(published, `${name}.json`)));
  expect(Object.keys(years)).toEqual(['2024', '2025', '2026', '2027']);
  for (const [year, days] of Object.entries(years)) {
    const { off, makeUp } = ours(`${name}-${year}.json`);
    expect({ off, makeUp }).toEqual({ off: Object.fromEntries(days.map((day) => [day.date, day.name])), makeUp: {} });
  }
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
