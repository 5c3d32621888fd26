import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { installed, testFunction, testTable } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const bundles = {
  writer: `import { DynamoDBClient, PutItemCommand } from '${installed('@aws-sdk/client-dynamodb')}';
    const client = new DynamoDBClient({ maxAttempts: 1 });
    let runs = 0;
    export const handler = async ({ names = [] }) => {
      runs += 1;
      console.log('run ' + runs);
      for (const name of names)
        await client.send(new PutItemCommand({ TableName: 'records', Item: { PK: { S: name }, SK: { S: 'x' } } }));
      return runs;
    };`,
  consumer: `export const handler = async ({ Records }) => console.log(Records.map(({ dynamodb }) => dynamodb.Keys.PK.S).join(' '));`,
};

let sandbox: Sandbox & AsyncDisposable;
beforeAll(async () => {
  sandbox = await runSandbox(
    {
      Records: testTable('records'),
      Writer: testFunction('writer'),
      Consumer: testFunction('consumer'),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Consumer' },
          EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] },
          StartingPosition: 'LATEST',
        },
      },
    },
    bundles,
  );
}, 30_000);
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
beforeEach(() => sandbox.reset());

async function send(method: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function order(fault: Record<string, unknown>): Promise<void> {
  expect(await send('POST', fault)).toMatchObject({ status: 201 });
}

/** Invokes as a client from outside; resolves to the function's answer or error. */
async function invoke(names: string[] = [], InvocationType = 'RequestResponse') {
  const answer = await sandbox.services.call({
    caller: { kind: 'outside', name: 'test' },
    service: 'lambda',
    action: 'Invoke',
    input: { FunctionName: 'writer', InvocationType, Payload: JSON.stringify({ names }) },
  });
  return answer.Payload === '' ? undefined : JSON.parse(String(answer.Payload));
}

async function stored(): Promise<string[]> {
  const { Items } = (await sandbox.dynamodb.call('Scan', { TableName: 'records' })) as {
    Items: { PK: { S: string } }[];
  };
  return Items.map(({ PK }) => PK.S).sort();
}

/** What a function has written, errors aside, since it was told to remember. */
function remember(name: string): () => string[] {
  const all = () => sandbox.logs(name).map(({ message }) => message);
  const before = all().length;
  return () =>
    all()
      .slice(before)
      .filter((line) => !line.startsWith('ERROR'));
}

const get = new GetItemCommand({ TableName: 'records', Key: { PK: { S: 'a' }, SK: { S: 'x' } } });
const put = () => new PutItemCommand({ TableName: 'records', Item: { PK: { S: 'a' }, SK: { S: 'x' } } });

describe('an order for a fault', () => {
  test('is taken with a seed, listed with how often it struck, and withdrawn', async () => {
    const ordered = await send('POST', { service: 'dynamodb', action: 'GetItem', kind: 'throttle', count: 1 });
    expect(ordered).toMatchObject({
      status: 201,
      body: {
        id: expect.any(String),
        kind: 'throttle',
        rate: 1,
        count: 1,
        seed: expect.any(Number),
        seen: 0,
        fired: 0,
      },
    });
    const client = new DynamoDBClient(clientOf(sandbox));
    await expect(client.send(get)).rejects.toMatchObject({ name: 'ThrottlingException' });
    await client.send(get);
    expect((await send('GET')).body.items).toMatchObject([{ ...ordered.body, seen: 2, fired: 1 }]);
    expect(await send('DELETE')).toEqual({ status: 204, body: undefined });
    expect((await send('GET')).body).toEqual({ items: [] });
  });

  test('is withdrawn alone, and the others stay', async () => {
    const kinds = ['throttle', 'error'] as const;
    const [first, second] = kinds.map((kind) => sandbox.faults.add({ kind, rate: 1 }));
    sandbox.faults.remove(first?.id ?? '');
    expect(sandbox.faults.list()).toEqual([second]);
  });

  test('is withdrawn by a reset', async () => {
    await order({ kind: 'error' });
    await sandbox.reset();
    expect((await send('GET')).body).toEqual({ items: [] });
  });

  test.each([
    ['no kind', {}],
    ['an unknown kind', { kind: 'flood' }],
    ['an unknown field', { kind: 'error', often: 1 }],
    ['an unknown service', { kind: 'error', service: 'rds' }],
    ['an unknown function', { kind: 'error', function: 'nobody' }],
    ['a rate above one', { kind: 'error', rate: 1.5 }],
    ['a rate of nothing', { kind: 'error', rate: 0 }],
    ['a count of nothing', { kind: 'error', count: 0 }],
    ['a delay without its length', { kind: 'delay' }],
    ['a crash without its moment', { kind: 'crash' }],
    ['a refusal by a service of the account', { kind: 'refuse', service: 'dynamodb' }],
    ['a call before the run begins', { kind: 'crash', when: 'before', service: 'dynamodb' }],
    ['no object', [1]],
  ])('with %s is refused', async (_, body) => {
    const refused = await send('POST', body);
    expect(refused).toMatchObject({ status: 400, body: { title: 'Bad Request', detail: expect.any(String) } });
    expect((await send('GET')).body).toEqual({ items: [] });
  });

  test('with the same seed and rate strikes at the same occasions', async () => {
    const occasions = async () => {
      await order({ service: 'dynamodb', kind: 'error', rate: 0.4, seed: 7 });
      const client = new DynamoDBClient(clientOf(sandbox));
      const struck: boolean[] = [];
      for (let n = 0; n < 20; n += 1) {
        struck.push(
          await client.send(get).then(
            () => false,
            () => true,
          ),
        );
      }
      await send('DELETE');
      return struck;
    };
    const first = await occasions();
    expect(await occasions()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([true, false]));
  });

  test('for one function strikes its calls only', async () => {
    await order({ service: 'dynamodb', function: 'writer', kind: 'error' });
    await new DynamoDBClient(clientOf(sandbox)).send(put());
    expect(await invoke(['b'])).toMatchObject({ errorType: 'InternalServerError' });
    expect(await stored()).toEqual(['a']);
  });
});

describe('a refusal', () => {
  const mail = {
    FromEmailAddress: 'a@example.com',
    Destination: { ToAddresses: ['b@example.com'] },
    Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
  };
  const event = { Source: 's', DetailType: 'd', Detail: '{}' };
  type Call = (options: ReturnType<typeof clientOf>) => Promise<unknown>;
  const calls: [string, string, string, Call][] = [
    ['dynamodb', 'ThrottlingException', 'InternalServerError', (o) => new DynamoDBClient(o).send(get)],
    [
      'states',
      'ThrottlingException',
      'InternalFailure',
      (o) => new SFNClient(o).send(new ListStateMachinesCommand({})),
    ],
    [
      'events',
      'ThrottlingException',
      'InternalException',
      (o) => new EventBridgeClient(o).send(new PutEventsCommand({ Entries: [event] })),
    ],
    [
      'ses',
      'TooManyRequestsException',
      'InternalServiceErrorException',
      (o) => new SESv2Client(o).send(new SendEmailCommand(mail)),
    ],
    [
      'sns',
      'ThrottledException',
      'InternalErrorException',
      (o) => new SNSClient(o).send(new PublishCommand({ PhoneNumber: '+8613800138000', Message: 'm' })),
    ],
    ['sqs', 'RequestThrottled', 'InternalFailure', (o) => new SQSClient(o).send(new ListQueuesCommand({}))],
    [
      's3',
      'SlowDown',
      'InternalError',
      (o) => new S3Client({ ...o, forcePathStyle: true }).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })),
    ],
    [
      'secretsmanager',
      'ThrottlingException',
      'InternalServiceError',
      (o) => new SecretsManagerClient(o).send(new GetSecretValueCommand({ SecretId: 's' })),
    ],
  ];

  test.each(calls)('of %s is told to the SDK as the service tells it', async (service, throttle, error, call) => {
    for (const [kind, name] of [
      ['throttle', throttle],
      ['error', error],
    ]) {
      await order({ service, kind });
      await expect(call(clientOf(sandbox))).rejects.toMatchObject({ name });
      await send('DELETE');
      // The SDK takes each for something to try again.
      await order({ service, kind, count: 1 });
      await call({ ...clientOf(sandbox), maxAttempts: 2 }).catch((thrown: Error) => expect(thrown.name).not.toBe(name));
      expect((await send('GET')).body.items).toMatchObject([{ seen: 2, fired: 1 }]);
      await send('DELETE');
    }
  });
});

describe('a broken connection', () => {
  test('before the call leaves nothing done', async () => {
    await order({ service: 'dynamodb', kind: 'timeout-before', count: 1 });
    await expect(new DynamoDBClient(clientOf(sandbox)).send(put())).rejects.toThrow('socket hang up');
    expect(await stored()).toEqual([]);
  });

  test('after the call leaves all done, and the caller none the wiser', async () => {
    await order({ service: 'dynamodb', kind: 'timeout-after', count: 1 });
    await expect(new DynamoDBClient(clientOf(sandbox)).send(put())).rejects.toThrow('socket hang up');
    expect(await stored()).toEqual(['a']);
  });

  test('is tried again by the SDK', async () => {
    await order({ service: 'dynamodb', kind: 'timeout-after', count: 1 });
    await new DynamoDBClient({ ...clientOf(sandbox), maxAttempts: 2 }).send(put());
    expect((await send('GET')).body.items).toMatchObject([{ seen: 2, fired: 1 }]);
  });
});

describe('a delay', () => {
  test('passes on the virtual clock, with what comes due in it, and holds nothing up', async () => {
    const before = sandbox.clock.now();
    const due: number[] = [];
    sandbox.clock.schedule(before + 3_000, () => due.push(sandbox.clock.now() - before));
    await order({ service: 'dynamodb', kind: 'delay', ms: 5_000, count: 1 });
    const invoked = invoke(['a']);
    await sandbox.clock.advance(1_000);
    await invoked;
    expect(await stored()).toEqual(['a']);
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(5_000);
    expect(Math.floor((due[0] ?? 0) / 1000)).toBe(3);
  });

  test('longer than a function may run cuts it off', async () => {
    await order({ service: 'dynamodb', kind: 'delay', ms: 10_000, count: 1 });
    expect(await invoke(['a'])).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 10.00 seconds'),
    });
    expect(await stored()).toEqual([]);
  });
});

describe('a second delivery', () => {
  test('of a batch of the stream follows the first', async () => {
    const delivered = remember('consumer');
    await order({ kind: 'duplicate', function: 'consumer', count: 1 });
    await invoke(['a']);
    await invoke(['b']);
    await sandbox.clock.idle();
    expect(delivered()).toEqual(['a', 'a', 'b']);
  });

  test('of an asynchronous invocation is one more run', async () => {
    const runs = remember('writer');
    await order({ kind: 'duplicate', function: 'writer', count: 1 });
    await invoke([], 'Event');
    await sandbox.clock.idle();
    expect(runs()).toHaveLength(2);
  });

  test('is not made of a call that waits for its answer', async () => {
    await order({ kind: 'duplicate' });
    expect(await invoke()).toBe(1);
    expect((await send('GET')).body.items).toMatchObject([{ seen: 0, fired: 0 }]);
  });
});

describe('a crash', () => {
  const killed = { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') };

  test('before the run leaves nothing done, and the next run is in a new instance', async () => {
    await invoke();
    await order({ kind: 'crash', when: 'before', function: 'writer', count: 1 });
    expect(await invoke(['a'])).toMatchObject(killed);
    expect(await stored()).toEqual([]);
    expect(await invoke(['b'])).toBe(1);
  });

  test('after the n-th call leaves n calls done', async () => {
    await order({ kind: 'crash', when: 'during', function: 'writer', service: 'dynamodb', calls: 2, count: 1 });
    expect(await invoke(['a', 'b', 'c'])).toMatchObject(killed);
    expect(await stored()).toEqual(['a', 'b']);
    expect(await invoke(['d', 'e'])).toBe(1);
  });

  test('after the run leaves all done and the answer untold', async () => {
    await order({ kind: 'crash', when: 'after', function: 'writer', count: 1 });
    expect(await invoke(['a'])).toMatchObject(killed);
    expect(await stored()).toEqual(['a']);
  });

  test('of an asynchronous invocation is followed by another try', async () => {
    const runs = remember('writer');
    await order({ kind: 'crash', when: 'after', function: 'writer', count: 1 });
    await invoke(['a'], 'Event');
    await sandbox.clock.advance(70_000);
    expect(runs()).toEqual(['run 1', 'run 1']);
  });
});

test('what never reached a service is not billed; what was done and not told is', async () => {
  const writes = () => sandbox.costs.bill().lines.find(({ unit }) => unit === 'WRU')?.quantity ?? 0;
  const client = new DynamoDBClient(clientOf(sandbox));
  await order({ service: 'dynamodb', kind: 'timeout-before', count: 1 });
  await client.send(put()).catch((error: Error) => error);
  expect(writes()).toBe(0);
  await order({ service: 'dynamodb', kind: 'timeout-after', count: 1 });
  await client.send(put()).catch((error: Error) => error);
  expect(writes()).toBe(1);
});
