import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { testFunction } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

/** Says what it got, and fails as often as a body says: `fails:2`. */
const consumer = `const left = {};
export const handler = async ({ Records }) => {
  console.log(Records.map(({ body, attributes }) => body + '#' + attributes.ApproximateReceiveCount).join(' '));
  for (const { body } of Records) {
    left[body] ??= Number(/fails:(\\d+)/.exec(body)?.[1] ?? 0);
    if (left[body]-- > 0) throw new Error('cannot');
  }
};`;

/** Reports the messages whose body begins with \`bad\`, or what a body says that it answers. */
const reporter = `export const handler = async ({ Records }) => {
  console.log(Records.map(({ body, attributes }) => body + '#' + attributes.ApproximateReceiveCount).join(' '));
  const answer = Records.find(({ body }) => body.startsWith('{'));
  if (answer) return JSON.parse(answer.body).answer;
  const bad = Records.filter(({ body }) => body.startsWith('bad'));
  return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

/** Puts what it cannot do back for as many seconds as the body says. */
const patient = `export const handler = async ({ Records }) => {
  console.log(Records.map(({ attributes }) => attributes.ApproximateReceiveCount).join(' '));
  for (const { body, receiptHandle, eventSourceARN } of Records)
    await fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AmazonSQS.ChangeMessageVisibility',
        'content-type': 'application/x-amz-json-1.0',
        authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({
        QueueUrl: process.env.AWS_ENDPOINT_URL + '/000000000000/' + eventSourceARN.split(':').at(-1),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Number(body),
      }),
    });
  throw new Error('not yet');
};`;

const roleOf = (actions: string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: 'consumer',
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    },
    Policies: [
      { PolicyName: 'Poll', PolicyDocument: { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } } },
    ],
  },
});
const polls = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

function run(bundle: string, mapping: Record<string, unknown> = {}, more: Record<string, { Type: string }> = {}) {
  return runSandbox(
    {
      Consumer: testFunction('consumer'),
      Work: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'work',
          VisibilityTimeout: 60,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Failures', 'Arn'] }, maxReceiveCount: 3 },
        },
      },
      Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Consumer' },
          EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
          ...mapping,
        },
      },
      ...more,
    },
    { consumer: bundle },
  );
}

function sqs(sandbox: Sandbox, action: string, input: Record<string, unknown>) {
  return sandbox.services.call({ caller: { kind: 'outside', name: 'test' }, service: 'sqs', action, input });
}

/** Sends at once, in one call. */
async function send(sandbox: Sandbox, ...bodies: string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  await sqs(sandbox, 'SendMessageBatch', { QueueUrl: 'work', Entries });
  await sandbox.clock.idle();
}

const deliveries = (sandbox: Sandbox) =>
  sandbox
    .logs('consumer')
    .map(({ message }) => message)
    .filter((message) => !message.startsWith('ERROR'));

/** How many messages a queue has, whether they can be seen or not. */
async function left(sandbox: Sandbox, QueueUrl = 'work'): Promise<number> {
  const { Attributes } = await sqs(sandbox, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: inFlight } =
    Attributes as Record<string, string>;
  return Number(visible) + Number(inFlight);
}

describe('an event source mapping of a queue', () => {
  test('delivers messages in batches of the given size, and deletes what was done', async () => {
    await using sandbox = await run(consumer, { BatchSize: 2 });
    await send(sandbox, 'a', 'b', 'c');
    expect(deliveries(sandbox).sort()).toEqual(['a#1 b#1', 'c#1']);
    await sandbox.clock.advance(3_600_000);
    expect(deliveries(sandbox)).toHaveLength(2);
    expect(await left(sandbox)).toBe(0);
  });

  test('hands a message over as Lambda does', async () => {
    await using sandbox = await run('export const handler = async (event) => console.log(JSON.stringify(event));');
    const MessageAttributes = { order: { DataType: 'String', StringValue: 'ord_1' } };
    await sqs(sandbox, 'SendMessage', { QueueUrl: 'work', MessageBody: 'body', MessageAttributes });
    await sandbox.clock.idle();
    expect(JSON.parse(deliveries(sandbox)[0] ?? '')).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: 'body',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            SenderId: 'test',
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          },
          messageAttributes: {
            order: { stringValue: 'ord_1', stringListValues: [], binaryListValues: [], dataType: 'String' },
          },
          md5OfBody: '841a2d689ad86bd1611447453c22c6fc',
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:work',
          awsRegion: 'us-east-1',
        },
      ],
    });
  });

  test('takes a delayed message when its delay is over', async () => {
    await using sandbox = await run(consumer);
    await sqs(sandbox, 'SendMessage', { QueueUrl: 'work', MessageBody: 'later', DelaySeconds: 600 });
    await sandbox.clock.advance(599_000);
    expect(deliveries(sandbox)).toEqual([]);
    await sandbox.clock.advance(1_000);
    expect(deliveries(sandbox)).toEqual(['later#1']);
  });

  test('lets a batch that failed come again when its visibility timeout ends', async () => {
    await using sandbox = await run(consumer);
    await send(sandbox, 'a', 'fails:1');
    await sandbox.clock.advance(59_000);
    expect(deliveries(sandbox)).toEqual(['a#1 fails:1#1']);
    await sandbox.clock.advance(1_000);
    expect(deliveries(sandbox)).toEqual(['a#1 fails:1#1', 'a#2 fails:1#2']);
    expect(await left(sandbox)).toBe(0);
  });

  test('waits for a batch to fill, but no longer than its window', async () => {
    await using sandbox = await run(consumer, { BatchSize: 3, MaximumBatchingWindowInSeconds: 30 });
    await send(sandbox, 'a', 'b', 'c', 'd');
    expect(deliveries(sandbox)).toEqual(['a#1 b#1 c#1']);
    await sandbox.clock.advance(29_000);
    await send(sandbox, 'e');
    expect(deliveries(sandbox)).toHaveLength(1);
    await sandbox.clock.advance(1_000);
    expect(deliveries(sandbox)).toEqual(['a#1 b#1 c#1', 'd#1 e#1']);
  });

  test('lets nothing of before a reset come after it', async () => {
    await using sandbox = await run(consumer);
    await send(sandbox, 'fails:9');
    await sandbox.reset();
    await sandbox.clock.advance(3_600_000);
    expect(deliveries(sandbox)).toEqual(['fails:9#1']);
    await send(sandbox, 'new');
    expect(deliveries(sandbox)).toEqual(['fails:9#1', 'new#1']);
  });
});

describe('a function that reports what it could not do', () => {
  test('gets that again, and nothing else', async () => {
    await using sandbox = await run(reporter, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await send(sandbox, 'a', 'bad-1', 'b', 'bad-2');
    await sandbox.clock.advance(60_000);
    expect(deliveries(sandbox)).toEqual(['a#1 bad-1#1 b#1 bad-2#1', 'bad-1#2 bad-2#2']);
    expect(await left(sandbox)).toBe(2);
  });

  test.each([null, {}, { batchItemFailures: null }, { batchItemFailures: [] }])(
    'has done all by %j',
    async (answer) => {
      await using sandbox = await run(reporter, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
      await send(sandbox, JSON.stringify({ answer }), 'a');
      expect(await left(sandbox)).toBe(0);
    },
  );

  test.each([
    'words',
    { batchItemFailures: 'all' },
    { batchItemFailures: [{ itemIdentifier: '' }] },
    { batchItemFailures: [{ itemIdentifier: null }] },
    { batchItemFailures: [{ messageId: 'a' }] },
    { batchItemFailures: [{ itemIdentifier: 'of another batch' }] },
  ])('has done nothing by %j', async (answer) => {
    await using sandbox = await run(reporter, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await send(sandbox, JSON.stringify({ answer }), 'a');
    expect(await left(sandbox)).toBe(2);
  });

  test('is not heard by a mapping that was not told to listen', async () => {
    await using sandbox = await run(reporter);
    await send(sandbox, 'bad');
    expect(await left(sandbox)).toBe(0);
  });
});

describe('a message', () => {
  test('that was received too often goes to the dead-letter queue, and back from there as a new one', async () => {
    await using sandbox = await run(consumer);
    await send(sandbox, 'fails:3');
    await sandbox.clock.advance(180_000);
    expect(deliveries(sandbox)).toEqual(['fails:3#1', 'fails:3#2', 'fails:3#3']);
    expect([await left(sandbox), await left(sandbox, 'failures')]).toEqual([0, 1]);
    const SourceArn = 'arn:aws:sqs:us-east-1:000000000000:failures';
    expect(await sqs(sandbox, 'StartMessageMoveTask', { SourceArn })).toEqual({ TaskHandle: expect.any(String) });
    await sandbox.clock.idle();
    expect(deliveries(sandbox).slice(3)).toEqual(['fails:3#1']);
    expect([await left(sandbox), await left(sandbox, 'failures')]).toEqual([0, 0]);
  });

  test('moves from a dead-letter queue only', async () => {
    await using sandbox = await run(consumer);
    const move = (SourceArn: string) => sqs(sandbox, 'StartMessageMoveTask', { SourceArn });
    await expect(move('arn:aws:sqs:us-east-1:000000000000:work')).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    });
    await expect(move('arn:aws:sqs:us-east-1:000000000000:absent')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('is hidden by the function for as long as it says', async () => {
    await using sandbox = await run(patient);
    await send(sandbox, '600');
    await sandbox.clock.advance(599_000);
    expect(deliveries(sandbox)).toEqual(['1']);
    await sandbox.clock.advance(1_000);
    expect(deliveries(sandbox)).toEqual(['1', '2']);
    expect(await left(sandbox)).toBe(1);
  });
});

describe('the function’s role', () => {
  const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];

  test('is what Lambda polls and deletes with', async () => {
    await using sandbox = await run(consumer, {}, { Role: roleOf([...polls, ...log]) });
    await send(sandbox, 'a');
    expect(deliveries(sandbox)).toEqual(['a#1']);
    expect(await left(sandbox)).toBe(0);
  });

  test.each(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'])('without %s brings nothing', async (missing) => {
    const Role = roleOf([...polls.filter((action) => action !== missing), ...log]);
    await using sandbox = await run(consumer, {}, { Role });
    await send(sandbox, 'a');
    await sandbox.clock.advance(120_000);
    expect(deliveries(sandbox)).toEqual([]);
    expect(await left(sandbox)).toBe(1);
  });

  test('without sqs:DeleteMessage brings the same again', async () => {
    const Role = roleOf([...polls.filter((action) => action !== 'sqs:DeleteMessage'), ...log]);
    await using sandbox = await run(consumer, {}, { Role });
    await send(sandbox, 'a');
    await sandbox.clock.advance(60_000);
    expect(deliveries(sandbox)).toEqual(['a#1', 'a#2']);
  });

  test('must allow the function to hide a message', async () => {
    await using sandbox = await run(patient, {}, { Role: roleOf([...polls, ...log]) });
    await send(sandbox, '600');
    await sandbox.clock.advance(60_000);
    expect(deliveries(sandbox)).toEqual(['1', '2']);
  });
});

test('what Lambda asks of a queue is billed, and what it does not ask is not', async () => {
  await using sandbox = await run(consumer);
  await send(sandbox, 'a', 'b');
  await sandbox.clock.advance(86_400_000);
  const lines = sandbox.costs.bill().lines.filter(({ service }) => service === 'SQS');
  // One call sends, one receives, one finds nothing more, one deletes.
  expect(lines.map(({ quantity }) => quantity)).toEqual([4]);
});
