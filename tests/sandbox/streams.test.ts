import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { testFunction, testTable } from './support/assembly.ts';
import { runSandbox } from './support/running-sandbox.ts';

/** Says what it got, and fails on items whose id begins with `bad`. */
const consumer = `export const handler = async ({ Records }) => {
  const ids = Records.map(({ dynamodb }) => dynamodb.Keys.PK.S + ':' + (dynamodb.NewImage?.value?.N ?? 'gone'));
  console.log(ids.join(' '));
  if (ids.some((id) => id.startsWith('bad'))) throw new Error('cannot');
};`;

/** Reports the sequence numbers of the items that it could not do. */
const reporter = `export const handler = async ({ Records }) => {
  console.log(Records.map(({ dynamodb }) => dynamodb.Keys.PK.S).join(' '));
  const bad = Records.filter(({ dynamodb }) => dynamodb.Keys.PK.S.startsWith('bad'));
  return { batchItemFailures: bad.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };
};`;

function run(bundle: string, mapping: Record<string, unknown> = {}) {
  return runSandbox(
    {
      Records: testTable('records'),
      Consumer: testFunction('consumer'),
      Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Consumer' },
          EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] },
          StartingPosition: 'LATEST',
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
          ...mapping,
        },
      },
    },
    { consumer: bundle },
  );
}

function put(sandbox: Sandbox, id: string, value = 1): Promise<unknown> {
  const Item = { PK: { S: id }, SK: { S: 'x' }, value: { N: String(value) } };
  return sandbox.dynamodb.call('PutItem', { TableName: 'records', Item });
}

/** Writes all in one transaction, so that they are in the stream at once. */
function putAll(sandbox: Sandbox, ids: string[]): Promise<unknown> {
  const TransactItems = ids.map((id) => ({
    Put: { TableName: 'records', Item: { PK: { S: id }, SK: { S: 'x' }, value: { N: '1' } } },
  }));
  return sandbox.dynamodb.call('TransactWriteItems', { TransactItems });
}

function deliveries(sandbox: Sandbox): string[] {
  return sandbox
    .logs('consumer')
    .map(({ message }) => message)
    .filter((message) => !message.startsWith('ERROR'));
}

async function failures(sandbox: Sandbox): Promise<Record<string, Record<string, unknown>>[]> {
  const { Messages = [] } = (await sandbox.services.call({
    caller: { kind: 'outside', name: 'test' },
    service: 'sqs',
    action: 'ReceiveMessage',
    input: { QueueUrl: 'failures', MaxNumberOfMessages: 10 },
  })) as { Messages?: { Body: string }[] };
  return Messages.map(({ Body }) => JSON.parse(Body));
}

describe('an event source mapping of a table stream', () => {
  test('delivers changes in their order, in batches of the given size', async () => {
    await using sandbox = await run(consumer, { BatchSize: 2 });
    await put(sandbox, 'a', 1);
    await put(sandbox, 'a', 2);
    await putAll(sandbox, ['b', 'c', 'd']);
    await put(sandbox, 'a', 3);
    await sandbox.clock.idle();
    expect(deliveries(sandbox).join(' ').split(' ')).toEqual(['a:1', 'a:2', 'b:1', 'c:1', 'd:1', 'a:3']);
    expect(deliveries(sandbox).every((line) => line.split(' ').length <= 2)).toBe(true);
  });

  test('lets through what one of its filters matches', async () => {
    const Pattern = JSON.stringify({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { PK: { S: [{ prefix: 'claim' }] }, value: { N: [{ 'anything-but': ['0'] }] } } },
    });
    await using sandbox = await run(consumer, { FilterCriteria: { Filters: [{ Pattern }] } });
    await put(sandbox, 'claim-1');
    await put(sandbox, 'policy-1');
    await put(sandbox, 'claim-1', 2);
    await put(sandbox, 'claim-2', 0);
    await put(sandbox, 'claim-3');
    await sandbox.clock.idle();
    expect(deliveries(sandbox).join(' ')).toBe('claim-1:1 claim-3:1');
  });

  test('tries again with pauses on the virtual clock, holding up what is behind, and then gives up', async () => {
    await using sandbox = await run(consumer, { BatchSize: 1, MaximumRetryAttempts: 2 });
    await put(sandbox, 'bad');
    await put(sandbox, 'good');
    await sandbox.clock.idle();
    expect(deliveries(sandbox)).toEqual(['bad:1']);
    await sandbox.clock.advance(600_000);
    expect(deliveries(sandbox)).toEqual(['bad:1', 'bad:1', 'bad:1', 'good:1']);
    expect(await failures(sandbox)).toMatchObject([
      {
        requestContext: {
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 3,
          functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:consumer',
        },
        responseContext: { statusCode: 200, functionError: 'Unhandled' },
        version: '1.0',
        DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining(':table/records/stream/') },
      },
    ]);
  });

  test('splits a failing batch until the bad record stands alone', async () => {
    await using sandbox = await run(consumer, { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 });
    await putAll(sandbox, ['a', 'b', 'bad', 'c']);
    await sandbox.clock.advance(600_000);
    expect(deliveries(sandbox)).toEqual(['a:1 b:1 bad:1 c:1', 'a:1 b:1', 'bad:1 c:1', 'bad:1', 'bad:1', 'c:1']);
    expect(await failures(sandbox)).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1 } }]);
  });

  test('goes on from the first record that the function reports', async () => {
    await using sandbox = await run(reporter, {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
    });
    await putAll(sandbox, ['a', 'b', 'bad', 'c']);
    await sandbox.clock.advance(600_000);
    expect(deliveries(sandbox)).toEqual(['a b bad c', 'bad c', 'bad', 'c']);
    expect(await failures(sandbox)).toHaveLength(1);
  });

  test('gives up records that are too old', async () => {
    await using sandbox = await run(consumer, { MaximumRecordAgeInSeconds: 120 });
    await put(sandbox, 'bad');
    await sandbox.clock.advance(600_000);
    expect(await failures(sandbox)).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
  });

  test('forgets what is under way when the sandbox is reset', async () => {
    await using sandbox = await run(consumer);
    await put(sandbox, 'bad');
    await sandbox.clock.idle();
    await sandbox.reset();
    await sandbox.clock.advance(600_000);
    expect(deliveries(sandbox)).toEqual(['bad:1']);
    expect(await failures(sandbox)).toEqual([]);
  });
});
