import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { lazily } from '../../../functions/platform/lazily.ts';
import { objectOf } from '../../../functions/platform/object-of.ts';

test('what is made lazily is made when it is first asked for, and once, even where it is nothing', () => {
  let made = 0;
  const nothing = lazily(() => {
    made += 1;
  });
  expect(made).toBe(0);
  expect([nothing(), nothing(), made]).toEqual([undefined, undefined, 1]);
});

test('a schema that is made at its first use shows what it is made of', () => {
  const shape = { name: z.string() };
  expect(objectOf(z.lazy(() => z.lazy(() => z.object(shape))))?.shape).toEqual(shape);
  expect(objectOf(z.object(shape))?.shape).toEqual(shape);
  expect([objectOf(z.lazy(() => z.string())), objectOf(undefined)]).toEqual([undefined, undefined]);
});
