import { expect, test } from '@jest/globals';
import { assertMatch, etag } from '../../../functions/platform/http/etag.ts';

test('an ETag is the version in quotes', () => {
  expect(etag(12)).toEqual({ etag: '"12"' });
});

test.each([
  [undefined, true],
  [3, true],
  [2, false],
  [4, false],
  [0, false],
])('If-Match of %j finds version 3: %s', (ifMatch, found) => {
  const matching = () => assertMatch(ifMatch, 3);
  if (found) expect(matching).not.toThrow();
  else expect(matching).toThrow(expect.objectContaining({ code: 'stale-version' }));
});
