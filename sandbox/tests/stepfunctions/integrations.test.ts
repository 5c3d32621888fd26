import { describe, expect, test } from '@jest/globals';
import { Rig } from './machine.ts';

/** What a task calls, and its result when the service answers so. */
async function run(Resource: string, Arguments: object, answer: unknown = {}) {
  using rig = new Rig({ Call: { Type: 'Task', Resource, Arguments, End: true } }, async () => answer);
  const described = await rig.describe(await rig.start());
  return { call: rig.calls[0], output: described.output, ...described };
}

describe('a task calls its service as the service is called', () => {
  test.each([
    ['arn:aws:states:::dynamodb:updateItem', 'dynamodb', 'updateItem'],
    ['arn:aws:states:::aws-sdk:dynamodb:transactWriteItems', 'dynamodb', 'transactWriteItems'],
    ['arn:aws-cn:states:::aws-sdk:eventbridge:putEvents', 'events', 'putEvents'],
    ['arn:aws-us-gov:states:::aws-sdk:sesv2:sendEmail', 'sesv2', 'sendEmail'],
  ])('%s', async (resource, service, action) => {
    expect((await run(resource, { TableName: 't' })).call).toMatchObject({
      service,
      action,
      input: { TableName: 't' },
    });
  });

  test('states:startExecution takes its Input as an object, and speaks camelCase to the API', async () => {
    const { call, output } = await run(
      'arn:aws:states:::states:startExecution',
      { StateMachineArn: 'arn', Name: 'n', Input: { Id: 1 } },
      { executionArn: 'e', startDate: 1 },
    );
    expect(call).toMatchObject({
      service: 'states',
      action: 'startExecution',
      input: { stateMachineArn: 'arn', name: 'n', input: '{"Id":1}' },
    });
    expect(JSON.parse(String(output))).toEqual({ ExecutionArn: 'e', StartDate: 1 });
  });

  test('aws-sdk:sfn:sendTaskSuccess is the same service', async () => {
    const { call } = await run('arn:aws:states:::aws-sdk:sfn:sendTaskSuccess', { TaskToken: 't', Output: '{}' });
    expect(call).toMatchObject({ service: 'states', input: { taskToken: 't', output: '{}' } });
  });

  test('sqs:sendMessage and events:putEvents take objects for text', async () => {
    const message = await run('arn:aws:states:::sqs:sendMessage', { QueueUrl: 'q', MessageBody: { a: 1 } });
    expect(message.call?.input).toEqual({ QueueUrl: 'q', MessageBody: '{"a":1}' });
    const events = await run('arn:aws:states:::events:putEvents', { Entries: [{ Detail: { a: 1 }, Source: 's' }] });
    expect(events.call?.input).toEqual({ Entries: [{ Detail: '{"a":1}', Source: 's' }] });
  });

  test('events:putEvents fails when the bus does not take an entry', async () => {
    const answer = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] };
    expect(await run('arn:aws:states:::events:putEvents', { Entries: [] }, answer)).toMatchObject({
      status: 'FAILED',
      error: 'EventBridge.FailedEntry',
    });
  });
});
