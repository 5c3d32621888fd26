import { SendTaskFailureCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { failure, type WorkflowCase } from '../conformance-case.ts';
import type { WorkflowScope } from '../workflow-scope.ts';

const needs = ['states:dynamodb'];

const key = (flow: WorkflowScope, id: string) => ({ PK: { S: flow.prefix + id }, SK: { S: 'A' } });

const put = (flow: WorkflowScope, id: string, more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::dynamodb:putItem',
  Arguments: { TableName: flow.TableName, Item: { ...key(flow, id), n: { N: '1' } }, ...more },
});

const absent = { ConditionExpression: 'attribute_not_exists(PK)' };

export const tasks: readonly WorkflowCase[] = [
  {
    name: 'a task writes an item, another reads it',
    needs,
    run: (flow) =>
      flow.output({
        Put: { ...put(flow, 'a'), Next: 'Get' },
        Get: {
          Type: 'Task',
          Resource: 'arn:aws:states:::dynamodb:getItem',
          Arguments: { TableName: flow.TableName, Key: key(flow, 'a'), ConsistentRead: true },
          Output: '{% $states.result.Item.n %}',
          End: true,
        },
      }),
    expected: { N: '1' },
  },
  {
    name: 'an error of the service is caught by its name, with what the state had assigned',
    needs,
    run: (flow) =>
      flow.output({
        Put: { ...put(flow, 'a'), Next: 'Again' },
        Again: {
          ...put(flow, 'a', absent),
          Catch: [
            {
              ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'],
              Assign: { error: '{% $states.errorOutput.Error %}' },
              Output: 'caught',
              Next: 'Read',
            },
          ],
          Next: 'Wrong',
        },
        Wrong: { Type: 'Fail' },
        Read: { Type: 'Pass', Output: { error: '{% $error %}', in: '{% $states.input %}' }, End: true },
      }),
    expected: { error: 'DynamoDB.ConditionalCheckFailedException', in: 'caught' },
  },
  {
    name: 'an error that nothing catches fails the execution under its name',
    needs,
    run: (flow) =>
      flow.error({ Put: { ...put(flow, 'a'), Next: 'Again' }, Again: { ...put(flow, 'a', absent), End: true } }),
    expected: 'DynamoDB.ConditionalCheckFailedException',
  },
  {
    name: 'States.ALL catches what no other catcher does; a table that is not there has a name too',
    needs,
    run: (flow) =>
      flow.output({
        Put: {
          ...put(flow, 'a', { TableName: `${flow.TableName}-no` }),
          Catch: [
            { ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'], Next: 'Wrong' },
            { ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Done' },
          ],
          Next: 'Wrong',
        },
        Wrong: { Type: 'Fail' },
        Done: { Type: 'Succeed' },
      }),
    expected: 'DynamoDB.ResourceNotFoundException',
  },
  {
    name: 'a task is retried as often as it says, and counts its retries',
    needs,
    run: async (flow) => {
      const executionArn = await flow.start(
        await flow.create({
          Put: { ...put(flow, 'a'), Next: 'Again' },
          Again: {
            ...put(flow, 'a', absent),
            Retry: [
              { ErrorEquals: ['States.Timeout'], MaxAttempts: 5 },
              {
                ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'],
                IntervalSeconds: 1,
                MaxAttempts: 2,
                BackoffRate: 1,
              },
            ],
            End: true,
          },
        }),
      );
      const { status } = await flow.end(executionArn);
      const types = (await flow.history(executionArn)).map(({ type }) => type);
      return { status, failures: types.filter((type) => type === 'TaskFailed').length };
    },
    expected: { status: 'FAILED', failures: 3 },
  },
  {
    name: 'a state that waits for a token goes on with the output that it is sent, and a token is good once',
    needs,
    run: async (flow) => {
      const executionArn = await flow.start(await flow.create(asking(flow, 'asked')));
      const taskToken = await tokenOf(flow, 'asked');
      await flow.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"approved":true}' }));
      const ended = await flow.end(executionArn);
      const again = await failure(flow.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' })));
      return { ended, again };
    },
    expected: { ended: { status: 'SUCCEEDED', output: { approved: true } }, again: { error: 'TaskTimedOut' } },
  },
  {
    name: 'a state that waits for a token fails with the error that it is sent',
    needs,
    run: async (flow) => {
      const executionArn = await flow.start(await flow.create(asking(flow, 'asked')));
      const taskToken = await tokenOf(flow, 'asked');
      await flow.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'claim-denied', cause: 'not covered' }));
      return flow.end(executionArn);
    },
    expected: { status: 'FAILED', error: 'claim-denied', cause: 'not covered' },
  },
  {
    name: 'a state that waits for a token longer than it may times out',
    needs,
    run: async (flow) => flow.error(asking(flow, 'asked', { TimeoutSeconds: 1 })),
    expected: 'States.Timeout',
  },
];

/** A state that writes its token into the table, and waits for it to be answered. */
function asking(flow: WorkflowScope, id: string, more: Record<string, unknown> = {}) {
  return {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
      Arguments: {
        TableName: flow.TableName,
        Item: { ...key(flow, id), token: { S: '{% $states.context.Task.Token %}' } },
      },
      TimeoutSeconds: 60,
      ...more,
      End: true,
    },
  };
}

async function tokenOf(flow: WorkflowScope, id: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const Key = { PK: flow.prefix + id, SK: 'A' };
    const { Item } = await flow.doc.get({ TableName: flow.TableName, Key, ConsistentRead: true });
    if (Item) return String(Item.token);
    await flow.settle();
  }
  throw new Error('no task token was handed out');
}
