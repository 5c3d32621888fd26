import { expect, test } from '@jest/globals';
import { AwsError } from '../aws/aws-error.ts';
import { VirtualClock } from '../clock.ts';
import { DynamoDb, type StreamRecord } from '../dynamodb/dynamodb.ts';
import { randomFrom } from '../faults/random.ts';
import { type ServiceCall, StepFunctions } from '../stepfunctions/step-functions.ts';
import { createRecords, keyOf, TableName } from './dynamodb/record-table.ts';
import { ASK, INVOKE, MACHINE, ROLE } from './stepfunctions/machine.ts';

const account = { region: 'eu-central-1', accountId: '123456789012' };
const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 5, JitterStrategy: 'FULL' }];
const States = {
  Look: { Type: 'Task', Resource: INVOKE, Retry, Assign: { order: '{% [$uuid(), $shuffle([1..9])] %}' }, Next: 'Ask' },
  Ask: { Type: 'Task', Resource: ASK, Arguments: { token: '{% $states.context.Task.Token %}' }, End: true },
};
const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Look', States });

/** A workflow whose first task fails three times, and whose second one is answered by way of the table's stream. */
async function world(seed: number) {
  const clock = new VirtualClock({ start: Date.UTC(2026, 2, 1) });
  const random = randomFrom(seed);
  const db = new DynamoDb({ ...account, clock, random });
  const stepFunctions = new StepFunctions({ ...account, clock, random, integrate });
  const records: StreamRecord[] = [];
  let looks = 0;
  async function integrate({ input, executionArn }: ServiceCall) {
    const { token } = input as { token?: string };
    if (token !== undefined) {
      const Item = { ...keyOf(executionArn), token: { S: token } };
      await db.call('PutItem', { TableName, Item });
    } else if (looks++ < 3) throw new AwsError('ServiceException', 'The service is busy', 500);
    return {};
  }
  await db.call('CreateTable', createRecords());
  db.onStreamRecord(TableName, (record) => {
    records.push(record);
    const taskToken = record.dynamodb.NewImage?.token?.S;
    clock.schedule(clock.now() + 60_000, () => stepFunctions.call('SendTaskSuccess', { taskToken, output: '"done"' }));
  });
  stepFunctions.addStateMachine({ name: 'claims', arn: MACHINE, roleArn: ROLE, type: 'STANDARD', definition });
  const { executionArn } = await stepFunctions.call('StartExecution', { stateMachineArn: MACHINE });
  await clock.advance(3_600_000);
  const execution = await stepFunctions.call('DescribeExecution', { executionArn });
  const { events } = await stepFunctions.call('GetExecutionHistory', { executionArn });
  const table = await db.call('DescribeTable', { TableName });
  const Keys = ['a', 'b', 'c', 'd', 'e'].map((id) => keyOf(id));
  const puts = Keys.map((Item) => ({ PutRequest: { Item } }));
  await db.call('BatchWriteItem', { RequestItems: { [TableName]: puts } });
  const read = await db.call('BatchGetItem', { RequestItems: { [TableName]: { Keys } } });
  clock.stop();
  return { execution, events, records, table, read };
}

test('the same seed gives the same history, the same stream and the same answers, another seed gives others', async () => {
  const first = await world(7);
  expect(first.execution).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  expect(JSON.stringify(first.events)).toContain('Request ID: ');
  expect(first.records).toHaveLength(6);
  expect(await world(7)).toEqual(first);
  const other = await world(8);
  expect(other.execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(other.execution.name).not.toBe(first.execution.name);
  expect(times(other)).not.toEqual(times(first));
  expect(other.records[0]?.eventID).not.toBe(first.records[0]?.eventID);
  expect(other.records[0]?.dynamodb.NewImage?.token).not.toEqual(first.records[0]?.dynamodb.NewImage?.token);
});

test('ids differ from each other even if chance does not', async () => {
  const clock = new VirtualClock({ start: 0 });
  const integrate = async () => ({});
  const stepFunctions = new StepFunctions({ ...account, clock, random: () => 0.5, integrate });
  stepFunctions.addStateMachine({ name: 'claims', arn: MACHINE, roleArn: ROLE, type: 'STANDARD', definition });
  const start = () => stepFunctions.call('StartExecution', { stateMachineArn: MACHINE });
  const [first, second] = [await start(), await start()];
  expect(first.executionArn).not.toBe(second.executionArn);
  clock.stop();
});

const times = ({ events }: { events: unknown }) =>
  (events as { timestamp: number }[]).map(({ timestamp }) => timestamp);
