import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KeyRange, OrderedMap } from '../../dynamodb/ordered-map.ts';

const key = fc.integer({ min: 0, max: 3000 }).map((number) => String(number).padStart(4, '0'));
const range: fc.Arbitrary<KeyRange> = fc
  .tuple(fc.constantFrom('gt', 'gte'), key, fc.constantFrom('lt', 'lte'), key, fc.boolean(), fc.subarray([0, 1, 2]))
  .map(([from, low, to, high, reverse, parts]) => ({
    ...(parts.includes(0) && { [from]: low }),
    ...(parts.includes(1) && { [to]: high }),
    ...(parts.includes(2) && { reverse }),
  }));

describe('an ordered map', () => {
  test('walks the keys that a sorted list would give, after any insertions and deletions', () => {
    const changes = fc.array(fc.record({ key, remove: fc.boolean() }), { maxLength: 2500, size: 'max' });
    fc.assert(
      fc.property(changes, fc.array(range, { minLength: 5, maxLength: 5 }), (steps, ranges) => {
        const map = new OrderedMap<string>();
        const model = new Set<string>();
        for (const step of steps) {
          if (step.remove) expect(map.delete(step.key)).toBe(model.delete(step.key));
          else {
            map.set(step.key, step.key);
            model.add(step.key);
          }
        }
        expect(map.size).toBe(model.size);
        for (const bounds of ranges) expect([...map.values(bounds)]).toEqual(within(model, bounds));
        for (const { gte = '' } of ranges) expect(map.keyFrom(gte)).toBe(within(model, { gte })[0]);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps its order over many chunks', () => {
    const map = new OrderedMap<number>();
    for (let i = 0; i < 5000; i++) map.set(String((i * 7919) % 5000).padStart(4, '0'), i);
    expect([...map.entries()].map(([name]) => Number(name))).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    expect(map.firstKey()).toBe('0000');
  });
});

function within(model: ReadonlySet<string>, { gt, gte, lt, lte, reverse }: KeyRange): string[] {
  const keys = [...model]
    .sort()
    .filter((name) => (gt === undefined || name > gt) && (gte === undefined || name >= gte))
    .filter((name) => (lt === undefined || name < lt) && (lte === undefined || name <= lte));
  return reverse ? keys.reverse() : keys;
}
