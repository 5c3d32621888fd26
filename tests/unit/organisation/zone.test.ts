import { expect, test } from '@jest/globals';
import { dayIn, isZone } from '../../../functions/organisation/zone.ts';

test.each([
  ['Asia/Shanghai', '2026-04-30T15:59:59.999Z', '2026-04-30'],
  ['Asia/Shanghai', '2026-04-30T16:00:00.000Z', '2026-05-01'],
  ['UTC', '2026-04-30T16:00:00.000Z', '2026-04-30'],
  ['America/New_York', '2026-01-01T04:59:59.000Z', '2025-12-31'],
])('in %s at %s it is %s', (zone, moment, day) => {
  expect(dayIn(zone, new Date(moment))).toBe(day);
});

test.each([
  ['Asia/Shanghai', true],
  ['Asia/Nowhere', false],
  ['', false],
])('%j is a time zone: %s', (name, expected) => {
  expect(isZone(name)).toBe(expected);
});
