import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { testFunction } from './support/assembly.ts';
import { clientOf, runSandbox } from './support/running-sandbox.ts';

const consumer = `export const handler = async (event) => {
  console.log(JSON.stringify(event));
  if (event.detail.fail) throw new Error('cannot');
};`;

function run() {
  return runSandbox(
    {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'claims' } },
      Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
      Consumer: testFunction('consumer'),
      Retries: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Consumer' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 2,
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { 'detail-type': ['payment.ordered.v1'] },
          Targets: [
            { Id: 'T', Arn: { 'Fn::GetAtt': ['Consumer', 'Arn'] } },
            {
              Id: 'Gone',
              Arn: 'arn:aws:lambda:us-east-1:000000000000:function:gone',
              DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Failures', 'Arn'] } },
            },
          ],
        },
      },
    },
    { consumer },
  );
}

function send(sandbox: Sandbox, detailType: string, detail: unknown, bus = 'claims') {
  const Entries = [
    { EventBusName: bus, Source: 'shop', DetailType: detailType, Detail: JSON.stringify(detail), Resources: ['r'] },
  ];
  return new EventBridgeClient(clientOf(sandbox)).send(new PutEventsCommand({ Entries }));
}

async function messages(sandbox: Sandbox): Promise<Record<string, unknown>[]> {
  const { Messages = [] } = (await sandbox.services.call({
    caller: { kind: 'outside', name: 'test' },
    service: 'sqs',
    action: 'ReceiveMessage',
    input: { QueueUrl: 'failures', MaxNumberOfMessages: 10 },
  })) as { Messages?: { Body: string }[] };
  return Messages.map(({ Body }) => JSON.parse(Body));
}

function received(sandbox: Sandbox) {
  return sandbox
    .logs('consumer')
    .filter(({ message }) => message.startsWith('{'))
    .map(({ message }) => JSON.parse(message));
}

describe('an event bus', () => {
  test('takes events to the targets of the rules that match', async () => {
    await using sandbox = await run();
    const { Entries, FailedEntryCount } = await send(sandbox, 'payment.ordered.v1', { orderId: 'pay_1' });
    await send(sandbox, 'payment.paid.v1', {});
    await send(sandbox, 'payment.ordered.v1', {}, 'default');
    await sandbox.clock.idle();
    expect(FailedEntryCount).toBe(0);
    expect(received(sandbox)).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'us-east-1',
        source: 'shop',
        'detail-type': 'payment.ordered.v1',
        resources: ['r'],
        detail: { orderId: 'pay_1' },
      },
    ]);
  });

  test('sends what a target does not take to its dead-letter queue', async () => {
    await using sandbox = await run();
    await send(sandbox, 'payment.ordered.v1', { orderId: 'pay_1' });
    await sandbox.clock.idle();
    expect(await messages(sandbox)).toMatchObject([{ detail: { orderId: 'pay_1' } }]);
  });

  test('leaves a failing function to Lambda: two retries, then its failure destination', async () => {
    await using sandbox = await run();
    await send(sandbox, 'payment.ordered.v1', { fail: true });
    await sandbox.clock.advance(59_000);
    expect(received(sandbox)).toHaveLength(1);
    await sandbox.clock.advance(2_000);
    expect(received(sandbox)).toHaveLength(2);
    await sandbox.clock.advance(120_000);
    expect(received(sandbox)).toHaveLength(3);
    expect(await messages(sandbox)).toContainEqual(
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 3 }),
        requestPayload: expect.objectContaining({ detail: { fail: true } }),
        responsePayload: expect.objectContaining({ errorMessage: 'cannot' }),
      }),
    );
  });

  test('answers for each entry what it cannot take', async () => {
    await using sandbox = await run();
    const Entries = [
      { EventBusName: 'absent', Source: 's', DetailType: 'd', Detail: '{}' },
      { EventBusName: 'claims', Source: 's', DetailType: 'd', Detail: 'no json' },
      { EventBusName: 'claims', Source: 'aws.s3', DetailType: 'd', Detail: '{}' },
      { EventBusName: 'claims', Source: 's', DetailType: 'd', Detail: '{}' },
    ];
    const answer = await new EventBridgeClient(clientOf(sandbox)).send(new PutEventsCommand({ Entries }));
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'ResourceNotFoundException',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      undefined,
    ]);
  });
});
