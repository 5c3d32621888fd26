import { failure, type WorkflowCase } from '../conformance-case.ts';

const pass = (Output: unknown) => ({ Only: { Type: 'Pass', Output, End: true } });

export const data: readonly WorkflowCase[] = [
  {
    name: 'outputs mix literals and expressions, at any depth',
    run: (flow) =>
      flow.output(pass({ literal: 'x', n: 1, no: null, list: ['{% 1 + 1 %}', { deep: '{% $states.input.id %}' }] }), {
        id: 'clm_1',
      }),
    expected: { literal: 'x', n: 1, no: null, list: [2, { deep: 'clm_1' }] },
  },
  {
    name: 'variables are seen by later states, and not by the expressions that assign them',
    run: (flow) =>
      flow.output({
        Set: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
        Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: '{% [$a, $b] %}', Next: 'Read' },
        Read: { Type: 'Pass', Output: '{% $append($states.input, [$a, $b]) %}', End: true },
      }),
    expected: [1, 2, 2, 1],
  },
  {
    name: 'a branch reads outer variables, and keeps its own to itself',
    run: (flow) =>
      flow.output({
        Set: { Type: 'Pass', Assign: { outer: 41 }, Next: 'Both' },
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Inner',
              States: {
                Inner: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Next: 'ReadInner' },
                ReadInner: { Type: 'Pass', Output: '{% $inner %}', End: true },
              },
            },
          ],
          Next: 'Read',
        },
        Read: { Type: 'Pass', Output: { inner: '{% $states.input %}', outer: '{% $outer %}' }, End: true },
      }),
    expected: { inner: [42], outer: 41 },
  },
  {
    name: 'the context tells of the execution, the machine and the state',
    run: async (flow) => {
      const machine = await flow.create(
        pass({
          input: '{% $states.context.Execution.Input %}',
          name: '{% $states.context.Execution.Name %}',
          redrives: '{% $states.context.Execution.RedriveCount %}',
          machine: '{% $states.context.StateMachine.Name %}',
          state: '{% $states.context.State.Name %}',
          entered: '{% $exists($states.context.State.EnteredTime) %}',
        }),
      );
      return (await flow.end(await flow.start(machine, { id: 1 }, `${flow.prefix}execution`))).output;
    },
    expected: { input: { id: 1 }, name: 'execution', redrives: 0, machine: '0', state: 'Only', entered: true },
  },
  {
    name: 'the functions that JSONata has only in workflows are there',
    run: async (flow) => {
      const output = (await flow.output(
        pass({
          parsed: '{% $parse(\'{"a":[1,2]}\') %}',
          range: '{% $range(0, 6, 3) %}',
          parts: '{% $partition([1, 2, 3, 4, 5], 2) %}',
          hash: "{% $hash('abc', 'SHA-256') %}",
          uuid: '{% $length($uuid()) %}',
          random: '{% $random() < 1 %}',
          seeded: '{% $random(7) = $random(7) %}',
        }),
      )) as Record<string, unknown>;
      return output;
    },
    expected: {
      parsed: { a: [1, 2] },
      range: [0, 3, 6],
      parts: [[1, 2], [3, 4], [5]],
      hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      uuid: 36,
      random: true,
      seeded: true,
    },
  },
  {
    name: 'an expression that yields nothing, and one that throws, fail the query',
    run: async (flow) => ({
      nothing: await flow.error(pass('{% $states.input.nothing %}')),
      throws: await flow.error(pass("{% $number('x') %}")),
    }),
    expected: { nothing: 'States.QueryEvaluationError', throws: 'States.QueryEvaluationError' },
  },
  {
    name: 'a definition that is no JSON, has no target for a Next, or names an unknown state type is refused',
    run: async (flow) => {
      const create = (states: Record<string, unknown>) => failure(flow.create(states));
      return {
        target: await create({ A: { Type: 'Pass', Next: 'Nowhere' } }),
        type: await create({ A: { Type: 'Nap', End: true } }),
        unreachable: await create({ A: { Type: 'Pass', End: true }, B: { Type: 'Pass', End: true } }),
        syntax: await create({ A: { Type: 'Pass', Output: '{% 1 + %}', End: true } }),
      };
    },
    expected: {
      target: { error: 'InvalidDefinition' },
      type: { error: 'InvalidDefinition' },
      unreachable: { error: 'InvalidDefinition' },
      syntax: { error: 'InvalidDefinition' },
    },
  },
];
