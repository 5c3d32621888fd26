import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { castsIn, castsOf } from '../../tools/casts.ts';

test('the product casts at most twice in 1,000 lines', () => {
  const { lines, found } = castsIn(join(import.meta.dirname, '../../functions'));
  expect(lines).toBeGreaterThan(5_000);
  expect(found.length / lines).toBeLessThanOrEqual(2 / 1_000);
});

test.each([
  ['const a = b as string;', 1],
  ['const a = (b as string).length + c!.d;', 2],
  ['const a = b as unknown as string;', 2],
  ["const a = ['x'] as const;", 0],
  ['const a = { b: 1 } satisfies object;', 0],
  ["import { a as b } from 'c'; import type { d as e } from 'f';", 0],
  ['type A<B> = { [C in keyof B as Uppercase<C>]: B[C] };', 0],
  ["// b as string\nconst a = 'b as string';", 0],
])('%j casts %d times', (text, casts) => {
  expect(castsOf(text)).toHaveLength(casts);
});
