import { describe, expect, test } from '@jest/globals';
import { failure, INVOKE, MACHINE, Rig } from './machine.ts';

const DAY = 86_400_000;
const rest = { Rest: { Type: 'Wait', Seconds: 3600, End: true } };
const start = (input: string, name?: string) => ({ stateMachineArn: MACHINE, input, ...(name ? { name } : {}) });

describe('StartExecution', () => {
  test('is idempotent for the same name and input while it runs', async () => {
    using rig = new Rig(rest);
    const first = await rig.call('StartExecution', start('{"a":1}', 'claim-1'));
    await rig.clock.advance(60_000);
    expect(await rig.call('StartExecution', start('{"a":1}', 'claim-1'))).toEqual(first);
    expect(rig.transitions).toEqual(['Rest']);
  });

  test('refuses the name for another input, and for any once it is closed', async () => {
    using rig = new Rig(rest);
    const { executionArn } = await rig.call('StartExecution', start('{"a":1}', 'claim-1'));
    const taken = { code: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${executionArn}'` };
    await expect(rig.call('StartExecution', start('{"a":2}', 'claim-1'))).rejects.toMatchObject(taken);
    await rig.clock.advance(3_600_000);
    await expect(rig.call('StartExecution', start('{"a":1}', 'claim-1'))).rejects.toMatchObject(taken);
  });

  test('takes the name again 90 days after it was closed, when the old execution is forgotten', async () => {
    using rig = new Rig(rest);
    const arn = await rig.start({}, 'claim-1');
    await rig.clock.advance(90 * DAY);
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
    await rig.clock.advance(DAY);
    await expect(rig.describe(arn)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
    expect(await rig.start({}, 'claim-1')).toBe(arn);
  });

  test.each(['a b', 'a/b', 'a:b', 'a*', 'a\n'])('refuses the name %j', async (name) => {
    using rig = new Rig(rest);
    const call = rig.call('StartExecution', { stateMachineArn: MACHINE, name });
    await expect(call).rejects.toMatchObject({ code: 'InvalidName' });
  });

  test('takes names of other scripts and marks', async () => {
    using rig = new Rig(rest);
    expect(await rig.start({}, '理赔_claim-1.v2(a)')).toContain('理赔_claim-1.v2(a)');
  });

  test('refuses input that is no JSON or too large, and an unknown machine', async () => {
    using rig = new Rig(rest);
    await expect(rig.call('StartExecution', start('{a}'))).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
    await expect(rig.call('StartExecution', start(`"${'x'.repeat(262_144)}"`))).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await expect(rig.call('StartExecution', { stateMachineArn: `${MACHINE}x` })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
    await expect(rig.call('StartExecution', { stateMachineArn: 'claims' })).rejects.toMatchObject({
      code: 'InvalidArn',
    });
  });
});

describe('StopExecution', () => {
  test('aborts what waits, and its timers do nothing any more', async () => {
    using rig = new Rig({
      Rest: { ...rest.Rest, End: undefined, Next: 'Call' },
      Call: { Type: 'Task', Resource: INVOKE, End: true },
    });
    const executionArn = await rig.start();
    const { stopDate } = await rig.call('StopExecution', {
      executionArn,
      error: 'Withdrawn',
      cause: 'by the customer',
    });
    await rig.clock.advance(DAY);
    expect(await rig.describe(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Withdrawn',
      cause: 'by the customer',
      stopDate,
    });
    expect(rig.calls).toEqual([]);
    expect((await rig.history(executionArn)).slice(1)).toMatchObject([
      { id: 2, type: 'WaitStateEntered' },
      {
        id: 3,
        type: 'ExecutionAborted',
        executionAbortedEventDetails: { error: 'Withdrawn', cause: 'by the customer' },
      },
    ]);
  });

  test('aborts all branches of a Parallel and all iterations of a Map', async () => {
    const ItemProcessor = { StartAt: 'Rest', States: rest };
    const inner = { Type: 'Map', Items: [1, 2, 3], ItemProcessor, End: true };
    using rig = new Rig({
      All: { Type: 'Parallel', Branches: [{ StartAt: 'Each', States: { Each: inner } }], End: true },
    });
    const executionArn = await rig.start();
    await rig.call('StopExecution', { executionArn });
    const { length } = await rig.history(executionArn);
    await rig.clock.advance(DAY);
    expect(await rig.history(executionArn)).toHaveLength(length);
  });

  // The API reference lists no error for an execution that is over ("StopExecution", Errors).
  test('leaves a closed execution as it is, and answers when it was over', async () => {
    using rig = new Rig({ Done: { Type: 'Succeed' } });
    const executionArn = await rig.start();
    const { stopDate } = await rig.describe(executionArn);
    await rig.clock.advance(DAY);
    expect(await rig.call('StopExecution', { executionArn })).toEqual({ stopDate });
    expect(await rig.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('ListExecutions', () => {
  test('lists the newest first, by status and page by page', async () => {
    using rig = new Rig({
      Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 1 %}', Next: 'Rest' }], Default: 'Done' },
      ...rest,
      Done: { Type: 'Succeed' },
    });
    for (const [index, input] of [1, 0, 1, 0, 1].entries()) await rig.start(input, `e${index}`);
    const list = async (request: object = {}) => {
      const { executions, nextToken } = await rig.call('ListExecutions', { stateMachineArn: MACHINE, ...request });
      return { names: (executions as { name: string }[]).map(({ name }) => name), nextToken };
    };
    expect((await list()).names).toEqual(['e4', 'e3', 'e2', 'e1', 'e0']);
    expect((await list({ statusFilter: 'RUNNING' })).names).toEqual(['e4', 'e2', 'e0']);
    const first = await list({ maxResults: 2 });
    expect(first.names).toEqual(['e4', 'e3']);
    await rig.start(0, 'e5');
    const second = await list({ maxResults: 2, nextToken: first.nextToken });
    expect(second.names).toEqual(['e2', 'e1']);
    const last = await list({ maxResults: 2, nextToken: second.nextToken });
    expect(last).toEqual({ names: ['e0'], nextToken: undefined });
    await expect(list({ nextToken: first.nextToken, statusFilter: 'RUNNING' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });

  test('refuses more than 1,000 a page, an unknown status and an unknown machine', async () => {
    using rig = new Rig(rest);
    const list = (request: object) => rig.call('ListExecutions', { stateMachineArn: MACHINE, ...request });
    await expect(list({ maxResults: 1001 })).rejects.toMatchObject({
      code: 'ValidationException',
      message:
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    });
    await expect(list({ statusFilter: 'succeeded' })).rejects.toThrow('Member must satisfy enum value set');
    await expect(list({ stateMachineArn: `${MACHINE}x` })).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
  });
});

describe('RedriveExecution', () => {
  test('goes on at the state that failed, with its input and variables', async () => {
    let down = true;
    using rig = new Rig(
      {
        First: { Type: 'Pass', Assign: { id: 7 }, Output: { kept: true }, Next: 'Call' },
        Call: { Type: 'Task', Resource: INVOKE, Output: { id: '{% $id %}', in: '{% $states.input %}' }, End: true },
      },
      async () => {
        if (down) throw failure('Down');
        return {};
      },
    );
    const executionArn = await rig.start();
    expect(await rig.describe(executionArn)).toMatchObject({
      status: 'FAILED',
      redriveStatus: 'REDRIVABLE',
      redriveCount: 0,
    });
    down = false;
    await rig.call('RedriveExecution', { executionArn });
    await rig.clock.idle();
    const { output, ...rest } = await rig.describe(executionArn);
    expect(rest).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1, redriveStatus: 'NOT_REDRIVABLE' });
    expect(JSON.parse(String(output))).toEqual({ id: 7, in: { kept: true } });
    expect(rig.transitions).toEqual(['First', 'Call', 'Call']);
    expect(await rig.types(executionArn)).toContain('ExecutionRedriven');
    await expect(rig.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
  });
});

test('DescribeExecution shows what the API shows', async () => {
  using rig = new Rig({ Done: { Type: 'Succeed' } });
  const executionArn = await rig.start({ a: 1 }, 'claim-1');
  expect(await rig.describe(executionArn)).toEqual({
    executionArn,
    stateMachineArn: MACHINE,
    name: 'claim-1',
    status: 'SUCCEEDED',
    startDate: expect.any(Number),
    stopDate: expect.any(Number),
    input: '{"a":1}',
    inputDetails: { included: true },
    output: '{"a":1}',
    outputDetails: { included: true },
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
  await expect(rig.describe(`${executionArn}x`)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
});

test('state machines are described and listed', async () => {
  using rig = new Rig(rest);
  rig.add(rest, 'EXPRESS', 'sweep');
  expect(await rig.call('DescribeStateMachine', { stateMachineArn: MACHINE })).toMatchObject({
    name: 'claims',
    type: 'STANDARD',
    status: 'ACTIVE',
    definition: expect.stringContaining('"QueryLanguage":"JSONata"'),
  });
  const { stateMachines, nextToken } = await rig.call('ListStateMachines', { maxResults: 1 });
  expect(stateMachines).toMatchObject([{ name: 'claims', type: 'STANDARD' }]);
  const next = await rig.call('ListStateMachines', { maxResults: 1, nextToken });
  expect(next).toMatchObject({ stateMachines: [{ name: 'sweep', type: 'EXPRESS' }] });
});

describe('an Express machine', () => {
  const SWEEP = MACHINE.replace('claims', 'sweep');

  test('runs synchronously, and asynchronously without a history to read', async () => {
    using rig = new Rig(rest);
    rig.add({ Add: { Type: 'Pass', Output: '{% $states.input.n + 1 %}', End: true } }, 'EXPRESS', 'sweep');
    const request = { stateMachineArn: SWEEP, input: '{"n":1}', name: 'batch' };
    expect(await rig.call('StartSyncExecution', request)).toMatchObject({ status: 'SUCCEEDED', output: '2' });
    const first = await rig.call('StartExecution', request);
    const second = await rig.call('StartExecution', request);
    expect(first.executionArn).not.toBe(second.executionArn);
    await expect(rig.describe(String(first.executionArn))).rejects.toMatchObject({ code: 'InvalidArn' });
    const list = rig.call('ListExecutions', { stateMachineArn: SWEEP });
    await expect(list).rejects.toMatchObject({ code: 'StateMachineTypeNotSupported' });
  });

  test('is the only one to run synchronously', async () => {
    using rig = new Rig(rest);
    const call = rig.call('StartSyncExecution', { stateMachineArn: MACHINE });
    await expect(call).rejects.toMatchObject({ code: 'StateMachineTypeNotSupported' });
  });
});

test('any other action is refused by name', async () => {
  using rig = new Rig(rest);
  await expect(rig.call('CreateActivity')).rejects.toThrow('NotImplemented: states:CreateActivity');
  await expect(rig.call('toString')).rejects.toThrow('NotImplemented: states:toString');
});
