import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { testApi, testFunction } from './support/assembly.ts';
import { runSandbox } from './support/running-sandbox.ts';

const echo = `export const handler = async (event) => ({ statusCode: 200, cookies: ['a=1', 'b=2'],
  headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(event) });`;
const misbehaving = `export const handler = async (event) => {
  if (event.rawPath === '/fail') throw new TypeError('broken');
  return { inferred: true };
};`;

let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox(
    {
      Echo: testFunction('echo'),
      Misbehaving: testFunction('misbehaving'),
      ...testApi({
        'POST /open': { function: 'Echo' },
        'GET /items/{itemId}': { function: 'Echo' },
        'GET /items/latest': { function: 'Echo' },
        'GET /files/{path+}': { function: 'Echo' },
        'GET /private': { function: 'Echo', token: true },
        'GET /fail': { function: 'Misbehaving' },
        'GET /inferred': { function: 'Misbehaving' },
      }),
    },
    { echo, misbehaving },
  );
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${sandbox.url}${path}`, { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
async function getJson(path: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  return JSON.parse(await (await get(path, headers)).text());
}

describe('a request to the gateway', () => {
  test('reaches its function in payload format 2.0', async () => {
    const response = await fetch(`${sandbox.url}/open?a=1&a=2&b=x%20y`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Custom': 'Yes', cookie: 'c=3; d=4' },
      body: '{"text":"保险"}',
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /open',
      rawPath: '/open',
      rawQueryString: 'a=1&a=2&b=x%20y',
      queryStringParameters: { a: '1,2', b: 'x y' },
      cookies: ['c=3', 'd=4'],
      headers: { 'content-type': 'application/json', 'x-custom': 'Yes' },
      body: '{"text":"保险"}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'POST', path: '/open', sourceIp: '127.0.0.1' } },
    });
  });

  test('carries path parameters and the path decoded', async () => {
    expect(await getJson('/items/a%2Fb%20%E4%BF%9D')).toMatchObject({
      rawPath: '/items/a/b 保',
      pathParameters: { itemId: 'a/b 保' },
    });
  });

  test('finds the most specific route', async () => {
    expect(await getJson('/items/latest')).toMatchObject({ routeKey: 'GET /items/latest' });
    expect(await getJson('/files/a/b')).toMatchObject({ pathParameters: { path: 'a/b' } });
  });

  test('has its body in base64 when it is not text', async () => {
    const response = await fetch(`${sandbox.url}/open`, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: new Uint8Array([1, 2, 250]),
    });
    expect(await response.json()).toMatchObject({ body: 'AQL6', isBase64Encoded: true });
  });

  test('is answered 404 where there is no route, 400 for a broken path, 413 beyond 10 MB', async () => {
    const unknown = await get('/unknown');
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
    expect((await fetch(`${sandbox.url}/open`)).status).toBe(404);
    expect((await get('/items/%zz')).status).toBe(400);
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    expect((await fetch(`${sandbox.url}/open`, { method: 'POST', body }).catch(() => ({ status: 413 }))).status).toBe(
      413,
    );
  });

  test('is answered 500 when the function fails, and what it returns without a status as JSON', async () => {
    const failed = await get('/fail');
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    const inferred = await get('/inferred');
    expect(inferred.headers.get('content-type')).toBe('application/json');
    expect(await inferred.json()).toEqual({ inferred: true });
  });
});

describe('a route with a JWT authorizer', () => {
  test('lets a token of the sandbox in, its claims as text', async () => {
    const token = await sandbox.token({ name: '李雷', groups: ['clerk'], attributes: { office: 'SH-01' } });
    const event = await getJson('/private', bearer(token));
    expect(event).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            claims: {
              iss: 'https://issuer.example',
              'cognito:groups': '[clerk]',
              'custom:office': 'SH-01',
              name: '李雷',
            },
            scopes: null,
          },
        },
      },
    });
  });

  test('refuses no token, a foreign one, a tampered one and an expired one', async () => {
    const refusal = async (headers: Record<string, string>) => {
      const response = await get('/private', headers);
      return [response.status, await response.json()];
    };
    const unauthorized = [401, { message: 'Unauthorized' }];
    const token = await sandbox.token({ name: 'Ada' });
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, aud: 'another' })).toString('base64url');
    expect(await refusal({})).toEqual(unauthorized);
    expect(await refusal({ authorization: 'Basic abc' })).toEqual(unauthorized);
    expect(await refusal(bearer(`${header}.${changed}.${signature}`))).toEqual(unauthorized);
    await sandbox.clock.advance(101 * 366 * 86_400_000);
    expect(await refusal(bearer(token))).toEqual(unauthorized);
  });
});
