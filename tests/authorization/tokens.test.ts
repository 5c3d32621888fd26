import { createHmac, generateKeyPairSync } from 'node:crypto';
import { Gateway } from '@careline/sandbox/gateway';
import { HttpServer } from '@careline/sandbox/http-server';
import { Identity } from '@careline/sandbox/identity';
import { Services } from '@careline/sandbox/services';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { exportSPKI, type JWTPayload, SignJWT } from 'jose';
import { stageTokens } from '../../functions/platform/http/tokens.ts';
import { routes } from '../../functions/routes.ts';
import { type Product, product } from './product.ts';
import { requests } from './requests.ts';
import { furnish, home, idsOf } from './world.ts';

const authorizer = { issuer: 'https://issuer.example', audience: ['careline'] };

let house: Product;
let identity: Identity;
let server: HttpServer;
let invoked: string[] = [];
beforeAll(async () => {
  house = await product(stageTokens(JSON.stringify({ audience: 'careline', use: 'id' })));
  await furnish(house);
  identity = await Identity.create(house.clock, authorizer);
  const api = {
    id: 'careline',
    routes: routes.map(({ method, path, who }) => ({
      routeKey: `${method} ${path}`,
      functionArn: `${method} ${path}`,
      scopes: [],
      ...(who !== 'public' && { authorizer }),
    })),
  };
  const services = new Services();
  services.register('lambda', async ({ input }) => {
    const event = JSON.parse(String(input.Payload)) as APIGatewayProxyEventV2WithJWTAuthorizer;
    invoked.push(event.routeKey);
    const context = { functionName: 'test', awsRequestId: 'test' } as Context;
    return { Payload: JSON.stringify(await house.handlerOf(event.routeKey)(event, context)) };
  });
  server = await HttpServer.listen(0);
  server.serve(new Gateway({ clock: house.clock, services, identity, api }).listener);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  house.clock.stop();
});
beforeEach(async () => {
  invoked = [];
  await house.undo();
});

const seconds = () => Math.floor(house.clock.now() / 1000);
/** What a token says that is let in everywhere. */
const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: authorizer.issuer,
  aud: authorizer.audience,
  token_use: 'id',
  sub: 'a person',
  iat: seconds() - 10,
  exp: seconds() + 600,
  'cognito:groups': ['customer', 'claims-supervisor', 'integration', 'ops', 'admin'],
  'custom:customerId': idsOf('own').customerId,
  'custom:branchId': home,
  ...more,
});
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const signedBy = (key: Parameters<SignJWT['sign']>[0], alg = 'RS256', kid = 'sandbox') =>
  new SignJWT(claims()).setProtectedHeader({ alg, kid }).sign(key);

const refused: Record<string, () => Promise<string | undefined> | string | undefined> = {
  'no token': () => undefined,
  'an empty one': () => 'Bearer ',
  'not a bearer': async () => `Basic ${await identity.sign(claims())}`,
  garbage: () => 'Bearer garbage',
  'garbage of three parts': () => 'Bearer a.b.c',
  'three parts that say nothing': () => `Bearer ${encoded({})}.${encoded({})}.${encoded({})}`,
  'parts that are not JSON': () =>
    `Bearer ${['{', '[', 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`,
  'a proto for a payload': () =>
    `Bearer ${encoded({ alg: 'RS256' })}.${Buffer.from('{"__proto__":{"sub":"a"}}').toString('base64url')}.AAAA`,
  expired: async () => `Bearer ${await identity.sign(claims({ exp: seconds() - 1 }))}`,
  'without an end': async () => `Bearer ${await identity.sign(without('exp'))}`,
  'not yet valid': async () => `Bearer ${await identity.sign(claims({ nbf: seconds() + 600 }))}`,
  'issued in the future': async () => `Bearer ${await identity.sign(claims({ iat: seconds() + 600 }))}`,
  'an end that is text': async () =>
    `Bearer ${await identity.sign(claims({ exp: '9999999999' as unknown as number }))}`,
  'of another issuer': async () => `Bearer ${await identity.sign(claims({ iss: 'https://issuer.example.evil' }))}`,
  'of no issuer': async () => `Bearer ${await identity.sign(without('iss'))}`,
  'for another audience': async () => `Bearer ${await identity.sign(claims({ aud: 'another' }))}`,
  'for no audience': async () => `Bearer ${await identity.sign(without('aud'))}`,
  'for another client, without an audience': async () =>
    `Bearer ${await identity.sign({ ...without('aud'), client_id: 'another' })}`,
  'for our client, and another audience': async () =>
    `Bearer ${await identity.sign(claims({ aud: 'another', client_id: 'careline' }))}`,
  'signed with another key': async () => `Bearer ${await signedBy(stranger)}`,
  'signed with a key of another name': async () => `Bearer ${await identity.sign(claims(), 'another')}`,
  'unsigned, as alg none': () => `Bearer ${encoded({ alg: 'none', kid: 'sandbox' })}.${encoded(claims())}.`,
  'unsigned, as alg None with a signature': () =>
    `Bearer ${encoded({ alg: 'None', kid: 'sandbox' })}.${encoded(claims())}.AAAA`,
  'signed by HS256 with the public key as its secret': async () => {
    const input = `${encoded({ alg: 'HS256', kid: 'sandbox' })}.${encoded(claims())}`;
    const secret = await exportSPKI(identity.publicKey);
    return `Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  },
  'that brings its own key': async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const header = {
      alg: 'RS256',
      kid: 'sandbox',
      jwk: publicKey.export({ format: 'jwk' }),
      jku: 'http://127.0.0.1:1/jwks',
    };
    return `Bearer ${await new SignJWT(claims()).setProtectedHeader(header as { alg: string }).sign(privateKey)}`;
  },
  'with a changed payload': async () => {
    const [header, , signature] = (await identity.sign(claims({ 'cognito:groups': ['customer'] }))).split('.');
    return `Bearer ${header}.${encoded(claims())}.${signature}`;
  },
  'with a signature cut short': async () => `Bearer ${(await identity.sign(claims())).slice(0, -8)}`,
  twice: async () => `Bearer ${await identity.sign(claims())}, Bearer ${await identity.sign(claims())}`,
};

test('a whole token is let in', async () => {
  const authorization = `Bearer ${await identity.sign(claims())}`;
  expect((await get(`/v1/customers/${idsOf('own').customerId}`, authorization)).status).toBe(200);
});

test.each<[string, () => JWTPayload]>([
  // API Gateway holds `client_id` against the audience where a token has no `aud`, as Cognito's access tokens do.
  ['an access token', () => ({ ...without('aud'), client_id: 'careline', token_use: 'access' })],
  ['an access token that says it is for us', () => claims({ client_id: 'careline', token_use: 'access' })],
  ['a token of no use', () => without('token_use')],
  ['a token with a client in place of its audience', () => ({ ...without('aud'), client_id: 'careline' })],
])('%s, which the gateway lets in, is refused by every function', async (_title, made) => {
  const authorization = `Bearer ${await identity.sign(made())}`;
  for (const { operationId, method, path, who } of routes) {
    if (who === 'public') continue;
    const { params = {}, body } = requests[operationId as keyof typeof requests]('own');
    const answer = await send(method, addressOf(path, params), authorization, body);
    expect([operationId, answer.status, answer.body]).toMatchObject([operationId, 401, { code: 'unauthenticated' }]);
  }
  expect(house.written).toEqual([]);
});

test('claims of any name and shape come through the gateway', async () => {
  const odd = {
    status: 'active',
    headers: {},
    body: null,
    list: [1, 'a'],
    nested: { a: [] },
    __proto__: 1,
    name: '王\u0000小明',
  };
  const authorization = `Bearer ${await identity.sign(claims(odd))}`;
  expect((await get(`/v1/customers/${idsOf('own').customerId}`, authorization)).status).toBe(200);
});

test('a token without a subject is refused by the function', async () => {
  for (const sub of [undefined, '']) {
    const answer = await get(
      '/v1/tasks',
      `Bearer ${await identity.sign({ ...without('sub'), ...(sub !== undefined && { sub }) })}`,
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  }
});

describe.each(Object.entries(refused))('a token that is %s', (_, make) => {
  test('is refused with 401 on every route that asks for one, and reaches no function', async () => {
    const authorization = await make();
    for (const { operationId, method, path, who } of routes) {
      if (who === 'public') continue;
      const { params = {}, body } = requests[operationId as keyof typeof requests]('own');
      const answer = await send(method, addressOf(path, params), authorization, body);
      expect([operationId, answer.status, answer.body]).toEqual([operationId, 401, { message: 'Unauthorized' }]);
      expect(answer.challenge).toMatch(/^Bearer\b/);
    }
    expect(invoked).toEqual([]);
    expect(house.written).toEqual([]);
  });
});

function without(claim: string): JWTPayload {
  const { [claim]: _, ...rest } = claims();
  return rest;
}

function addressOf(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => params[name] ?? '');
}

const get = (path: string, authorization: string | undefined) => send('GET', path, authorization);

async function send(method: string, path: string, authorization: string | undefined, body?: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = await response.text();
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: answer.startsWith('{') ? JSON.parse(answer) : answer,
  };
}
