import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { parseRequest } from '../../../functions/platform/http/request.ts';
import type { Route } from '../../../functions/platform/http/route.ts';
import { DomainError } from '../../../functions/platform/problems.ts';

const route: Route = {
  operationId: 'test',
  method: 'POST',
  path: '/v1/tests/{id}',
  function: 'test-api',
  who: 'public',
  summary: { en: 'Test', 'zh-CN': '测试' },
  params: z.object({ id: z.string().max(5) }),
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(25) }),
  body: z.strictObject({ name: z.string().min(1), deep: z.object({ 'a/b~c': z.array(z.int()) }).optional() }),
  responses: {},
};
const json = { 'content-type': 'application/json' };
const good = { headers: json, body: '{"name":"王小明"}', isBase64Encoded: false, pathParameters: { id: 'x' } };

describe('a request', () => {
  test('larger than 1 MiB is refused before it is parsed', () => {
    const body = JSON.stringify({ name: 'x'.repeat(1024 * 1024) });
    expect(() => parseRequest(route, { ...good, body })).toThrow(
      expect.objectContaining({ code: 'payload-too-large' }),
    );
  });

  test('is given to its handler as its schemas have parsed it', () => {
    expect(parseRequest(route, { ...good, queryStringParameters: { limit: '7' } })).toMatchObject({
      params: { id: 'x' },
      query: { limit: 7 },
      body: { name: '王小明' },
      ifMatch: undefined,
      fingerprint: good.body,
    });
    expect(parseRequest(route, good).query).toEqual({ limit: 25 });
  });

  test('may come in base 64, and must be UTF-8 then', () => {
    const sent = (bytes: Uint8Array) => ({
      ...good,
      body: Buffer.from(bytes).toString('base64'),
      isBase64Encoded: true,
    });
    expect(parseRequest(route, sent(Buffer.from(good.body))).body).toEqual({ name: '王小明' });
    expect(refusalOf(sent(Uint8Array.of(0x22, 0xc3, 0x28, 0x22)))).toMatchObject({ code: 'malformed-request' });
  });

  test.each([
    ['body of any kind but JSON', { headers: { 'content-type': 'text/plain' } }, 'unsupported-media-type'],
    ['body without a kind', { headers: {} }, 'unsupported-media-type'],
    ['body that is cut off', { body: '{"name":' }, 'malformed-request'],
    ['If-Match that is no ETag', { headers: { ...json, 'if-match': '3' } }, 'malformed-request'],
    ['If-Match of two ETags', { headers: { ...json, 'if-match': '"1", "2"' } }, 'malformed-request'],
    ['missing body', { body: '' }, 'unsupported-media-type', {}],
  ])('is refused with a %s', (_, change, code, headers = undefined) => {
    expect(refusalOf({ ...good, ...change, ...(headers && { headers }) })).toMatchObject({ code });
  });

  test.each([['application/json; charset=utf-8'], ['APPLICATION/JSON'], ['application/merge-patch+json']])(
    'may be of the kind %s',
    (type) => {
      expect(parseRequest(route, { ...good, headers: { 'content-type': type } }).body).toEqual({ name: '王小明' });
    },
  );

  test('is pointed at each of its wrong fields', () => {
    const body = JSON.stringify({ name: '', deep: { 'a/b~c': [1, 'two'] }, 'x/y': 1, z: 2 });
    expect(refusalOf({ ...good, body })?.errors?.map(({ pointer }) => pointer)).toEqual([
      '/name',
      '/deep/a~1b~0c/1',
      '/x~1y',
      '/z',
    ]);
    expect(refusalOf({ ...good, pathParameters: { id: 'too long' } })?.errors?.[0]?.pointer).toBe('path/id');
    expect(refusalOf({ ...good, queryStringParameters: { limit: '0' } })?.errors?.[0]?.pointer).toBe('query/limit');
  });

  test('gives the version that it wants to find, if it says so', () => {
    const versionOf = (ifMatch: string) =>
      parseRequest(route, { ...good, headers: { ...json, 'if-match': ifMatch } }).ifMatch;
    expect([versionOf('"3"'), versionOf('W/"12"'), versionOf('*')]).toEqual([3, 12, undefined]);
  });

  test('is parsed or refused by a problem, whatever its body is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (body) => {
        const refusal = refusalOf({ ...good, body });
        expect(refusal === undefined || refusal instanceof DomainError).toBe(true);
      }),
    );
  });

  test('cannot reach the prototype of anything', () => {
    const body = '{"name":"x","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect(refusalOf({ ...good, body })).toMatchObject({ code: 'invalid-input' });
    expect({}).not.toHaveProperty('polluted');
  });

  test('of a webhook is given as it came, for its signature', () => {
    const raw = { ...route, rawBody: true } as const;
    expect(parseRequest(raw, { ...good, body: '{"name": 1 ' }).body).toBe('{"name": 1 ');
  });
});

function refusalOf(event: Parameters<typeof parseRequest>[1]): DomainError | undefined {
  try {
    parseRequest(route, event);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
