import { describe, expect, test } from '@jest/globals';
import { INVOKE, Rig } from './machine.ts';

function evaluate(expression: string, input: unknown = {}, random = () => 0.25): Promise<unknown> {
  const rig = new Rig({ It: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }, undefined, { random });
  return rig.output(input).finally(() => rig.clock.stop());
}

describe('functions that Step Functions adds', () => {
  test.each([
    ['$partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 10, 5)', [0, 5, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ["$hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
    ["$hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ["$length($hash('claim', 'SHA-512'))", 128],
    ['$random()', 0.25],
    ['$random(7) = $random(7)', true],
    ['$parse(\'{"a": [1]}\').a', [1]],
    ['$match($uuid(), /^[0-9a-f-]{36}$/).index', 0],
  ])('%s', async (expression, expected) => {
    expect(await evaluate(expression)).toEqual(expected);
  });

  test('time is the virtual clock’s', async () => {
    using rig = new Rig({
      Wait: { Type: 'Wait', Seconds: 86_400 * 300, Next: 'Tell' },
      Tell: {
        Type: 'Pass',
        Output: { now: '{% $now() %}', ms: '{% $millis() %}', year: "{% $now('[Y]') %}" },
        End: true,
      },
    });
    const arn = await rig.start();
    await rig.clock.advance(86_400_000 * 300);
    const { output, stopDate } = await rig.describe(arn);
    const told = JSON.parse(String(output));
    expect(Math.abs(told.ms - Number(stopDate) * 1000)).toBeLessThan(1000);
    expect(Date.parse(told.now)).toBeCloseTo(told.ms, -3);
    expect(told.year).toBe(told.now.slice(0, 4));
  });
});

describe('a failing expression is States.QueryEvaluationError', () => {
  test.each([
    [
      '$states.input.missing',
      "The JSONata expression '$states.input.missing' specified for the field 'Output' returned nothing (undefined).",
    ],
    ['$nothing', "'$nothing' specified for the field 'Output' returned nothing (undefined)."],
    ["1 + 'a'", 'threw an error during evaluation. T2002:'],
    ["$eval('1')", 'T1006: Attempted to invoke a non-function'],
    ['function($x) { $x }', 'returned an unsupported result type.'],
    ['{ "f": $sum }', 'returned an unsupported result type.'],
    ["$parse('{')", 'threw an error during evaluation.'],
    ["$hash('a', 'CRC')", '$hash does not know CRC'],
    ['$range(0, 5000, 1)', '$range makes at most 1000 elements'],
    ["$error('no cover')", 'D3137: no cover'],
  ])('%s', async (expression, message) => {
    const run = evaluate(expression);
    await expect(run).rejects.toThrow(
      `An error occurred while executing the state 'It' (entered at the event id #2). The JSONata`,
    );
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow('FAILED States.QueryEvaluationError');
  });

  test('whose cause says where it stands', async () => {
    const state = { Type: 'Pass', End: true };
    using rig = new Rig({ A: { ...state, Output: { claim: { ids: ['{% 1 %}', ['{% $gone %}']] } } } });
    await expect(rig.output()).rejects.toThrow("the field 'Output/claim/ids[1][0]'");
    using other = new Rig({ A: { ...state, Assign: { x: { y: '{% $gone %}' } } } });
    await expect(other.output()).rejects.toThrow("the field 'Assign/x/y'");
  });

  test.each(['States.QueryEvaluationError', 'States.ALL', 'States.TaskFailed'])('which %s catches', async (name) => {
    using rig = new Rig({
      Call: {
        Type: 'Task',
        Resource: INVOKE,
        Output: '{% $states.result.missing %}',
        Catch: [{ ErrorEquals: [name], Output: '{% $states.errorOutput.Error %}', Next: 'Done' }],
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    });
    expect(await rig.output()).toBe('States.QueryEvaluationError');
  });

  test('which Retry repeats the task for', async () => {
    let count = 0;
    const Retry = [{ ErrorEquals: ['States.QueryEvaluationError'] }];
    using rig = new Rig(
      { Call: { Type: 'Task', Resource: INVOKE, Output: '{% $states.result.ok %}', Retry, End: true } },
      async () => (++count === 2 ? { ok: true } : {}),
    );
    const arn = await rig.start();
    await rig.clock.advance(1000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'true' });
  });

  test('and fails the execution when it stands in the catcher', async () => {
    using rig = new Rig({
      Call: {
        Type: 'Task',
        Resource: INVOKE,
        Arguments: '{% $gone %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.result %}', Next: 'Done' }],
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    });
    await expect(rig.output()).rejects.toThrow("the field 'Catch[0]/Output' returned nothing");
  });
});
