import { expect, test } from '@jest/globals';
import { cronMoments } from '../../aws/schedules/cron-expression.ts';

/** The first moments of an expression from an instant on. */
function moments(fields: string, from: string, count = 3, timeZone = 'UTC'): string[] {
  const next = cronMoments(fields, timeZone);
  const found: string[] = [];
  let at = Date.parse(from) - 1;
  for (let i = 0; i < count; i++) {
    const moment = next(at);
    if (moment === undefined) return found;
    found.push(new Date(moment).toISOString().slice(0, 16));
    at = moment;
  }
  return found;
}

test.each([
  ['0 10 * * ? *', ['2026-01-01T10:00', '2026-01-02T10:00', '2026-01-03T10:00']],
  ['15 12 ? * MON-FRI *', ['2026-01-01T12:15', '2026-01-02T12:15', '2026-01-05T12:15']],
  ['0 18 ? * 2#1 *', ['2026-01-05T18:00', '2026-02-02T18:00', '2026-03-02T18:00']],
  ['0 8 L * ? *', ['2026-01-31T08:00', '2026-02-28T08:00', '2026-03-31T08:00']],
  ['0 8 ? * 6L *', ['2026-01-30T08:00', '2026-02-27T08:00', '2026-03-27T08:00']],
  ['0 8 1W * ? *', ['2026-01-01T08:00', '2026-02-02T08:00', '2026-03-02T08:00']],
  ['0/20 8-9 1 JAN,JUL ? *', ['2026-01-01T08:00', '2026-01-01T08:20', '2026-01-01T08:40']],
  ['0 0 29 2 ? *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
  ['0 0 1 1 ? 2027', ['2027-01-01T00:00']],
  ['0 0 1 1 ? 2020', []],
])('%s', (fields, expected) => {
  expect(moments(fields, '2026-01-01T00:00:00Z')).toEqual(expected);
});

test('a time that clocks skip in spring is skipped; one that they show twice in autumn comes once', () => {
  const spring = moments('30 2 * * ? *', '2026-03-28T00:00:00Z', 3, 'Europe/Berlin');
  expect(spring).toEqual(['2026-03-28T01:30', '2026-03-30T00:30', '2026-03-31T00:30']);
  const autumn = moments('30 2 * * ? *', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin');
  expect(autumn).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
});

test.each([
  '0 10 * * * *',
  '0 10 ? * ? *',
  '60 10 * * ? *',
  '0 10 * * ?',
  '0 10 32 * ? *',
  '0 10 ? * 8 *',
  'x 10 * * ? *',
])('%s is no expression', (fields) => {
  expect(() => cronMoments(fields, 'UTC')).toThrow(RangeError);
});
