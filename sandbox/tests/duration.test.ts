import { describe, expect, test } from '@jest/globals';
import { durationFrom, parseDuration } from '../http/duration.ts';

describe('a duration', () => {
  const cases: [text: string, start: string, end: string][] = [
    ['PT36H', '2026-03-01T00:00:00Z', '2026-03-02T12:00:00Z'],
    ['PT0.5S', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00.500Z'],
    ['P2W', '2026-03-01T00:00:00Z', '2026-03-15T00:00:00Z'],
    ['P1M', '2026-01-31T08:00:00Z', '2026-02-28T08:00:00Z'],
    ['P1Y', '2028-02-29T00:00:00Z', '2029-02-28T00:00:00Z'],
    ['P1Y2M10DT2H30M', '2026-11-20T23:00:00Z', '2028-01-31T01:30:00Z'],
  ];
  test.each(cases)('%s from %s ends at %s', (text, start, end) => {
    const duration = parseDuration(text);
    if (!duration) throw new Error(`${text} was not read`);
    expect(Date.parse(start) + durationFrom(Date.parse(start), duration)).toBe(Date.parse(end));
  });

  test.each(['', 'P', 'PT', 'P1', 'P1H', 'PT1D', '1H', '-P1D', 'P1.5D', 'p1d'])('is not %p', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
