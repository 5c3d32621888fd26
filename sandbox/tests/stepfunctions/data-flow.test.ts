import { describe, expect, test } from '@jest/globals';
import { INVOKE, MACHINE, Rig, ROLE } from './machine.ts';

describe('a state', () => {
  test('passes its input on, or what Output makes of it', async () => {
    using rig = new Rig({
      Keep: { Type: 'Pass', Next: 'Change' },
      Change: {
        Type: 'Pass',
        Output: { id: '{% $states.input.id %}', kind: 'claim', list: ['{% 1 + 1 %}'] },
        End: true,
      },
    });
    expect(await rig.output({ id: 'ord_1' })).toEqual({ id: 'ord_1', kind: 'claim', list: [2] });
  });

  test('gives a task its Arguments and shapes the result', async () => {
    using rig = new Rig(
      {
        Call: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'steps', Payload: { id: '{% $states.input.id %}' } },
          Output: '{% $states.result.Payload.status %}',
          End: true,
        },
      },
      async () => ({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: { status: 'OPEN' } }),
    );
    expect(await rig.output({ id: 'ord_1' })).toBe('OPEN');
    expect(rig.calls).toEqual([
      {
        service: 'lambda',
        action: 'invoke',
        input: { FunctionName: 'steps', Payload: { id: 'ord_1' } },
        roleArn: ROLE,
        executionArn: expect.stringContaining('arn:aws:states:eu-central-1:123456789012:execution:claims:'),
      },
    ]);
  });

  test('reads the context object', async () => {
    using rig = new Rig({ Look: { Type: 'Pass', Output: '{% $states.context %}', End: true } });
    const arn = await rig.start({ id: 1 }, 'claim-1');
    const { output, startDate } = await rig.describe(arn);
    expect(JSON.parse(String(output))).toEqual({
      Execution: {
        Id: arn,
        Input: { id: 1 },
        Name: 'claim-1',
        RoleArn: ROLE,
        StartTime: new Date(Number(startDate) * 1000).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: MACHINE, Name: 'claims' },
      State: { Name: 'Look', EnteredTime: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
  });
});

describe('variables', () => {
  test('are assigned when a state is left and seen by all later states', async () => {
    using rig = new Rig({
      First: { Type: 'Pass', Assign: { id: '{% $states.input.id %}', n: 1 }, Output: {}, Next: 'Second' },
      Second: { Type: 'Pass', Next: 'Third' },
      Third: { Type: 'Pass', Output: { id: '{% $id %}', n: '{% $n %}' }, End: true },
    });
    expect(await rig.output({ id: 'ord_1' })).toEqual({ id: 'ord_1', n: 1 });
  });

  test('have their old values while Assign and Output are evaluated', async () => {
    using rig = new Rig({
      Set: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
      Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: '{% [$a, $b] %}', Next: 'Read' },
      Read: { Type: 'Pass', Output: '{% $append($states.input, [$a, $b]) %}', End: true },
    });
    expect(await rig.output()).toEqual([1, 2, 2, 1]);
  });

  test('of a task come from its result', async () => {
    using rig = new Rig(
      {
        Call: {
          Type: 'Task',
          Resource: INVOKE,
          Assign: { limit: '{% $states.result.limit %}' },
          Output: {},
          Next: 'Read',
        },
        Read: { Type: 'Pass', Output: '{% $limit %}', End: true },
      },
      async () => ({ limit: 500_000 }),
    );
    expect(await rig.output()).toBe(500_000);
  });

  test('of an outer scope are read inside a branch; what a branch assigns stays there', async () => {
    const branch = {
      StartAt: 'Inner',
      States: { Inner: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Output: '{% $outer %}', End: true } },
    };
    using rig = new Rig({
      Set: { Type: 'Pass', Assign: { outer: 41 }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch], Next: 'Read' },
      Read: { Type: 'Pass', Output: { in: '{% $states.input %}', gone: '{% $not($exists($inner)) %}' }, End: true },
    });
    expect(await rig.output()).toEqual({ in: [41], gone: true });
  });
});

describe('a choice', () => {
  const states = {
    Triage: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.amount < 1000 %}', Next: 'Fast', Assign: { track: 'fast' }, Output: 1 },
        { Condition: '{% $states.input.injury %}', Next: 'Fast', Assign: { track: 'injury' } },
      ],
      Default: 'Fast',
      Assign: { track: 'survey' },
    },
    Fast: { Type: 'Succeed', Output: { track: '{% $track %}', in: '{% $states.input %}' } },
  };

  test('takes the first rule that holds, with its own Assign and Output', async () => {
    using rig = new Rig(states);
    expect(await rig.output({ amount: 10, injury: true })).toEqual({ track: 'fast', in: 1 });
    const input = { amount: 5000, injury: true };
    expect(await rig.output(input)).toEqual({ track: 'injury', in: input });
  });

  test('takes the default with the Assign of the state', async () => {
    using rig = new Rig(states);
    const input = { amount: 5000, injury: false };
    expect(await rig.output(input)).toEqual({ track: 'survey', in: input });
  });

  test('fails when a condition is no boolean, and when nothing matches', async () => {
    using rig = new Rig(states);
    await expect(rig.output({ amount: 5000, injury: 'yes' })).rejects.toThrow(
      /States.QueryEvaluationError.*'Choices\[1\]\/Condition' returned an unexpected result type. Expected 'boolean', but was 'string'/,
    );
    using other = new Rig({
      Never: { Type: 'Choice', Choices: [{ Condition: false, Next: 'End' }] },
      End: { Type: 'Succeed' },
    });
    await expect(other.output()).rejects.toThrow(/States.Runtime.*Failed to transition out of the state/);
  });
});

test('a Fail state fails the execution with its error and cause', async () => {
  using rig = new Rig({ No: { Type: 'Fail', Error: 'NotCovered', Cause: "{% 'peril ' & $states.input.peril %}" } });
  expect(await rig.describe(await rig.start({ peril: 'flood' }))).toMatchObject({
    status: 'FAILED',
    error: 'NotCovered',
    cause: 'peril flood',
  });
});

test('each state entered is one transition', async () => {
  using rig = new Rig({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Succeed' } });
  await rig.start();
  expect(rig.transitions).toEqual(['A', 'B', 'C']);
});
