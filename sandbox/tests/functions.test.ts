import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { installed, testFunction, testTable } from './support/assembly.ts';
import { runSandbox } from './support/running-sandbox.ts';

const bundles = {
  dates: `export const handler = async () => ({ now: Date.now(), made: new Date().getTime(), text: Date(),
    given: new Date(0).getTime(), instance: new Date() instanceof Date, same: new Date().constructor === Date,
    parsed: Date.parse('2026-01-01T00:00:00Z'), performance: performance.now() });`,
  surroundings: `export const handler = async (event, context) => {
    console.log('hello from the function');
    return { env: process.env, context, left: context.getRemainingTimeInMillis(), event };
  };`,
  failing: `export const handler = async () => { console.log('tried'); throw Object.assign(new Error('out of cover'), { name: 'not-covered' }); };`,
  slow: `export const handler = async ({ wait }) => { await new Promise((done) => setTimeout(done, wait)); return 'done'; };`,
  counting: `let count = 0; export const handler = async ({ crash }) => { if (crash) process.exit(1); return ++count; };`,
  greedy: `export const handler = async () => { const held = []; for (;;) held.push(new Array(10_000).fill({})); };`,
  broken: `import './missing.mjs'; export const handler = async () => null;`,
  storing: `import { DynamoDBClient, PutItemCommand } from '${installed('@aws-sdk/client-dynamodb')}';
    const client = new DynamoDBClient({});
    export const handler = async ({ id }) => {
      await client.send(new PutItemCommand({ TableName: 'records', Item: { PK: { S: id }, SK: { S: 'x' } } }));
      return 'stored';
    };`,
};

let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  const functions = Object.keys(bundles).map((name) => [name, testFunction(name, settings[name] ?? {})]);
  sandbox = await runSandbox({ ...Object.fromEntries(functions), Records: testTable('records') }, bundles);
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const settings: Record<string, Record<string, unknown>> = {
  slow: { Timeout: 1 },
  surroundings: { Environment: { Variables: { STAGE: 'test' } }, MemorySize: 512 },
};

/** Invokes as any client does; `x-amz-function-error` tells that the function failed. */
async function invoke(name: string, payload: unknown = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.awsUrl}/2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    headers: { authorization: SIGNED, ...headers },
    body: JSON.stringify(payload),
  });
  const text = await response.text();
  return {
    status: response.status,
    functionError: response.headers.get('x-amz-function-error'),
    payload: text && JSON.parse(text),
  };
}

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0';

describe('a function', () => {
  test('reads the virtual time from Date, and real time from performance', async () => {
    await sandbox.clock.advance(400 * 86_400_000);
    const before = Math.floor(sandbox.clock.now());
    const { payload } = await invoke('dates');
    const after = Math.ceil(sandbox.clock.now());
    for (const time of [payload.now, payload.made]) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(after);
    }
    expect(payload.text).toContain(String(new Date(before).getUTCFullYear()));
    expect(payload).toMatchObject({ given: 0, instance: true, same: true, parsed: Date.UTC(2026, 0, 1) });
    expect(payload.performance).toBeLessThan(600_000);
  });

  test('has its own environment and context', async () => {
    const { payload } = await invoke('surroundings', { hello: 'world' });
    expect(payload.event).toEqual({ hello: 'world' });
    expect(payload.env).toMatchObject({
      STAGE: 'test',
      AWS_LAMBDA_FUNCTION_NAME: 'surroundings',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: sandbox.awsUrl,
    });
    expect(payload.env.HOME).toBeUndefined();
    expect(payload.env._X_AMZN_TRACE_ID).toMatch(/^Root=1-/);
    expect(payload.context).toMatchObject({
      functionName: 'surroundings',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:surroundings',
      memoryLimitInMB: '512',
    });
    expect(payload.left).toBeGreaterThan(0);
    expect(sandbox.logs('surroundings').map(({ message }) => message)).toContain('hello from the function');
  });

  test('that throws is reported by the type and message of its error', async () => {
    const { status, functionError, payload } = await invoke('failing');
    expect([status, functionError]).toEqual([200, 'Unhandled']);
    expect(payload).toMatchObject({ errorType: 'not-covered', errorMessage: 'out of cover' });
    expect(payload.trace[0]).toContain('out of cover');
    expect(sandbox.logs('failing').at(-1)?.message).toMatch(/^ERROR\tInvoke Error\t.*out of cover/);
  });

  test('that takes longer than its timeout is cut off, and runs anew', async () => {
    const { functionError, payload } = await invoke('slow', { wait: 60_000 });
    expect(functionError).toBe('Unhandled');
    expect(payload.errorType).toBe('Sandbox.Timedout');
    expect(payload.errorMessage).toMatch(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/);
    expect((await invoke('slow', { wait: 0 })).payload).toBe('done');
  });

  test('that crashes is replaced, and stays warm otherwise', async () => {
    expect((await invoke('counting')).payload).toBe(1);
    expect((await invoke('counting')).payload).toBe(2);
    expect((await invoke('counting', { crash: true })).payload.errorType).toBe('Runtime.ExitError');
    expect((await invoke('counting')).payload).toBe(1);
  });

  test('that takes more memory than it has is killed', async () => {
    const { functionError, payload } = await invoke('greedy');
    expect([functionError, payload.errorType]).toEqual(['Unhandled', 'Runtime.ExitError']);
    expect(payload.errorMessage).toMatch(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/);
  });

  test('that cannot load says so on each invocation', async () => {
    for (const _ of [1, 2]) {
      const { functionError, payload } = await invoke('broken');
      expect(functionError).toBe('Unhandled');
      expect(payload.errorMessage).toContain('missing.mjs');
    }
  });

  test('runs up to four invocations at a time, more in turn', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => invoke('slow', { wait: 20 })));
    expect(results.map(({ payload }) => payload)).toEqual(Array(12).fill('done'));
  });

  test('reaches the account with an unchanged SDK client', async () => {
    expect((await invoke('storing', { id: 'a' })).payload).toBe('stored');
    const { Item } = await sandbox.dynamodb.call('GetItem', {
      TableName: 'records',
      Key: { PK: { S: 'a' }, SK: { S: 'x' } },
    });
    expect(Item).toBeDefined();
  });
});

describe('Lambda', () => {
  test('answers an asynchronous invocation at once and retries it after one and two minutes', async () => {
    const start = sandbox.clock.now();
    const { status, payload } = await invoke('failing', {}, { 'x-amz-invocation-type': 'Event' });
    expect([status, payload]).toEqual([202, '']);
    await sandbox.clock.advance(3_600_000);
    const minutes = sandbox
      .logs('failing')
      .filter(({ timestamp, message }) => timestamp >= start && message === 'tried')
      .map(({ timestamp }) => Math.floor((timestamp - start) / 60_000));
    expect(minutes).toEqual([0, 1, 3]);
  });

  test('tells of functions that are not there, and of payloads beyond 6 MB', async () => {
    expect(await invoke('absent')).toMatchObject({ status: 404 });
    expect(await invoke('counting', 'x'.repeat(6 * 1024 * 1024))).toMatchObject({ status: 413 });
  });

  test('refuses what the sandbox does not support by name', async () => {
    const response = await fetch(`${sandbox.awsUrl}/2015-03-31/functions/counting/policy`, {
      headers: { authorization: SIGNED },
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining('NotImplemented: lambda:GET /2015'),
    });
  });
});
