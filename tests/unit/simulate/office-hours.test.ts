import { expect, test } from '@jest/globals';
import { afterWork } from '../../../tools/simulate/office-hours.ts';

test.each([
  // Wednesday, 10:00 in China.
  ['2026-11-25T02:00:00Z', 3, '2026-11-25T05:00:00Z'],
  ['2026-11-25T02:00:00Z', 0, '2026-11-25T02:00:00Z'],
  // Until 18:00, and the rest the next morning.
  ['2026-11-25T09:00:00Z', 2, '2026-11-26T02:00:00Z'],
  // At night, and before the office opens.
  ['2026-11-25T16:30:00Z', 1, '2026-11-26T02:00:00Z'],
  // Friday evening: on Monday.
  ['2026-11-27T12:00:00Z', 1, '2026-11-30T02:00:00Z'],
  // Nine hours a day.
  ['2026-11-30T01:00:00Z', 45.5, '2026-12-07T01:30:00Z'],
])('from %s, %d hours of work are done at %s', (from, hours, done) => {
  expect(afterWork(Date.parse(from), hours)).toBe(Date.parse(done));
});
