import { expect, test } from '@jest/globals';
import { ASK, INVOKE, Rig, ROLE, tokenOf } from './machine.ts';

const truncated = { truncated: false };

test('the history of a task, as GetExecutionHistory returns it', async () => {
  using rig = new Rig(
    {
      Call: {
        Type: 'Task',
        Resource: INVOKE,
        Arguments: { FunctionName: 'f', Payload: {} },
        TimeoutSeconds: 60,
        Assign: { paid: true, who: 'x' },
        End: true,
      },
    },
    async () => ({ Payload: { ok: true } }),
  );
  const events = await rig.history(await rig.start({ id: 1 }));
  const timestamp = expect.any(Number);
  const task = { resource: 'invoke', resourceType: 'lambda' };
  const output = '{"Payload":{"ok":true}}';
  expect(events).toEqual([
    {
      id: 1,
      previousEventId: 0,
      timestamp,
      type: 'ExecutionStarted',
      executionStartedEventDetails: { input: '{"id":1}', inputDetails: truncated, roleArn: ROLE },
    },
    {
      id: 2,
      previousEventId: 0,
      timestamp,
      type: 'TaskStateEntered',
      stateEnteredEventDetails: { name: 'Call', input: '{"id":1}', inputDetails: truncated },
    },
    {
      id: 3,
      previousEventId: 2,
      timestamp,
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        ...task,
        region: 'eu-central-1',
        parameters: '{"FunctionName":"f","Payload":{}}',
        timeoutInSeconds: 60,
      },
    },
    { id: 4, previousEventId: 3, timestamp, type: 'TaskStarted', taskStartedEventDetails: task },
    {
      id: 5,
      previousEventId: 4,
      timestamp,
      type: 'TaskSucceeded',
      taskSucceededEventDetails: { ...task, output, outputDetails: truncated },
    },
    {
      id: 6,
      previousEventId: 5,
      timestamp,
      type: 'TaskStateExited',
      stateExitedEventDetails: {
        name: 'Call',
        output,
        outputDetails: truncated,
        assignedVariables: { paid: 'true', who: '"x"' },
        assignedVariablesDetails: truncated,
      },
    },
    {
      id: 7,
      previousEventId: 6,
      timestamp,
      type: 'ExecutionSucceeded',
      executionSucceededEventDetails: { output, outputDetails: truncated },
    },
  ]);
  expect(Math.abs(Number(events[0]?.timestamp) - rig.clock.now() / 1000)).toBeLessThan(60);
});

test('the history of a task that waits for its token', async () => {
  const Arguments = { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } };
  using rig = new Rig(
    { Ask: { Type: 'Task', Resource: ASK, Arguments, HeartbeatSeconds: 9, End: true } },
    async () => 1,
  );
  const arn = await rig.start();
  await rig.call('SendTaskFailure', { taskToken: tokenOf(rig.calls[0]), error: 'E', cause: 'C' });
  await rig.clock.idle();
  const task = { resource: 'invoke.waitForTaskToken', resourceType: 'lambda' };
  expect((await rig.history(arn)).slice(2)).toMatchObject([
    { type: 'TaskScheduled', taskScheduledEventDetails: { ...task, heartbeatInSeconds: 9 } },
    { type: 'TaskStarted', taskStartedEventDetails: task },
    { type: 'TaskSubmitted', taskSubmittedEventDetails: { ...task, output: '1', outputDetails: truncated } },
    { type: 'TaskFailed', taskFailedEventDetails: { ...task, error: 'E', cause: 'C' } },
    { type: 'ExecutionFailed', executionFailedEventDetails: { error: 'E', cause: 'C' } },
  ]);
});

test('the history of a Map with one iteration at a time', async () => {
  const ItemProcessor = { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } };
  using rig = new Rig({
    Each: { Type: 'Map', Items: [7, 8], MaxConcurrency: 1, ItemProcessor, Next: 'Ok' },
    Ok: { Type: 'Succeed' },
  });
  const events = await rig.history(await rig.start());
  expect(events.map(({ id, previousEventId, type }) => `${id}<-${previousEventId} ${type}`)).toEqual([
    '1<-0 ExecutionStarted',
    '2<-0 MapStateEntered',
    '3<-2 MapStateStarted',
    '4<-3 MapIterationStarted',
    '5<-4 PassStateEntered',
    '6<-5 PassStateExited',
    '7<-6 MapIterationSucceeded',
    '8<-6 MapIterationStarted',
    '9<-8 PassStateEntered',
    '10<-9 PassStateExited',
    '11<-10 MapIterationSucceeded',
    '12<-10 MapStateSucceeded',
    '13<-10 MapStateExited',
    '14<-13 SucceedStateEntered',
    '15<-14 SucceedStateExited',
    '16<-15 ExecutionSucceeded',
  ]);
  expect(events[2]).toMatchObject({ mapStateStartedEventDetails: { length: 2 } });
  expect(events[3]).toMatchObject({ mapIterationStartedEventDetails: { name: 'Each', index: 0 } });
});

test('an expression that fails is an event with its place', async () => {
  using rig = new Rig({ Call: { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: '{% $f %}' }, End: true } });
  const events = await rig.history(await rig.start());
  const cause =
    "An error occurred while executing the state 'Call' (entered at the event id #2). " +
    "The JSONata expression '$f' specified for the field 'Arguments/FunctionName' returned nothing (undefined).";
  const error = 'States.QueryEvaluationError';
  expect(events.slice(2)).toMatchObject([
    {
      type: 'EvaluationFailed',
      evaluationFailedEventDetails: { error, cause, state: 'Call', location: 'Arguments/FunctionName' },
    },
    { type: 'ExecutionFailed', executionFailedEventDetails: { error, cause } },
  ]);
  expect(rig.calls).toEqual([]);
});

test('pages forward and backward, with a token that is good for its list alone', async () => {
  using rig = new Rig({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', End: true } });
  const executionArn = await rig.start();
  const ids = async (reverseOrder: boolean): Promise<unknown[]> => {
    const found: unknown[] = [];
    let next: Record<string, unknown> = {};
    do {
      const { events, ...more } = await rig.call('GetExecutionHistory', {
        executionArn,
        reverseOrder,
        maxResults: 2,
        ...next,
      });
      found.push(...(events as { id: number }[]).map(({ id }) => id));
      next = more;
    } while (next.nextToken);
    return found;
  };
  expect(await ids(false)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await ids(true)).toEqual([6, 5, 4, 3, 2, 1]);
  const { nextToken } = await rig.call('GetExecutionHistory', { executionArn, maxResults: 2 });
  const other = rig.call('GetExecutionHistory', { executionArn, reverseOrder: true, nextToken });
  await expect(other).rejects.toMatchObject({ code: 'InvalidToken' });
});

test('leaves payloads out when asked to', async () => {
  using rig = new Rig({ A: { Type: 'Pass', End: true } });
  const executionArn = await rig.start({ name: 'Wang' });
  const { events } = await rig.call('GetExecutionHistory', { executionArn, includeExecutionData: false });
  expect(JSON.stringify(events)).not.toContain('Wang');
});

test('ends the execution at 25,000 events', async () => {
  using rig = new Rig({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } });
  const executionArn = await rig.start();
  expect(await rig.describe(executionArn)).toMatchObject({
    status: 'FAILED',
    cause: 'The execution reached the maximum number of history events (25000).',
  });
  const { events } = await rig.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 });
  expect(events).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
});
