import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ASK, INVOKE, MACHINE, Rig, tokenOf } from './machine.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const Arguments = { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } };
const ask = { Type: 'Task', Resource: ASK, Arguments, End: true };

afterEach(() => {
  jest.useRealTimers();
});

describe('Wait', () => {
  test('lasts its seconds on the virtual clock', async () => {
    using rig = new Rig({ Rest: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true } });
    const arn = await rig.start({ seconds: 3600 });
    await rig.clock.advance(HOUR - 5000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await rig.clock.advance(5000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('ends at its timestamp, at once if that is past', async () => {
    using rig = new Rig({ Rest: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } });
    const due = rig.clock.now() + 40 * 24 * HOUR;
    const arn = await rig.start(new Date(due).toISOString());
    await rig.clock.advance(60 * 24 * HOUR);
    expect(Number((await rig.describe(arn)).stopDate) * 1000).toBeCloseTo(due, -2);
    const past = await rig.start('2020-02-29T12:00:00+08:00');
    await rig.clock.advance(0);
    expect(await rig.describe(past)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test.each(['2016-13-05T21:29:29Z', '2016-12-05 21:29:29Z', '2016-12-05T21:29:29', 'tomorrow'])(
    'does not take %s for a time',
    async (text) => {
      using rig = new Rig({ Rest: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } });
      await expect(rig.output(text)).rejects.toThrow(
        `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
      );
    },
  );

  test.each([-1, 1.5, '5'])('does not take %p for seconds', async (seconds) => {
    using rig = new Rig({ Rest: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } });
    await expect(rig.output(seconds)).rejects.toThrow('States.QueryEvaluationError');
  });

  test('fires in order of time, over many executions', async () => {
    const order: unknown[] = [];
    using rig = new Rig(
      {
        Rest: { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Tell' },
        Tell: { Type: 'Task', Resource: INVOKE, Arguments: { Payload: '{% $states.input %}' }, End: true },
      },
      async ({ input }) => order.push((input as { Payload: number }).Payload),
    );
    for (const seconds of [500, 20, 8000, 1]) await rig.start(seconds);
    await rig.clock.advance(3 * HOUR);
    expect(order).toEqual([1, 20, 500, 8000]);
  });
});

describe('a task', () => {
  test('that waits for a token times out', async () => {
    using rig = new Rig({ Ask: { ...ask, TimeoutSeconds: '{% 60 * 60 %}' } });
    const arn = await rig.start();
    await rig.clock.advance(HOUR - 5000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await rig.clock.advance(5000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(await rig.types(arn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskTimedOut',
      'ExecutionFailed',
    ]);
  });

  test('whose heartbeat stops times out, and any heartbeat gives it time', async () => {
    const Catch = [
      { ErrorEquals: ['States.HeartbeatTimeout'], Output: { caught: '{% $states.errorOutput.Error %}' }, Next: 'Late' },
    ];
    const { End: _, ...open } = ask;
    using rig = new Rig({ Ask: { ...open, HeartbeatSeconds: 600, Catch, Next: 'Late' }, Late: { Type: 'Succeed' } });
    const arn = await rig.start();
    const taskToken = tokenOf(rig.calls[0]);
    for (let beat = 0; beat < 5; beat++) {
      await rig.clock.advance(500_000);
      await rig.call('SendTaskHeartbeat', { taskToken });
    }
    expect(await rig.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await rig.clock.advance(600_000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"caught":"States.Timeout"}' });
    await expect(rig.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  test('that takes too long to answer times out, and its late answer changes nothing', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { promise, resolve } = Promise.withResolvers<object>();
    using rig = new Rig({ Slow: { Type: 'Task', Resource: INVOKE, TimeoutSeconds: 30, End: true } }, () => promise);
    const { executionArn } = await rig.call('StartExecution', { stateMachineArn: MACHINE });
    await jest.advanceTimersByTimeAsync(30_000);
    expect(await rig.describe(String(executionArn))).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    resolve({ late: true });
    await rig.clock.idle();
    expect(await rig.types(String(executionArn))).not.toContain('TaskSucceeded');
  });

  test('may be retried after a timeout', async () => {
    const Retry = [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 2, IntervalSeconds: 60 }];
    using rig = new Rig({ Ask: { ...ask, TimeoutSeconds: 3600, Retry } });
    const arn = await rig.start();
    await rig.clock.advance(24 * HOUR);
    expect(await rig.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(new Set(rig.calls.map(tokenOf)).size).toBe(3);
  });
});

describe('an execution', () => {
  test('times out after its machine’s TimeoutSeconds, with all that waits in it', async () => {
    using rig = new Rig({ StartAt: 'Ask', States: { Ask: ask }, TimeoutSeconds: 7200 });
    const arn = await rig.start();
    await rig.clock.advance(3 * HOUR);
    const { startDate, stopDate, ...rest } = await rig.describe(arn);
    expect(rest).toMatchObject({ status: 'TIMED_OUT', redriveStatus: 'REDRIVABLE' });
    expect(Number(stopDate) - Number(startDate)).toBeCloseTo(7200, 0);
    expect((await rig.types(arn)).at(-1)).toBe('ExecutionTimedOut');
    const late = rig.call('SendTaskSuccess', { taskToken: tokenOf(rig.calls[0]), output: '{}' });
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  test('lasts a year at most', async () => {
    using rig = new Rig({ Ask: ask });
    const arn = await rig.start();
    await rig.clock.advance(YEAR - HOUR);
    expect(await rig.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await rig.clock.advance(HOUR);
    expect(await rig.describe(arn)).toMatchObject({ status: 'TIMED_OUT' });
  });

  test('that only waits leaves the clock idle', async () => {
    using rig = new Rig({ Ask: ask });
    await rig.start();
    await rig.clock.idle();
    expect(rig.calls).toHaveLength(1);
  });
});
