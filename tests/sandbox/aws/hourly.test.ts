import { expect, test } from '@jest/globals';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Schedule as Rate, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { testFunction } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

const HOUR = 3_600_000;
const hourly = Duration.hours(1);

/** What CDK writes for a function that is to run every hour, by EventBridge Scheduler and by a rule. */
function schedules() {
  const stack = new Stack(new App(), 'Test', { env: { account: '000000000000', region: 'us-east-1' } });
  const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  const scheduled = Lambda.fromFunctionArn(stack, 'Scheduled', arnOf('scheduled'));
  const ruled = Lambda.fromFunctionArn(stack, 'Ruled', arnOf('ruled'));
  new Schedule(stack, 'Hourly', { schedule: ScheduleExpression.rate(hourly), target: new LambdaInvoke(scheduled) });
  new Rule(stack, 'Rule', { schedule: Rate.rate(hourly), targets: [new LambdaFunction(ruled)] });
  return Template.fromStack(stack).toJSON().Resources;
}

test('a function runs every hour of the virtual clock, by a schedule and by a rule alike', async () => {
  const code = 'export const handler = async (event) => console.log(JSON.stringify(event));';
  await using sandbox = await runSandbox(
    { ...schedules(), Scheduled: testFunction('scheduled'), Ruled: testFunction('ruled') },
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
