import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Services } from '../../aws/services.ts';
import { VirtualClock } from '../../clock.ts';
import { Gateway } from '../../http/gateway.ts';
import { Identity } from '../../http/identity.ts';
import { HttpServer } from '../../http/server.ts';
import type { Sandbox } from '../../sandbox.ts';
import { testApi, testFunction } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

const MB = 1024 * 1024;
let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox(
    { Answering: testFunction('answering'), ...testApi({ 'POST /answers': { function: 'Answering' } }) },
    { answering: `export const handler = async ({ body }) => 'x'.repeat(Number(body) || 0);` },
  );
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/answers`, { method: 'POST', body, headers });
  return { status: response.status, body: await response.text() };
}

describe('a request to the API', () => {
  test('takes 10 MB, of which the function takes 6', async () => {
    expect((await post('x'.repeat(6 * MB - 10_000))).status).toBe(200);
    expect(await post('x'.repeat(6 * MB))).toEqual({ status: 413, body: '{"message":"Request Too Long"}' });
    expect(await post('x'.repeat(10 * MB))).toEqual({ status: 413, body: '{"message":"Request Too Long"}' });
    expect(await post('x'.repeat(10 * MB + 1))).toEqual({
      status: 413,
      body: '{"message":"Request Entity Too Large"}',
    });
  });

  test('takes 10,240 bytes of request line and headers', async () => {
    expect((await post('1', { 'x-note': 'x'.repeat(9_900) })).status).toBe(200);
    expect((await post('1', { 'x-note': 'x'.repeat(10_240) })).status).toBe(431);
  });

  test('fails when the function answers with more than it may', async () => {
    expect((await post(String(6 * MB))).status).toBe(200);
    expect(await post(String(6 * MB + 100))).toEqual({ status: 500, body: '{"message":"Internal Server Error"}' });
  });
});

test('a request is given up after 30 seconds of the virtual clock', async () => {
  const clock = new VirtualClock();
  const services = new Services();
  const invoked = Promise.withResolvers<void>();
  services.register('lambda', () => {
    invoked.resolve();
    return new Promise(() => undefined);
  });
  const identity = await Identity.create(clock, { issuer: 'https://issuer.example', audience: ['test'] });
  const route = { routeKey: 'POST /answers', functionArn: 'arn', scopes: [] };
  await using server = await HttpServer.listen(0);
  server.serve(new Gateway({ clock, services, identity, api: { id: 'api', routes: [route] } }).listener);
  const answer = fetch(`${server.url}/answers`, { method: 'POST', body: '1' });
  let answered = false;
  answer.then(() => {
    answered = true;
  });
  await invoked.promise;
  await clock.advance(29_000);
  expect(answered).toBe(false);
  await clock.advance(1_000);
  const response = await answer;
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 503,
    body: { message: 'Service Unavailable' },
  });
  clock.stop();
});
