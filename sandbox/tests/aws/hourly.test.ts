import { expect, test } from '@jest/globals';
import { testFunction } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

const HOUR = 3_600_000;
const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const Service = 'scheduler.amazonaws.com';
const group = { 'Fn::Sub': `arn:\${AWS::Partition}:scheduler:us-east-1:000000000000:schedule-group/default` };
const StringEquals = { 'aws:SourceAccount': '000000000000', 'aws:SourceArn': group };

/** What CDK writes for `Schedule` with `LambdaInvoke`, and for `Rule` with `LambdaFunction`, each at a rate of an hour. */
const schedules = {
  Hourly: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: 'rate(1 hour)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      State: 'ENABLED',
      Target: {
        Arn: arnOf('Scheduled'),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        RoleArn: arnOf('SchedulerRole'),
      },
    },
  },
  SchedulerRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Action: 'sts:AssumeRole', Condition: { StringEquals }, Effect: 'Allow', Principal: { Service } }],
      },
    },
  },
  SchedulerPolicy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'SchedulerPolicy',
      PolicyDocument: {
        Statement: [
          {
            Action: 'lambda:InvokeFunction',
            Effect: 'Allow',
            Resource: [arnOf('Scheduled'), { 'Fn::Join': ['', [arnOf('Scheduled'), ':*']] }],
          },
        ],
      },
      Roles: [{ Ref: 'SchedulerRole' }],
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      Targets: [{ Arn: arnOf('Ruled'), Id: 'Target0' }],
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf('Ruled'),
      Principal: 'events.amazonaws.com',
      SourceArn: arnOf('Rule'),
    },
  },
};

test('a function runs every hour of the virtual clock, by a schedule and by a rule alike', async () => {
  const code = 'export const handler = async (event) => console.log(JSON.stringify(event));';
  await using sandbox = await runSandbox(
    { ...schedules, Scheduled: testFunction('scheduled'), Ruled: testFunction('ruled') },
    { scheduled: code, ruled: code },
  );
  await sandbox.clock.idle();
  const runs = (name: string) => sandbox.logs(name).map(({ message }) => JSON.parse(message));
  const before = { scheduled: runs('scheduled').length, ruled: runs('ruled').length };
  const from = sandbox.clock.now();
  await sandbox.clock.advance(24 * HOUR);
  const ruled = runs('ruled').slice(before.ruled);
  expect(ruled).toHaveLength(24);
  expect(ruled[0]).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events' });
  // Each at its own hour, not all at the end.
  expect(Date.parse(ruled[0].time)).toBeLessThanOrEqual(from + HOUR);
  const gaps = ruled.slice(1).map(({ time }, index) => Date.parse(time) - Date.parse(ruled[index].time));
  expect(gaps).toEqual(Array(23).fill(HOUR));
  expect(runs('scheduled').slice(before.scheduled)).toEqual(Array(24).fill({}));
});
