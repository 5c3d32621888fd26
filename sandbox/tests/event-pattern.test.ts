import { describe, expect, test } from '@jest/globals';
import { matchesPattern } from '../aws/event-pattern.ts';

describe('an event pattern', () => {
  const event = {
    source: 'claims',
    detail: { state: 'OPEN', amount: 120, tags: ['vip', 'auto'], note: null, items: [{ kind: 'a' }, { kind: 'b' }] },
  };
  const cases: [name: string, pattern: unknown, matches: boolean][] = [
    ['matches equal values', { source: ['claims', 'policies'] }, true],
    ['does not match other values', { source: ['policies'] }, false],
    ['takes all fields together', { source: ['claims'], detail: { state: ['CLOSED'] } }, false],
    ['matches one of the values of a list', { detail: { tags: ['auto'] } }, true],
    ['looks into lists of objects', { detail: { items: { kind: ['b'] } } }, true],
    ['matches null', { detail: { note: [null] } }, true],
    ['knows prefix', { detail: { state: [{ prefix: 'OP' }] } }, true],
    ['knows suffix', { detail: { state: [{ suffix: 'EN' }] } }, true],
    ['knows prefix without case', { detail: { state: [{ prefix: { 'equals-ignore-case': 'op' } }] } }, true],
    ['knows equals-ignore-case', { detail: { state: [{ 'equals-ignore-case': 'open' }] } }, true],
    ['knows wildcard', { detail: { state: [{ wildcard: 'O*N' }] } }, true],
    ['takes a dot in a wildcard for a dot', { detail: { state: [{ wildcard: 'O.*' }] } }, false],
    ['knows exists', { detail: { state: [{ exists: true }], gone: [{ exists: false }] } }, true],
    ['knows exists inside of what is not there', { absent: { field: [{ exists: false }] } }, true],
    ['refuses what exists', { detail: { state: [{ exists: false }] } }, false],
    ['knows anything-but', { detail: { state: [{ 'anything-but': ['CLOSED'] }] } }, true],
    ['knows anything-but prefix', { detail: { state: [{ 'anything-but': { prefix: 'OP' } }] } }, false],
    ['does not match anything-but on a missing field', { detail: { gone: [{ 'anything-but': 'x' }] } }, false],
    ['knows numeric ranges', { detail: { amount: [{ numeric: ['>', 100, '<=', 120] }] } }, true],
    ['refuses numbers out of range', { detail: { amount: [{ numeric: ['>', 120] }] } }, false],
    ['knows $or', { $or: [{ source: ['x'] }, { detail: { amount: [120] } }] }, true],
  ];
  test.each(cases)('%s', (_, pattern, matches) => {
    expect(matchesPattern(pattern, event)).toBe(matches);
  });

  test('with an operator that is not supported is refused by name', () => {
    expect(() => matchesPattern({ source: [{ cidr: '10.0.0.0/8' }] }, event)).toThrow('does not support cidr');
  });
});
