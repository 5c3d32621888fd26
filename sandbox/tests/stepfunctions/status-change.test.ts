import { describe, expect, test } from '@jest/globals';
import { failure, INVOKE, MACHINE, Rig } from './machine.ts';

const rest = { Rest: { Type: 'Wait', Seconds: 60, End: true } };
const call = { Call: { Type: 'Task', Resource: INVOKE, End: true } };
const statuses = (rig: Rig) => rig.changes.map(({ status }) => status);

describe('the status of an execution', () => {
  test('is told when it starts and when it succeeds, with input and output', async () => {
    using rig = new Rig(rest);
    const executionArn = await rig.start({ a: 1 }, 'claim-1');
    const told = { executionArn, stateMachineArn: MACHINE, name: 'claim-1', input: '{"a":1}' };
    const started = {
      ...told,
      status: 'RUNNING',
      startDate: expect.any(Number),
      stopDate: null,
      inputDetails: { included: true },
      output: null,
      outputDetails: null,
      error: null,
      cause: null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    };
    expect(rig.changes).toEqual([started]);
    await rig.clock.advance(60_000);
    expect(rig.changes[1]).toEqual({
      ...started,
      status: 'SUCCEEDED',
      stopDate: expect.any(Number),
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
    const [{ startDate = 0 } = {}, { stopDate = 0 } = {}] = rig.changes;
    expect(Number(stopDate) - startDate).toBeGreaterThanOrEqual(60_000);
  });

  test('is told when it fails, with error and cause, and runs again after a redrive', async () => {
    let down = true;
    using rig = new Rig(call, async () => {
      if (down) throw failure('Down', 'for a while');
      return {};
    });
    const executionArn = await rig.start();
    expect(rig.changes[1]).toMatchObject({
      status: 'FAILED',
      error: 'Down',
      cause: 'for a while',
      output: null,
      redriveStatus: 'REDRIVABLE',
      redriveStatusReason: null,
    });
    down = false;
    await rig.call('RedriveExecution', { executionArn });
    await rig.clock.idle();
    expect(statuses(rig)).toEqual(['RUNNING', 'FAILED', 'RUNNING', 'SUCCEEDED']);
    expect(rig.changes[2]).toMatchObject({ redriveCount: 1, redriveDate: expect.any(Number), error: null });
  });

  test('is told once when it is stopped or times out', async () => {
    using rig = new Rig({ TimeoutSeconds: 30, StartAt: 'Rest', States: rest });
    const stopped = await rig.start();
    await rig.call('StopExecution', { executionArn: stopped, error: 'Withdrawn', cause: 'by the customer' });
    await rig.call('StopExecution', { executionArn: stopped });
    await rig.start();
    await rig.clock.advance(60_000);
    expect(statuses(rig)).toEqual(['RUNNING', 'ABORTED', 'RUNNING', 'TIMED_OUT']);
    expect(rig.changes[1]).toMatchObject({ error: 'Withdrawn', cause: 'by the customer' });
  });

  test('is told once however often the execution is asked for', async () => {
    using rig = new Rig(rest);
    await rig.start({}, 'claim-1');
    await rig.start({}, 'claim-1');
    expect(statuses(rig)).toEqual(['RUNNING']);
  });

  test('leaves out what is too large for an event: the input first, the output if it is too large by itself', async () => {
    using rig = new Rig({ Done: { Type: 'Pass', Output: '{% $states.input.out %}', End: true } });
    const text = 'x'.repeat(130_000);
    await rig.start({ out: text });
    expect(rig.changes).toMatchObject([
      { inputDetails: { included: true } },
      { input: null, inputDetails: { included: false }, output: `"${text}"`, outputDetails: { included: true } },
    ]);
    // Escaped once more, each of these quotes takes four bytes.
    await rig.start({ out: '"'.repeat(100_000) });
    expect(rig.changes[3]).toMatchObject({ input: null, output: null, outputDetails: { included: false } });
  });

  test('is not told of Express workflows, nor of what a reset ends', async () => {
    using rig = new Rig(rest);
    rig.add({ Done: { Type: 'Succeed' } }, 'EXPRESS', 'sweep');
    await rig.call('StartSyncExecution', { stateMachineArn: MACHINE.replace('claims', 'sweep') });
    expect(rig.changes).toEqual([]);
    await rig.start();
    rig.stepFunctions.reset();
    expect(statuses(rig)).toEqual(['RUNNING']);
  });
});
