import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
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

describe('the payment provider', () => {
  /** Takes notices once it has been called twice. */
  const webhook = `let calls = 0; export const handler = async ({ body, headers }) => {
    console.log(JSON.stringify({ body, signature: headers['x-careline-signature'] }));
    return { statusCode: ++calls < 2 ? 500 : 200 };
  };`;
  const secret = 'between-us';

  function run() {
    return runSandbox(
      {
        Webhook: testFunction('webhook'),
        Dispatch: testFunction('dispatch', {
          Environment: {
            Variables: {
              PAYMENT_SECRET_ARN: { Ref: 'Secret' },
              PAYMENT_PROVIDER_URL: 'http://127.0.0.1:3000/_sandbox/payment-provider',
            },
          },
        }),
        Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'payments', SecretString: secret } },
        ...testApi({ 'POST /v1/webhooks/payments': { function: 'Webhook' } }),
      },
      { webhook, dispatch: 'export const handler = async () => process.env.PAYMENT_PROVIDER_URL;' },
    );
  }

  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex');

  function order(sandbox: Sandbox, changes: Record<string, unknown> = {}, key: string = randomUUID()) {
    const payee = { name: '李雷', account: '62220001' };
    const body = JSON.stringify({
      orderId: 'pay_1',
      amount: { amount: 5000, currency: 'CNY' },
      payee,
      reference: 'C1',
      ...changes,
    });
    const time = Math.floor(sandbox.clock.now() / 1000);
    return post(sandbox, 'payment-provider/orders', body, {
      'idempotency-key': key,
      'x-careline-signature': `t=${time},v1=${sign(`${time}.${body}`)}`,
    });
  }

  const notices = (sandbox: Sandbox) =>
    sandbox.logs('webhook').map(({ message }) => {
      const { body, signature } = JSON.parse(message);
      const [, time, code] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? [];
      expect(code).toBe(sign(`${time}.${body}`));
      return JSON.parse(body);
    });

  test('pays a signed order once and tells so until the product takes it', async () => {
    await using sandbox = await run();
    const first = await order(sandbox, {}, 'key-1');
    expect(first).toMatchObject({ status: 202, body: { providerReference: expect.any(String) } });
    expect(await order(sandbox, {}, 'key-1')).toEqual(first);
    expect(await order(sandbox, { orderId: 'pay_2' }, 'key-1')).toMatchObject({ status: 422 });
    expect(notices(sandbox)).toEqual([]);
    await sandbox.clock.advance(3_000);
    expect(notices(sandbox)).toMatchObject([{ type: 'payment.paid', orderId: 'pay_1', ...first.body }]);
    await sandbox.clock.advance(3_600_000);
    const [refused, taken, ...more] = notices(sandbox);
    expect([taken.id, more]).toEqual([refused.id, []]);
    const { items } = await get(sandbox, 'payment-provider/orders');
    expect(items).toMatchObject([{ orderId: 'pay_1', status: 'PAID', notified: true }]);
  });

  test('fails payments to accounts that end in 0000', async () => {
    await using sandbox = await run();
    await order(sandbox, { payee: { name: '韩梅梅', account: '62220000' } });
    await sandbox.clock.advance(3_000);
    expect(notices(sandbox)).toMatchObject([{ type: 'payment.failed', reason: 'account closed' }]);
  });

  test('refuses unsigned, old and malformed orders', async () => {
    await using sandbox = await run();
    expect(await post(sandbox, 'payment-provider/orders', {}, { 'idempotency-key': 'k' })).toMatchObject({
      status: 401,
    });
    expect(await order(sandbox, { amount: 'much' })).toMatchObject({ status: 422 });
  });

  test('refuses orders for good while that fault is ordered, and takes others later', async () => {
    await using sandbox = await run();
    const fault = { kind: 'refuse', service: 'payment-provider', count: 1 };
    expect(await post(sandbox, 'faults', fault)).toMatchObject({ status: 201 });
    expect(await order(sandbox)).toMatchObject({ status: 422 });
    expect(await order(sandbox, { orderId: 'pay_2' })).toMatchObject({ status: 202 });
    const { items } = await get(sandbox, 'payment-provider/orders');
    expect(items).toMatchObject([{ orderId: 'pay_2' }]);
  });

  test('is where functions are pointed at, whatever the port', async () => {
    await using sandbox = await run();
    const { Payload } = await sandbox.services.call({
      caller: { kind: 'outside', name: 'test' },
      service: 'lambda',
      action: 'Invoke',
      input: { FunctionName: 'dispatch' },
    });
    expect(JSON.parse(String(Payload))).toBe(`${sandbox.url}/_sandbox/payment-provider`);
  });
});

describe('starting', () => {
  test('shows a front page', async () => {
    await using sandbox = await runSandbox({});
    const response = await fetch(sandbox.url);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain(sandbox.awsUrl);
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
