import { describe, expect, test } from '@jest/globals';
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

  test('takes silence for well', () => {
    expect(alarm.TreatMissingData).toBe('notBreaching');
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
    'ReadThrottleEvents',
    'WriteThrottleEvents',
  ]) {
    expect(watched).toContain(metric);
  }
});

test('a stage without an address has the same alarms, and calls nobody', () => {
  const silent = resources(dev, 'AWS::CloudWatch::Alarm');
  expect(silent).toHaveLength(alarms.length);
  for (const { Properties } of silent) expect(Properties).not.toHaveProperty('AlarmActions');
});

/** A description may hold names that CloudFormation fills in. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
