import { expect, test } from '@jest/globals';
import { resources, synthesized } from './synthesized.ts';

const { stateless } = await synthesized('prod');
const machines = resources(stateless, 'AWS::StepFunctions::StateMachine');
const alarms = resources(stateless, 'AWS::CloudWatch::Alarm');

test('the claim workflow is deployed', () => {
  expect(machines.map(({ Properties }) => Properties.StateMachineName)).toEqual(['careline-prod-claim-lifecycle']);
});

test.each(machines.map(({ Properties }) => [String(Properties.StateMachineName), Properties] as const))(
  '%s logs every event without its data, since task tokens are in it, and is traced',
  (_name, machine) => {
    expect(machine.LoggingConfiguration).toMatchObject({
      Level: 'ALL',
      IncludeExecutionData: false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: expect.anything() } }],
    });
    expect(machine.TracingConfiguration).toEqual({ Enabled: true });
  },
);

test.each(machines.map(({ Properties }) => [String(Properties.StateMachineName), Properties] as const))(
  '%s leaves no name of its definition unfilled',
  (_name, machine) => {
    const named = String(machine.DefinitionString).matchAll(/\$\{(\w+)\}/g);
    for (const [, name] of named) expect(machine.DefinitionSubstitutions).toHaveProperty(String(name));
  },
);

test.each(machines.map(({ logicalId }) => [logicalId]))(
  '%s alarms when executions fail, time out, are stopped or throttled',
  (id) => {
    const metrics = alarms
      .filter(({ Properties }) => JSON.stringify(Properties.Dimensions ?? null).includes(`"${id}"`))
      .map(({ Properties }) => Properties.MetricName);
    expect(metrics.sort()).toEqual([
      'ExecutionThrottled',
      'ExecutionsAborted',
      'ExecutionsFailed',
      'ExecutionsTimedOut',
    ]);
  },
);
