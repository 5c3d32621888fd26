import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { testFunction } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:000000000000:${rest}`;
const RoleArn = 'arn:aws:iam::000000000000:role/scheduler';
let sandbox: Sandbox & AsyncDisposable;
let scheduler: SchedulerClient;
let sqs: SQSClient;

beforeAll(async () => {
  const permission = (name: string, principal: string) => ({
    Type: 'AWS::Lambda::Permission',
    Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: name }, Principal: principal },
  });
  sandbox = await runSandbox(
    {
      Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
      Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
      Listener: testFunction('listener'),
      MayInvoke: permission('Listener', 'events.amazonaws.com'),
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'scheduler',
          AssumeRolePolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } },
            ],
          },
          Policies: [
            {
              PolicyName: 'all',
              PolicyDocument: {
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: ['lambda:InvokeFunction', 'sqs:SendMessage', 'events:PutEvents'],
                    Resource: '*',
                  },
                ],
              },
            },
          ],
        },
      },
      Nightly: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          Name: 'nightly',
          ScheduleExpression: 'cron(0 2 * * ? *)',
          ScheduleExpressionTimezone: 'Asia/Shanghai',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: { 'Fn::GetAtt': ['Listener', 'Arn'] }, RoleArn, Input: '{"nightly":true}' },
        },
      },
      NewYear: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { 'detail-type': ['new year'] },
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Listener', 'Arn'] } }],
        },
      },
      Sweep: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: 'sweep',
          ScheduleExpression: 'rate(1 day)',
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Listener', 'Arn'] } }],
        },
      },
    },
    { listener: 'export const handler = async (event) => { console.log(JSON.stringify(event)); };' },
  );
  scheduler = new SchedulerClient(clientOf(sandbox));
  sqs = new SQSClient(clientOf(sandbox));
});
afterAll(async () => {
  scheduler.destroy();
  sqs.destroy();
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

const create = (more: Partial<CreateScheduleCommandInput> = {}) =>
  scheduler.send(
    new CreateScheduleCommand({
      Name: 'tick',
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn('sqs', 'work'), RoleArn, Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
      ...more,
    }),
  );

async function received(queue = 'work') {
  const QueueUrl = `${sandbox.awsUrl}/000000000000/${queue}`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  return Messages;
}

/** Moves the clock to an instant (RFC 3339). */
const moveTo = (instant: string) => sandbox.clock.advance(Date.parse(instant) - sandbox.clock.now());
const year = () => new Date(sandbox.clock.now()).getUTCFullYear() + 1;

describe('a schedule', () => {
  test('of a rate fires at once and then at its rate, until it is deleted', async () => {
    await create();
    await sandbox.clock.advance(10 * 60_000);
    const messages = await received();
    expect(messages).toHaveLength(3);
    const times = messages.map(({ Body }) => Date.parse(JSON.parse(Body ?? '').at));
    expect([(times[1] ?? 0) - (times[0] ?? 0), (times[2] ?? 0) - (times[1] ?? 0)]).toEqual([300_000, 300_000]);
    await scheduler.send(new DeleteScheduleCommand({ Name: 'tick' }));
    await sandbox.clock.advance(3_600_000);
    expect(await received()).toHaveLength(3);
  });

  test('of a cron expression fires by the clocks of its time zone', async () => {
    await create({ ScheduleExpression: `cron(30 9 1 7 ? ${year()})`, ScheduleExpressionTimezone: 'Asia/Shanghai' });
    await moveTo(`${year()}-07-01T01:29:59Z`);
    expect(await received()).toEqual([]);
    await sandbox.clock.advance(2_000);
    expect((await received()).map(({ Body }) => Body)).toEqual([
      `{"at":"${new Date(sandbox.clock.now()).getUTCFullYear()}-07-01T01:30:00Z"}`,
    ]);
  });

  test('of one moment fires once, and may be deleted then', async () => {
    const at = new Date(sandbox.clock.now() + 3_600_000).toISOString().slice(0, 19);
    await create({ ScheduleExpression: `at(${at})`, ActionAfterCompletion: 'DELETE' });
    await sandbox.clock.advance(2 * 3_600_000);
    expect(await received()).toHaveLength(1);
    await expect(scheduler.send(new GetScheduleCommand({ Name: 'tick' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('keeps to its start and end, and to its state', async () => {
    const StartDate = new Date(sandbox.clock.now() + 3_600_000);
    const EndDate = new Date(sandbox.clock.now() + 3_600_000 + 11 * 60_000);
    await create({ StartDate, EndDate });
    await create({ Name: 'off', State: 'DISABLED' });
    await sandbox.clock.advance(3_500_000);
    expect(await received()).toEqual([]);
    await sandbox.clock.advance(24 * 3_600_000);
    expect(await received()).toHaveLength(3);
  });

  test('is described, listed, replaced and guarded against doubles', async () => {
    const { ScheduleArn } = await create({ ClientToken: 'one' });
    expect(ScheduleArn).toBe(arn('scheduler', 'schedule/default/tick'));
    expect((await create({ ClientToken: 'one' })).ScheduleArn).toBe(ScheduleArn);
    await expect(create({ ClientToken: 'two' })).rejects.toMatchObject({ name: 'ConflictException' });
    expect(await scheduler.send(new GetScheduleCommand({ Name: 'tick' }))).toMatchObject({
      Arn: ScheduleArn,
      GroupName: 'default',
      ScheduleExpression: 'rate(5 minutes)',
      ScheduleExpressionTimezone: 'UTC',
      CreationDate: expect.any(Date),
    });
    const first = await scheduler.send(new ListSchedulesCommand({ MaxResults: 1 }));
    const second = await scheduler.send(new ListSchedulesCommand({ NextToken: first.NextToken }));
    expect([...(first.Schedules ?? []), ...(second.Schedules ?? [])].map(({ Name }) => Name)).toEqual([
      'nightly',
      'tick',
    ]);
    const named = await scheduler.send(new ListSchedulesCommand({ GroupName: 'default', NamePrefix: 'ti' }));
    expect(named.Schedules).toHaveLength(1);
    await scheduler.send(
      new UpdateScheduleCommand({
        Name: 'tick',
        ScheduleExpression: 'rate(1 hour)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn('sqs', 'work'), RoleArn },
        State: 'DISABLED',
      }),
    );
    const { ScheduleExpression, State } = await scheduler.send(new GetScheduleCommand({ Name: 'tick' }));
    expect([ScheduleExpression, State]).toEqual(['rate(1 hour)', 'DISABLED']);
    const { ScheduleGroups } = await scheduler.send(new ListScheduleGroupsCommand({}));
    expect(ScheduleGroups).toMatchObject([{ Name: 'default', State: 'ACTIVE' }]);
  });

  test('puts an event on a bus', async () => {
    await create({
      ScheduleExpression: `cron(0 0 1 1 ? ${year()})`,
      Target: {
        Arn: arn('events', 'event-bus/default'),
        RoleArn,
        Input: '{"year":"new"}',
        EventBridgeParameters: { Source: 'shop', DetailType: 'new year' },
      },
    });
    const before = sandbox.logs('listener').length;
    await moveTo(`${year()}-01-01T00:00:01Z`);
    const heard = sandbox.logs('listener').slice(before);
    expect(heard.map(({ message }) => JSON.parse(message))).toContainEqual(
      expect.objectContaining({ source: 'shop', 'detail-type': 'new year', detail: { year: 'new' } }),
    );
  });

  test('tells the dead-letter queue what its target refuses', async () => {
    await create({
      Target: {
        Arn: arn('lambda', 'function:gone'),
        RoleArn,
        Input: '{"n":1}',
        DeadLetterConfig: { Arn: arn('sqs', 'failures') },
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
      EndDate: new Date(sandbox.clock.now() + 60_000),
    });
    await sandbox.clock.advance(120_000);
    expect(await received('failures')).toMatchObject([
      {
        Body: '{"n":1}',
        MessageAttributes: {
          ERROR_CODE: { StringValue: 'ResourceNotFoundException' },
          SCHEDULE_ARN: { StringValue: arn('scheduler', 'schedule/default/tick') },
          TARGET_ARN: { StringValue: arn('lambda', 'function:gone') },
        },
      },
    ]);
  });

  test('that makes no sense, or that the sandbox does not run, is refused', async () => {
    await expect(create({ ScheduleExpression: 'cron(0 9 * * * *)' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(
      create({ ScheduleExpressionTimezone: 'Mars/Base', ScheduleExpression: 'cron(0 9 * * ? *)' }),
    ).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(create({ GroupName: 'absent' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(create({ Target: { Arn: arn('kinesis', 'stream/s'), RoleArn } })).rejects.toThrow(
      'NotImplemented: scheduler:a target such as arn:aws:kinesis',
    );
    await expect(create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 } })).rejects.toThrow(
      'CreateSchedule with FlexibleTimeWindow.MaximumWindowInMinutes is not supported',
    );
  });
});

describe('schedules of the templates', () => {
  const events = () => sandbox.logs('listener').map(({ message }) => JSON.parse(message));

  test('fire too, those of rules as scheduled events', async () => {
    const from = events().length;
    await sandbox.clock.advance(24 * 3_600_000 + 60_000);
    const fired = events().slice(from);
    expect(fired).toContainEqual({ nightly: true });
    expect(fired).toContainEqual(
      expect.objectContaining({
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        resources: [arn('events', 'rule/sweep')],
        detail: {},
      }),
    );
    expect(fired).toHaveLength(2);
  });
});
