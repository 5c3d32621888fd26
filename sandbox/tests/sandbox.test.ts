import { describe, expect, test } from '@jest/globals';
import { readBody, sendJson } from '../http/server.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Sandbox } from '../sandbox.ts';
import { startSandbox } from '../sandbox.ts';
import { testApi, testFunction, testTable, writeAssembly } from './support/assembly.ts';
import { runSandbox } from './support/running-sandbox.ts';

async function post(sandbox: Sandbox, path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, { method: 'POST', body: text, headers });
  const answer = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), body: answer && JSON.parse(answer) };
}

async function get(sandbox: Sandbox, path: string) {
  return JSON.parse(await (await fetch(`${sandbox.url}/_sandbox/${path}`)).text());
}

describe('the clock route', () => {
  test('advances by durations, years and months as the calendar has them', async () => {
    await using sandbox = await runSandbox({});
    const read = async () => Date.parse((await get(sandbox, 'clock')).now);
    const before = await read();
    const { status, body } = await post(sandbox, 'clock', { advance: 'PT36H' });
    expect(status).toBe(200);
    expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(36 * 3600_000);
    const start = new Date(sandbox.clock.now());
    const later = new Date((await post(sandbox, 'clock', { advance: 'P2Y' })).body.now);
    expect(later.getUTCFullYear()).toBe(start.getUTCFullYear() + 2);
    expect(await read()).toBeGreaterThanOrEqual(later.getTime());
  });

  test.each(['36H', 'P', 'PT', '-PT1H', '', 'P200Y', 5])('refuses %p with a problem', async (advance) => {
    await using sandbox = await runSandbox({});
    const answer = await post(sandbox, 'clock', { advance });
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { title: 'Bad Request' } });
    expect(answer.body.detail).toContain('advance');
  });
});

describe('the token route', () => {
  test('gives tokens of users, and of nothing else', async () => {
    await using sandbox = await runSandbox({});
    const ada = { name: 'Ada', groups: ['clerk'], attributes: { office: 'east' } };
    expect((await post(sandbox, 'token', ada)).body.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await post(sandbox, 'token', { ...ada, rank: 'king' })).toMatchObject({ status: 400 });
    expect(await post(sandbox, 'token', 'no json')).toMatchObject({
      status: 400,
      body: { detail: 'The body is not JSON' },
    });
    expect(await post(sandbox, 'unknown', {})).toMatchObject({ status: 404 });
  });
});

describe('a reset', () => {
  test('empties tables, messages and the future, and goes back to real time', async () => {
    await using sandbox = await runSandbox(
      { Records: testTable('records'), Counting: testFunction('counting') },
      { counting: 'let count = 0; export const handler = async () => ++count;' },
    );
    const call = (service: string, action: string, input: Record<string, unknown>) =>
      sandbox.services.call({ caller: { kind: 'outside', name: 'test' }, service, action, input });
    const Key = { PK: { S: 'a' }, SK: { S: 'b' } };
    await call('dynamodb', 'PutItem', { TableName: 'records', Item: Key });
    await call('sns', 'Publish', { PhoneNumber: '+447700900123', Message: 'x' });
    expect(await call('lambda', 'Invoke', { FunctionName: 'counting' })).toMatchObject({ Payload: '1' });
    await sandbox.clock.advance(86_400_000);
    expect((await post(sandbox, 'reset', {})).status).toBe(204);
    expect(sandbox.clock.now() - Date.now()).toBeLessThan(1_000);
    expect(await call('dynamodb', 'GetItem', { TableName: 'records', Key })).toEqual({});
    expect(sandbox.messages()).toEqual([]);
    expect(await call('lambda', 'Invoke', { FunctionName: 'counting' })).toMatchObject({ Payload: '1' });
  });
});

describe('a neighbour', () => {
  /** A bank that takes what it is told, and tells the app so a second later. */
  const bank: Neighbour = {
    name: 'bank',
    asked: 'Pay',
    start({ clock, url, call, secret, variable }) {
      const paid: string[] = [];
      const tell = () => call('Tell', () => fetch(`${url}/told`, { method: 'POST' })).catch(() => undefined);
      return {
        routes: {
          'GET /payments': (_, response) => sendJson(response, 200, { paid, secret: secret(variable('SHARED') ?? '') }),
          'POST /payments': async (message, response) => {
            const payment = (await readBody(message)).toString();
            await call('Pay', async () => paid.push(payment));
            clock.schedule(clock.now() + 1_000, tell);
            sendJson(response, 202, {});
          },
        },
        reset: () => paid.splice(0),
      };
    },
  };
  const run = () =>
    runSandbox(
      {
        Told: testFunction('told'),
        Shared: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shared', SecretString: 'between us' } },
        Asks: testFunction('asks', {
          Environment: { Variables: { BANK_URL: 'http://127.0.0.1:3000/_sandbox/bank', SHARED: { Ref: 'Shared' } } },
        }),
        ...testApi({ 'POST /told': { function: 'Told' } }),
      },
      {
        told: `export const handler = async () => console.log('told');`,
        asks: `export const handler = async () => {
          const { status } = await fetch(process.env.BANK_URL + '/payments', { method: 'POST', body: 'rent' });
          return status;
        };`,
      },
      { neighbours: [bank] },
    );
  const asks = async (sandbox: Sandbox) => {
    const { Payload } = await sandbox.services.call({
      caller: { kind: 'outside', name: 'test' },
      service: 'lambda',
      action: 'Invoke',
      input: { FunctionName: 'asks' },
    });
    return JSON.parse(String(Payload));
  };

  test('is found by functions whatever the port, has the secrets, and tells the app what it did', async () => {
    await using sandbox = await run();
    expect(await asks(sandbox)).toBe(202);
    expect(await get(sandbox, 'bank/payments')).toEqual({ paid: ['rent'], secret: 'between us' });
    expect(sandbox.logs('told')).toEqual([]);
    await sandbox.clock.advance(1_000);
    expect(sandbox.logs('told')).toHaveLength(1);
    expect(await post(sandbox, 'bank/loans', {})).toMatchObject({ status: 404 });
  });

  test('refuses for good, is told and tells twice, while such a fault is ordered', async () => {
    await using sandbox = await run();
    const fault = { kind: 'refuse', service: 'bank', count: 1 };
    expect(await post(sandbox, 'faults', fault)).toMatchObject({ status: 201, body: { action: 'Pay' } });
    expect(await asks(sandbox)).toBe(422);
    expect(await post(sandbox, 'faults', { kind: 'duplicate', service: 'bank' })).toMatchObject({ status: 201 });
    expect(await asks(sandbox)).toBe(202);
    await sandbox.clock.advance(1_000);
    expect(await get(sandbox, 'bank/payments')).toMatchObject({ paid: ['rent', 'rent'] });
    expect(sandbox.logs('told')).toHaveLength(2);
    expect(await post(sandbox, 'faults', { ...fault, action: 'Tell' })).toMatchObject({ status: 400 });
  });

  test('forgets everything at a reset', async () => {
    await using sandbox = await run();
    await asks(sandbox);
    await sandbox.reset();
    expect(await get(sandbox, 'bank/payments')).toMatchObject({ paid: [] });
  });
});

describe('starting', () => {
  test('shows a front page', async () => {
    await using sandbox = await runSandbox({});
    const response = await fetch(sandbox.url);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain(sandbox.awsUrl);
  });

  test('shows on it what the app is called, what it links to, and how to ask for its people', async () => {
    const front = { name: 'Orders & Co', links: [{ href: '/help', en: 'Help', zh: '帮助' }], person: { who: 'Ada' } };
    await using sandbox = await runSandbox({}, {}, { front });
    const html = await (await fetch(sandbox.url)).text();
    expect(html).toContain('<title>Orders &#38; Co sandbox');
    expect(html).toContain('<a href="/help">Help · <span lang="zh-CN">帮助</span></a>');
    expect(html).toContain('{&#34;who&#34;:&#34;Ada&#34;}');
  });

  test('needs no HTTP API, and refuses to serve two', async () => {
    using none = writeAssembly({ Test: { Resources: {} } });
    const sandbox = await startSandbox({ assembly: none.directory, port: 0, awsPort: 0 });
    expect((await fetch(`${sandbox.url}/orders`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/_sandbox/clock`)).status).toBe(200);
    await sandbox.stop();
    const Api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'test', ProtocolType: 'HTTP' } };
    using two = writeAssembly({ Test: { Resources: { One: Api, Two: Api } } });
    const refused = startSandbox({ assembly: two.directory, port: 0, awsPort: 0 });
    await expect(refused).rejects.toThrow('The sandbox serves one HTTP API, and the assembly has 2');
  });

  test('on a port in use is refused, and leaves nothing running', async () => {
    await using sandbox = await runSandbox({});
    using assembly = writeAssembly({ Test: { Resources: {} } });
    const port = Number(new URL(sandbox.url).port);
    const refused = startSandbox({ assembly: assembly.directory, port: 0, awsPort: port });
    await expect(refused).rejects.toMatchObject({ name: 'PortInUseError', port });
  });

  test('ends everything when it stops', async () => {
    const sandbox = await runSandbox(
      { Hanging: testFunction('hanging') },
      { hanging: 'export const handler = () => new Promise((done) => setTimeout(done, 60_000));' },
    );
    const invocation = sandbox.services.call({
      caller: { kind: 'outside', name: 'test' },
      service: 'lambda',
      action: 'Invoke',
      input: { FunctionName: 'hanging' },
    });
    await sandbox[Symbol.asyncDispose]();
    expect(await invocation).toMatchObject({ FunctionError: 'Unhandled' });
    await expect(fetch(sandbox.url)).rejects.toThrow();
  });
});
