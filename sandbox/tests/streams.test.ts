import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
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

/** Gives up at once, into a bucket whose events go to the queue. */
const intoBucket = {
  Records: testTable('records'),
  Consumer: testFunction('consumer'),
  Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
  SetAside: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'set-aside',
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    },
  },
  Told: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: [{ Ref: 'SetAside' }] },
          object: { key: [{ prefix: { 'Fn::Sub': `aws/lambda/\${Mapping}/` } }] },
        },
      },
      Targets: [{ Id: 'Queue', Arn: { 'Fn::GetAtt': ['Failures', 'Arn'] } }],
    },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Consumer' },
      EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] },
      StartingPosition: 'LATEST',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['SetAside', 'Arn'] } } },
    },
  },
};

interface Stored {
  readonly bucket: { readonly name: string };
  readonly object: { readonly key: string };
}

function outside(sandbox: Sandbox, service: string, action: string, input: Record<string, unknown>) {
  return sandbox.services.call({ caller: { kind: 'outside', name: 'test' }, service, action, input });
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
  const input = { QueueUrl: 'failures', MaxNumberOfMessages: 10 };
  const { Messages = [] } = (await outside(sandbox, 'sqs', 'ReceiveMessage', input)) as {
    Messages?: { Body: string }[];
  };
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

  test('gives up by age what waited too long behind a bad record, untried, and nothing younger', async () => {
    await using sandbox = await run(consumer, { MaximumRecordAgeInSeconds: 3600, BatchSize: 1 });
    await putAll(sandbox, ['bad', 'behind']);
    await sandbox.clock.advance(1_800_000);
    await put(sandbox, 'younger');
    await sandbox.clock.advance(1_900_000);
    expect((await failures(sandbox)).map(({ requestContext }) => requestContext)).toMatchObject([
      { condition: 'RecordAgeExceeded', approximateInvokeCount: expect.any(Number) },
      { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 },
    ]);
    expect(new Set(deliveries(sandbox))).toEqual(new Set(['bad:1', 'younger:1']));
  });

  test('splits off what is too old from a batch that fails, and goes on with the rest', async () => {
    await using sandbox = await run(consumer, { MaximumRecordAgeInSeconds: 3600 });
    sandbox.faults.add(sandbox.faults.input.parse({ kind: 'throttle', service: 'lambda', function: 'consumer' }));
    await put(sandbox, 'first');
    await sandbox.clock.advance(1_500_000);
    await put(sandbox, 'old');
    await sandbox.clock.advance(1_500_000);
    await put(sandbox, 'new');
    await sandbox.clock.advance(2_200_000);
    sandbox.faults.clear();
    await sandbox.clock.advance(60_000);
    expect(await failures(sandbox)).toMatchObject([
      { requestContext: { condition: 'RecordAgeExceeded' }, DDBStreamBatchInfo: { batchSize: 1 } },
      { requestContext: { condition: 'RecordAgeExceeded' }, DDBStreamBatchInfo: { batchSize: 1 } },
    ]);
    expect(deliveries(sandbox)).toEqual(['new:1']);
  });

  test('without limits tries until the stream forgets the record after a day', async () => {
    await using sandbox = await run(consumer, { MaximumRetryAttempts: -1 });
    sandbox.faults.add(sandbox.faults.input.parse({ kind: 'throttle', service: 'lambda', function: 'consumer' }));
    await put(sandbox, 'bad');
    await sandbox.clock.advance(86_300_000);
    expect(await failures(sandbox)).toEqual([]);
    await sandbox.clock.advance(200_000);
    expect(await failures(sandbox)).toMatchObject([
      { requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: expect.any(Number) } },
    ]);
  });

  test('puts what it gives up whole into a bucket, which tells of it', async () => {
    await using sandbox = await runSandbox(intoBucket, { consumer });
    await putAll(sandbox, ['bad-1', 'bad-2']);
    await sandbox.clock.advance(60_000);
    const [{ detail } = { detail: {} }] = (await failures(sandbox)) as unknown as { detail: Stored }[];
    const { bucket, object } = detail as Stored;
    expect(bucket.name).toBe('set-aside');
    expect(object.key).toMatch(
      /^aws\/lambda\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/shardId-[0-9a-f-]+\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/,
    );
    const { Body } = await outside(sandbox, 's3', 'GetObject', { Bucket: bucket.name, Key: object.key });
    const record = JSON.parse(String(Body));
    expect(record).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 1 },
      DDBStreamBatchInfo: { batchSize: 2 },
    });
    // As it was sent to the function, so that it can be sent again.
    const { Records } = JSON.parse(record.payload);
    expect(Records.map(({ dynamodb }: { dynamodb: unknown }) => dynamodb)).toMatchObject([
      { NewImage: { PK: { S: 'bad-1' } }, SequenceNumber: expect.any(String) },
      { NewImage: { PK: { S: 'bad-2' } } },
    ]);
    const Payload = String(record.payload);
    const answer = await outside(sandbox, 'lambda', 'Invoke', { FunctionName: 'consumer', Payload });
    expect(JSON.parse(String(answer.Payload))).toMatchObject({ errorMessage: 'cannot' });
  });

  test.each([
    ['s3:PutObject', 'on the objects'],
    ['s3:ListBucket', 'on the bucket itself'],
  ])('waits with what it gives up until its role allows %s %s', async (missing) => {
    await using sandbox = await runSandbox(intoBucket, { consumer });
    const role = sandbox.app.roles.find(({ name }) => name === 'consumer');
    if (!role) throw new Error('There is no such role');
    const refuse = { Effect: 'Deny', Action: missing, Resource: '*' };
    const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }, refuse];
    sandbox.access.replaceRole({ ...role, policies: [{ name: 'Restricted', document: { Statement } }] });
    await putAll(sandbox, ['bad']);
    await sandbox.clock.advance(600_000);
    expect(await failures(sandbox)).toEqual([]);
    sandbox.access.replaceRole(role);
    await sandbox.clock.advance(60_000);
    expect(await failures(sandbox)).toHaveLength(1);
  });

  test('is refused with a failure destination that is neither a queue nor a bucket', async () => {
    const OnFailure = { Destination: 'arn:aws:sns:us-east-1:000000000000:failures' };
    await expect(run(consumer, { DestinationConfig: { OnFailure } })).rejects.toThrow(
      'The sandbox does not support the failure destination arn:aws:sns:us-east-1:000000000000:failures',
    );
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
