import { expect, test } from '@jest/globals';
import { referred, resources, synthesized } from './synthesized.ts';

const { stateless } = await synthesized('prod');
const queues = resources(stateless, 'AWS::SQS::Queue');
const alarms = resources(stateless, 'AWS::CloudWatch::Alarm');

test('the stream has two consumers, as many as it can have', () => {
  expect(resources(stateless, 'AWS::Lambda::EventSourceMapping')).toHaveLength(2);
});

const failedRecords = /Fn::ImportValue":"careline-prod-stateful:[^"]*FailedRecords/;

test('a stream consumer splits a failing batch, tries for six hours, and then puts the record aside whole', () => {
  for (const { Properties } of resources(stateless, 'AWS::Lambda::EventSourceMapping')) {
    expect(Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 6 * 3600,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    const { OnFailure } = Properties.DestinationConfig as { OnFailure: { Destination: unknown } };
    expect(JSON.stringify(OnFailure.Destination)).toMatch(failedRecords);
  }
});

test('each record that a stream consumer, or Lambda for it, puts aside is told to a queue of its own', () => {
  for (const { logicalId } of resources(stateless, 'AWS::Lambda::EventSourceMapping')) {
    const rules = resources(stateless, 'AWS::Events::Rule').filter(({ Properties }) =>
      JSON.stringify(Properties.EventPattern ?? null).includes(`{"Ref":"${logicalId}"}`),
    );
    expect(rules).toHaveLength(1);
    const { EventPattern, Targets } = rules[0]?.Properties ?? {};
    expect(EventPattern).toMatchObject({ source: ['aws.s3'], 'detail-type': ['Object Created'] });
    expect(JSON.stringify(EventPattern)).toMatch(failedRecords);
    expect(JSON.stringify(EventPattern)).toMatch(/{"prefix":"(relay|notifications-sender)\/"}/);
    const [target] = Targets as { Arn: unknown }[];
    const [policy] = resources(stateless, 'AWS::SQS::QueuePolicy').filter(
      ({ Properties: { Queues } }) => referred((Queues as unknown[])[0]) === referred(target?.Arn),
    );
    expect(queues.map((queue) => queue.logicalId)).toContain(referred(target?.Arn));
    expect(JSON.stringify(policy?.Properties.PolicyDocument)).toContain(
      '"Principal":{"Service":"events.amazonaws.com"}',
    );
  }
});

test('the sender gets pending messages, the relay events and what is to be started, stopped or resumed, and neither the rest', () => {
  const filters = resources(stateless, 'AWS::Lambda::EventSourceMapping').flatMap(({ Properties }) =>
    (Properties.FilterCriteria as { Filters: { Pattern: string }[] }).Filters.map(({ Pattern }) => JSON.parse(Pattern)),
  );
  const inserted = (NewImage: unknown) => ({ eventName: ['INSERT'], dynamodb: { NewImage } });
  const written = (NewImage: unknown) => ({ eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage } });
  expect(filters).toEqual([
    written({ entity: { S: ['message'] }, record: { M: { status: { S: ['PENDING'] } } } }),
    inserted({ entity: { S: ['event'] } }),
    written({ outbox: { S: ['start', 'stop'] } }),
    written({ outbox: { S: ['resume'] } }),
  ]);
});

test('an event that cannot be delivered and one that a function fails on end in the same failure queue', () => {
  const rules = resources(stateless, 'AWS::Events::Rule').filter(({ Properties }) => feeds(Properties.Targets));
  const retries = resources(stateless, 'AWS::Lambda::EventInvokeConfig');
  expect(rules).toHaveLength(5);
  for (const { Properties } of rules) {
    const [target] = Properties.Targets as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
    const retry = retries.find((one) => referred(one.Properties.FunctionName) === referred(target?.Arn));
    expect(retry?.Properties.DestinationConfig).toEqual({ OnFailure: { Destination: target?.DeadLetterConfig.Arn } });
  }
});

test('every failure queue is encrypted, kept for 14 days, and alarms as soon as something lies in it', () => {
  expect(queues).toHaveLength(7);
  for (const { logicalId, Properties } of queues) {
    expect(Properties).toMatchObject({ KmsMasterKeyId: expect.anything(), MessageRetentionPeriod: 14 * 24 * 3600 });
    const alarm = alarms.find(({ Properties: { Dimensions } }) =>
      JSON.stringify(Dimensions ?? null).includes(logicalId),
    );
    expect(alarm?.Properties).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 });
  }
});

/** Whether a rule's targets are functions. */
const feeds = (targets: unknown) => JSON.stringify(targets).includes('"Functions');
