import { describe, expect, test } from '@jest/globals';
import { ASK, failure, Rig, tokenOf } from './machine.ts';

const Arguments = { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } };
const states = { Ask: { Type: 'Task', Resource: ASK, Arguments, End: true } };

async function waiting() {
  const rig = new Rig(states);
  const arn = await rig.start();
  return { rig, arn, taskToken: tokenOf(rig.calls[0]) };
}

describe('a task token', () => {
  test('brings the output of SendTaskSuccess back as the result', async () => {
    const { rig, arn, taskToken } = await waiting();
    using _ = rig;
    expect(await rig.describe(arn)).toMatchObject({ status: 'RUNNING' });
    expect(await rig.call('SendTaskSuccess', { taskToken, output: '{"decision":"approve"}' })).toEqual({});
    await rig.clock.idle();
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"decision":"approve"}' });
  });

  test('brings the error of SendTaskFailure back', async () => {
    const { rig, arn, taskToken } = await waiting();
    using _ = rig;
    await rig.call('SendTaskFailure', { taskToken, error: 'Withdrawn', cause: 'by the customer' });
    await rig.clock.idle();
    expect(await rig.describe(arn)).toMatchObject({ status: 'FAILED', error: 'Withdrawn', cause: 'by the customer' });
  });

  test.each([
    ['SendTaskSuccess', { output: '{}' }],
    ['SendTaskFailure', {}],
    ['SendTaskHeartbeat', {}],
  ])('is used once: %s comes too late then', async (action, rest) => {
    const { rig, taskToken } = await waiting();
    using _ = rig;
    await rig.call('SendTaskSuccess', { taskToken, output: '1' });
    await expect(rig.call(action, { taskToken, ...rest })).rejects.toMatchObject({
      code: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  test('that was never given out is InvalidToken', async () => {
    const { rig } = await waiting();
    using _ = rig;
    const call = rig.call('SendTaskSuccess', { taskToken: 'AAAA', output: '{}' });
    await expect(call).rejects.toMatchObject({ code: 'InvalidToken', message: "Invalid Token: 'Invalid token'" });
  });

  test('stays good after an output that is no JSON', async () => {
    const { rig, arn, taskToken } = await waiting();
    using _ = rig;
    await expect(rig.call('SendTaskSuccess', { taskToken, output: '{a}' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
    await rig.call('SendTaskSuccess', { taskToken, output: 'null' });
    await rig.clock.idle();
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'null' });
  });

  test('dies with its execution', async () => {
    const { rig, arn, taskToken } = await waiting();
    using _ = rig;
    await rig.call('StopExecution', { executionArn: arn });
    await rig.clock.idle();
    await expect(rig.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  test('dies with the call that should have handed it on', async () => {
    using rig = new Rig(states, async () => {
      throw failure('TypeError', '{"errorMessage":"x is not a function","errorType":"TypeError","trace":[]}');
    });
    const arn = await rig.start();
    expect(await rig.describe(arn)).toMatchObject({
      error: 'TypeError',
      cause: '{"errorMessage":"x is not a function","errorType":"TypeError","trace":[]}',
    });
    const call = rig.call('SendTaskSuccess', { taskToken: tokenOf(rig.calls[0]), output: '{}' });
    await expect(call).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  test('may be answered while the call that hands it on still runs', async () => {
    using rig: Rig = new Rig(states, async (call) => {
      await rig.call('SendTaskSuccess', { taskToken: tokenOf(call), output: '"early"' });
      return {};
    });
    expect(await rig.output()).toBe('early');
  });

  test('is not shown where there is none', async () => {
    using rig = new Rig({ Look: { Type: 'Pass', Output: '{% $exists($states.context.Task) %}', End: true } });
    expect(await rig.output()).toBe(false);
  });
});

test('reset forgets executions and tokens, but not the machines', async () => {
  const { rig, arn, taskToken } = await waiting();
  using _ = rig;
  rig.stepFunctions.reset();
  await expect(rig.describe(arn)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  await expect(rig.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'InvalidToken' });
  expect(await rig.describe(await rig.start())).toMatchObject({ status: 'RUNNING' });
});
