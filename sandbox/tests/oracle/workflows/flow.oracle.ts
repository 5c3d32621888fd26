import type { WorkflowCase } from '../conformance-case.ts';

const choice = {
  Sort: {
    Type: 'Choice',
    Choices: [
      { Condition: '{% $states.input.amount < 1000 %}', Next: 'Done', Assign: { track: 'fast' }, Output: 'small' },
      { Condition: '{% $states.input.injury %}', Next: 'Done', Assign: { track: 'injury' } },
    ],
    Default: 'Done',
    Assign: { track: 'survey' },
  },
  Done: { Type: 'Succeed', Output: { track: '{% $track %}', in: '{% $states.input %}' } },
};

export const flows: readonly WorkflowCase[] = [
  {
    name: 'states run in order; each passes its output on',
    run: (flow) =>
      flow.run(
        {
          First: { Type: 'Pass', Output: { n: '{% $states.input.n + 1 %}' }, Next: 'Second' },
          Second: { Type: 'Pass', Next: 'Third' },
          Third: { Type: 'Succeed' },
        },
        { n: 1 },
      ),
    expected: { status: 'SUCCEEDED', output: { n: 2 } },
  },
  {
    name: 'a choice takes the first rule that holds, with its Assign and Output, else the default',
    run: async (flow) => {
      const machine = await flow.create(choice);
      const outcomes: unknown[] = [];
      for (const input of [
        { amount: 1, injury: true },
        { amount: 5000, injury: true },
        { amount: 5000, injury: false },
      ])
        outcomes.push((await flow.end(await flow.start(machine, input))).output);
      return outcomes;
    },
    expected: [
      { track: 'fast', in: 'small' },
      { track: 'injury', in: { amount: 5000, injury: true } },
      { track: 'survey', in: { amount: 5000, injury: false } },
    ],
  },
  {
    name: 'a choice without a match and without a default fails',
    run: (flow) =>
      flow.error({
        Sort: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }] },
        Done: { Type: 'Succeed' },
      }),
    expected: 'States.Runtime',
  },
  {
    name: 'a condition that is no boolean fails the query',
    run: (flow) =>
      flow.error({
        Sort: { Type: 'Choice', Choices: [{ Condition: "{% 'yes' %}", Next: 'Done' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      }),
    expected: 'States.QueryEvaluationError',
  },
  {
    name: 'a Fail state fails with its error and cause, which may be expressions',
    run: (flow) =>
      flow.run(
        { No: { Type: 'Fail', Error: 'NotCovered', Cause: "{% 'peril ' & $states.input.peril %}" } },
        { peril: 'flood' },
      ),
    expected: { status: 'FAILED', error: 'NotCovered', cause: 'peril flood' },
  },
  {
    name: 'a wait waits for its seconds, fixed or computed, and until a timestamp',
    run: async (flow) =>
      flow.output(
        {
          Fixed: { Type: 'Wait', Seconds: 1, Next: 'Computed' },
          Computed: { Type: 'Wait', Seconds: '{% $states.input.wait %}', Next: 'Past' },
          Past: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', Next: 'Compare' },
          Compare: {
            Type: 'Pass',
            Output: '{% $toMillis($now()) - $toMillis($states.context.Execution.StartTime) >= 2000 %}',
            End: true,
          },
        },
        { wait: 1 },
      ),
    expected: true,
  },
  {
    name: 'a parallel state gives the outputs of its branches in order',
    run: (flow) =>
      flow.output(
        {
          Both: {
            Type: 'Parallel',
            Branches: [
              {
                StartAt: 'Slow',
                States: {
                  Slow: { Type: 'Wait', Seconds: 1, Next: 'SlowDone' },
                  SlowDone: { Type: 'Pass', Output: '{% $states.input.n & " slow" %}', End: true },
                },
              },
              { StartAt: 'Quick', States: { Quick: { Type: 'Pass', Output: '{% $states.input.n %}', End: true } } },
            ],
            End: true,
          },
        },
        { n: 1 },
      ),
    expected: ['1 slow', 1],
  },
  {
    name: 'a map gives an output for each item in order, with its selector, index and value',
    run: (flow) =>
      flow.output(
        {
          Each: {
            Type: 'Map',
            Items: '{% $states.input.items %}',
            MaxConcurrency: 2,
            ItemSelector: {
              at: '{% $states.context.Map.Item.Index %}',
              value: '{% $states.context.Map.Item.Value %}',
              total: '{% $count($states.input.items) %}',
            },
            ItemProcessor: {
              StartAt: 'One',
              States: { One: { Type: 'Pass', Output: '{% $states.input %}', End: true } },
            },
            End: true,
          },
        },
        { items: ['a', 'b', 'c'] },
      ),
    expected: [
      { at: 0, value: 'a', total: 3 },
      { at: 1, value: 'b', total: 3 },
      { at: 2, value: 'c', total: 3 },
    ],
  },
  {
    name: 'a map of nothing gives nothing',
    run: (flow) =>
      flow.output({
        Each: {
          Type: 'Map',
          Items: [],
          ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
          End: true,
        },
      }),
    expected: [],
  },
  {
    name: 'a branch that fails ends the others and fails the state',
    run: (flow) =>
      flow.run({
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 3600, End: true } } },
            { StartAt: 'Fails', States: { Fails: { Type: 'Fail', Error: 'Broken', Cause: 'it is' } } },
          ],
          End: true,
        },
      }),
    expected: { status: 'FAILED', error: 'Broken', cause: 'it is' },
  },
  {
    name: 'an execution that takes longer than its machine allows times out',
    run: async (flow) =>
      (
        await flow.run({
          TimeoutSeconds: 1,
          StartAt: 'Long',
          States: { Long: { Type: 'Wait', Seconds: 3600, End: true } },
        })
      ).status,
    expected: 'TIMED_OUT',
  },
];
