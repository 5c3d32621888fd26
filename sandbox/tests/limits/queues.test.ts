import { describe, expect, test } from '@jest/globals';
import { checkQueues } from '../../limits/mapping-limits.ts';
import { readApp } from '../../templates.ts';
import { testFunction, writeAssembly } from '../support/assembly.ts';

type Properties = Record<string, unknown>;

/** Reads and checks a queue and its consumer of ten seconds, as the sandbox does when it starts. */
function deploy(queue: Properties, mapping: Properties = {}): void {
  const Resources = {
    Worker: testFunction('worker'),
    Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work', ...queue } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Worker' },
        EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        ...mapping,
      },
    },
  };
  using assembly = writeAssembly({ Test: { Resources } }, { worker: 'export const handler = async () => null;' });
  checkQueues(readApp(assembly.directory, { apiUrl: 'http://api', awsUrl: 'http://aws' }));
}

const redrive = (maxReceiveCount: number) => ({
  RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:failures', maxReceiveCount },
});
const window = { MaximumBatchingWindowInSeconds: 1 };
const concurrency = (MaximumConcurrency: number) => ({ ScalingConfig: { MaximumConcurrency } });

describe('AWS makes no', () => {
  test.each<[string, Properties, Properties]>([
    ['DelaySeconds', { DelaySeconds: 900 }, { DelaySeconds: 901 }],
    ['MessageRetentionPeriod', { MessageRetentionPeriod: 1_209_600 }, { MessageRetentionPeriod: 1_209_601 }],
    ['MessageRetentionPeriod', { MessageRetentionPeriod: 60 }, { MessageRetentionPeriod: 59 }],
    ['VisibilityTimeout', { VisibilityTimeout: 43_200 }, { VisibilityTimeout: 43_201 }],
    ['maxReceiveCount', redrive(1000), redrive(1001)],
    ['maxReceiveCount', redrive(1), redrive(0)],
  ])('queue of that %s: %j is the last, %j too much', (property, good, bad) => {
    deploy(good);
    expect(() => deploy(bad)).toThrow(new RegExp(`^work: Invalid value \\d+ for ${property}: it must be between`));
  });

  test.each<[string, Properties, Properties]>([
    ['BatchSize', { BatchSize: 10_000, ...window }, { BatchSize: 10_001, ...window }],
    ['BatchSize', { BatchSize: 1 }, { BatchSize: 0 }],
    [
      'MaximumBatchingWindowInSeconds',
      { MaximumBatchingWindowInSeconds: 300 },
      { MaximumBatchingWindowInSeconds: 301 },
    ],
    ['MaximumConcurrency', concurrency(2), concurrency(1)],
    ['MaximumConcurrency', concurrency(1000), concurrency(1001)],
  ])('consumer of that %s: %j is the last, %j too much', (property, good, bad) => {
    deploy({}, good);
    expect(() => deploy({}, bad)).toThrow(new RegExp(`^work: Invalid value \\d+ for ${property}: it must be between`));
  });

  test('consumer of more than ten messages without a window', () => {
    deploy({}, { BatchSize: 10 });
    expect(() => deploy({}, { BatchSize: 11 })).toThrow(
      /^work: Maximum batch window in seconds must be greater than 0/,
    );
  });

  test('consumer that may take longer than its messages are hidden', () => {
    deploy({ VisibilityTimeout: 10 });
    expect(() => deploy({ VisibilityTimeout: 9 })).toThrow(
      'work: Queue visibility timeout: 9 seconds is less than Function timeout: 10 seconds',
    );
  });

  test('consumer of a queue that is not there', () => {
    const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:absent';
    expect(() => deploy({}, { EventSourceArn })).toThrow(`${EventSourceArn}: Error occurred while ReceiveMessage.`);
  });
});
