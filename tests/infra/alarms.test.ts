import { describe, expect, test } from '@jest/globals';
import { functions } from '../../infra/functions.ts';
import { resources, synthesized } from './synthesized.ts';

const prod = (await synthesized('prod')).stateless;
const dev = (await synthesized('dev')).stateless;
const alarms = resources(prod, 'AWS::CloudWatch::Alarm');

describe.each(alarms.map(({ logicalId, Properties }) => [logicalId, Properties] as const))('%s', (_id, alarm) => {
  test('says in a sentence what it means', () => {
    expect(textOf(alarm.AlarmDescription)).toMatch(/^[A-Z].{40,}\.$/);
  });

  test('tells the on-call when it goes off and when it is over', () => {
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.OKActions).toEqual(alarm.AlarmActions);
  });

  test('takes silence for well, but of what must be called each minute', () => {
    expect(alarm.TreatMissingData).toBe(alarm.MetricName === 'Invocations' ? 'breaching' : 'notBreaching');
  });
});

test('failures, timeouts, server errors and throttling are watched', () => {
  const watched = new Set(alarms.map(({ Properties }) => Properties.MetricName));
  for (const metric of [
    'ApproximateNumberOfMessagesVisible',
    'ExecutionsFailed',
    'ExecutionsTimedOut',
    'ExecutionThrottled',
    '5xx',
    'Throttles',
    'prod-api-throttled',
    'IteratorAge',
    'ApproximateAgeOfOldestMessage',
    'DeferredOrders',
    'RefusedNotices',
    'ReadThrottleEvents',
    'WriteThrottleEvents',
    'Errors',
    'Findings',
    'HandOvers',
    'ContradictedPayments',
    'UncertainMessages',
    'Invocations',
  ]) {
    expect(watched).toContain(metric);
  }
});

test.each(Object.entries(functions))(
  'function %s is watched for errors, of steps for those that no workflow foresees',
  (name) => {
    const isSteps = name.endsWith('-steps');
    const [alarm, ...more] = alarms.filter(({ Properties: { MetricName, Dimensions } }) => {
      const text = JSON.stringify(Dimensions);
      return isSteps
        ? MetricName === 'UnforeseenErrors' && text.includes(`{"Name":"service","Value":"${name}"}`)
        : MetricName === 'Errors' && text.includes(logicalIdOf(name));
    });
    expect(more).toEqual([]);
    expect(textOf(alarm?.Properties.AlarmDescription)).toContain(`careline-prod-${name} fails: `);
    expect(alarm?.Properties).toMatchObject({ Threshold: 1, Statistic: 'Sum', Period: 300 });
  },
);

test('what functions count by themselves is watched by its service and stage', () => {
  const own = alarms.filter(({ Properties: { Namespace, Dimensions } }) => Namespace === 'Careline' && Dimensions);
  const watched = own.map(({ Properties: { MetricName, Dimensions } }) => {
    const values = (Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => `${Name}=${Value}`);
    return [MetricName, ...values].join(' ');
  });
  expect(watched.toSorted()).toEqual([
    'ContradictedPayments service=relay stage=prod',
    'DeferredOrders service=payments-dispatch stage=prod',
    'Findings service=cases-ended stage=prod',
    'Findings service=waker stage=prod',
    'HandOvers service=relay stage=prod',
    'RefusedNotices service=payments-api stage=prod',
    'UncertainMessages service=notifications-sender stage=prod',
    'UnforeseenErrors service=claims-steps stage=prod',
  ]);
});

function logicalIdOf(name: string): string {
  const found = resources(prod, 'AWS::Lambda::Function').find(
    ({ Properties }) => Properties.FunctionName === `careline-prod-${name}`,
  );
  return found?.logicalId ?? 'none';
}

test('a stage without an address has the same alarms, and calls nobody; one more where a pack is tried', () => {
  const silent = resources(dev, 'AWS::CloudWatch::Alarm');
  const ofShadow = silent.filter(({ logicalId }) => logicalId.startsWith('ShadowedCase'));
  expect(ofShadow).toHaveLength(1);
  expect(silent).toHaveLength(alarms.length + ofShadow.length);
  for (const { Properties } of silent) expect(Properties).not.toHaveProperty('AlarmActions');
});

/** A description may hold names that CloudFormation fills in. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
