import { describe, expect, test } from '@jest/globals';
import { LEASE } from '../../functions/jobs/wake-job.ts';
import { pauseAfter } from '../../functions/platform/queue-messages.ts';
import { dueShards } from '../../functions/platform/record/due.ts';
import { functions } from '../../infra/functions.ts';
import { referred, resources, synthesized } from './synthesized.ts';

const { stateless } = await synthesized('prod');
const queues = resources(stateless, 'AWS::SQS::Queue');
const alarms = resources(stateless, 'AWS::CloudWatch::Alarm');

const mappings = resources(stateless, 'AWS::Lambda::EventSourceMapping');
const ofStream = mappings.filter(({ Properties }) => Properties.StartingPosition !== undefined);
const ofQueue = mappings.filter((mapping) => !ofStream.includes(mapping));

test('the stream has two consumers, as many as it can have', () => {
  expect(ofStream).toHaveLength(2);
});

const failedRecords = /Fn::ImportValue":"careline-prod-stateful:[^"]*FailedRecords/;

test('a stream consumer splits a failing batch, tries for six hours, and then puts the record aside whole', () => {
  for (const { Properties } of ofStream) {
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
  for (const { logicalId } of ofStream) {
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
  const filters = ofStream.flatMap(({ Properties }) =>
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
  const rules = resources(stateless, 'AWS::Events::Rule').filter(
    ({ Properties }) => Properties.EventPattern !== undefined && feeds(Properties.Targets),
  );
  const retries = resources(stateless, 'AWS::Lambda::EventInvokeConfig');
  expect(rules).toHaveLength(4);
  for (const { Properties } of rules) {
    const [target] = Properties.Targets as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
    const retry = retries.find((one) => referred(one.Properties.FunctionName) === referred(target?.Arn));
    expect(retry?.Properties.DestinationConfig).toEqual({ OnFailure: { Destination: target?.DeadLetterConfig.Arn } });
  }
});

test('what happens to cases is told to the shadow where the stage tries a pack, and to nobody where it tries none', async () => {
  const told = ({ Resources }: typeof stateless) =>
    Object.entries(Resources).filter(([id, { Type }]) => id.startsWith('ShadowedCase') && Type === 'AWS::Events::Rule');
  const [[, rule] = [], ...more] = told((await synthesized('dev')).stateless);
  expect(more).toEqual([]);
  expect(rule?.Properties?.EventPattern).toEqual({ source: ['careline'], 'detail-type': [{ prefix: 'claim.' }] });
  expect(told(stateless)).toEqual([]);
});

test('the lease of a job is longer than its runner runs', () => {
  expect(LEASE).toBeGreaterThan(functions['jobs-runner'].timeout * 1000);
});

describe.each([
  ['prod', 16],
  ['dev', 1],
  ['sandbox', 1],
])('the waker of %s', (stage, instances) => {
  test('is called each minute, with each shard of the due index once, and by at most five targets of a rule', async () => {
    const template = (await synthesized(stage)).stateless;
    const rules = resources(template, 'AWS::Events::Rule').filter(({ Properties }) => Properties.ScheduleExpression);
    const targets = rules.map(({ Properties }) => Properties.Targets as { Arn: unknown; Input: string }[]);
    expect(new Set(rules.map(({ Properties }) => Properties.ScheduleExpression))).toEqual(new Set(['rate(1 minute)']));
    for (const each of targets) expect(each.length).toBeLessThanOrEqual(5);
    const inputs: { shards: number[] }[] = targets.flat().map(({ Input }) => JSON.parse(Input));
    expect(inputs).toHaveLength(instances);
    expect(inputs.flatMap(({ shards }) => shards).toSorted((a, b) => a - b)).toEqual(dueShards);
    const called = new Set(targets.flat().map(({ Arn }) => referred(Arn)));
    const [waker, ...more] = resources(template, 'AWS::Lambda::Function').filter(({ logicalId }) =>
      called.has(logicalId),
    );
    expect(more).toEqual([]);
    expect(waker?.Properties.FunctionName).toBe(`careline-${stage}-waker`);
  });

  test('is not called again for what the next minute does, and alarms where too few calls come', async () => {
    const template = (await synthesized(stage)).stateless;
    const once = resources(template, 'AWS::Lambda::EventInvokeConfig').filter(
      ({ Properties }) => Properties.MaximumRetryAttempts === 0,
    );
    expect(once.map(({ Properties }) => referred(Properties.FunctionName))).toEqual([expect.stringContaining('waker')]);
    const silent = resources(template, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.MetricName === 'Invocations',
    );
    expect(silent.map(({ Properties }) => Properties)).toMatchObject([
      { ComparisonOperator: 'LessThanThreshold', Threshold: 4 * instances, Period: 300, TreatMissingData: 'breaching' },
    ]);
  });
});

describe('the queue of payment orders', () => {
  const [queue, ...others] = queues.filter(({ Properties }) => Properties.RedrivePolicy !== undefined);
  const { RedrivePolicy } = queue?.Properties ?? {};
  const { deadLetterTargetArn, maxReceiveCount } = RedrivePolicy as {
    deadLetterTargetArn: unknown;
    maxReceiveCount: number;
  };
  const [mapping] = ofQueue;
  const spec = functions['payments-dispatch'];

  test('is the only one that feeds a function, which tells what it could not do', () => {
    expect(others).toEqual([]);
    expect(ofQueue).toHaveLength(1);
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    expect(referred(mapping?.Properties.EventSourceArn)).toBe(queue?.logicalId);
  });

  test('hides a message for six times as long as the function may take', () => {
    expect(queue?.Properties.VisibilityTimeout).toBe(6 * spec.timeout);
  });

  test('outlasts five days without the provider, by its tries and by its retention', () => {
    const pauses = Array.from({ length: maxReceiveCount }, (_, index) => pauseAfter(index + 1, 1));
    const seconds = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(seconds).toBeGreaterThan(5 * 86_400);
    expect(queue?.Properties.MessageRetentionPeriod).toBeGreaterThan(seconds);
    expect(queue?.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
  });

  test('gets each order that is made, or its failure queue does', () => {
    const [rule, ...more] = resources(stateless, 'AWS::Events::Rule').filter(({ Properties }) =>
      JSON.stringify(Properties.EventPattern ?? null).includes('payment.ordered.v1'),
    );
    expect(more).toEqual([]);
    const { Targets } = rule?.Properties ?? {};
    const [target] = Targets as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
    expect(referred(target?.Arn)).toBe(queue?.logicalId);
    expect(target?.DeadLetterConfig.Arn).toEqual(deadLetterTargetArn);
    const sender = { 'aws:SourceArn': { 'Fn::GetAtt': [rule?.logicalId, 'Arn'] } };
    for (const arn of [target?.Arn, deadLetterTargetArn]) {
      const [policy] = resources(stateless, 'AWS::SQS::QueuePolicy').filter(
        ({ Properties: { Queues } }) => referred((Queues as unknown[])[0]) === referred(arn),
      );
      expect(JSON.stringify(policy?.Properties.PolicyDocument)).toContain(JSON.stringify({ ArnEquals: sender }));
    }
  });

  test('is encrypted by the key of the record, which rules may use', async () => {
    const { stateful } = await synthesized('prod');
    const [key] = resources(stateful, 'AWS::KMS::Key').filter(({ Properties }) =>
      String(Properties.Description).includes('customers, policies, claims'),
    );
    expect(JSON.stringify(queue?.Properties.KmsMasterKeyId)).toContain(`:ExportsOutputFnGetAtt${key?.logicalId}`);
    expect(JSON.stringify(key?.Properties.KeyPolicy)).toContain('"Principal":{"Service":"events.amazonaws.com"}');
  });

  test('alarms when orders lie there, and when they are put back twice', () => {
    const watched = alarms.map(({ Properties }) => Properties);
    expect(watched).toContainEqual(
      expect.objectContaining({
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue?.logicalId, 'QueueName'] } }],
        Threshold: 300,
      }),
    );
    expect(watched).toContainEqual(
      expect.objectContaining({
        MetricName: 'DeferredOrders',
        Dimensions: expect.arrayContaining([{ Name: 'service', Value: 'payments-dispatch' }]),
        DatapointsToAlarm: 2,
      }),
    );
  });
});

test('every failure queue is encrypted, kept for 14 days, and alarms as soon as something lies in it', () => {
  const failures = queues.filter(({ Properties }) => Properties.RedrivePolicy === undefined);
  expect(failures).toHaveLength(8);
  for (const { logicalId, Properties } of failures) {
    expect(Properties).toMatchObject({ KmsMasterKeyId: expect.anything(), MessageRetentionPeriod: 14 * 24 * 3600 });
    const alarm = alarms.find(({ Properties: { Dimensions } }) =>
      JSON.stringify(Dimensions ?? null).includes(logicalId),
    );
    expect(alarm?.Properties).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 });
  }
});

/** Whether a rule's targets are functions. */
const feeds = (targets: unknown) => JSON.stringify(targets).includes('"Functions');
