import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { failure, INVOKE, Rig } from './machine.ts';

const call = { Type: 'Task', Resource: INVOKE, Arguments: { Payload: '{% $states.input %}' }, End: true };
const payloadOf = (input: unknown) => (input as { Payload: number }).Payload;

/** A Map whose items each take as many seconds as they say. */
function mapOf(fields: object, states: object = { Rest: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } }) {
  const ItemProcessor = { ProcessorConfig: { Mode: 'INLINE' }, StartAt: Object.keys(states)[0], States: states };
  return { Each: { Type: 'Map', Items: '{% $states.input %}', ItemProcessor, ...fields, End: true } };
}

describe('Map', () => {
  test('returns the results in the order of the items, however long each takes', async () => {
    using rig = new Rig(mapOf({}));
    const arn = await rig.start([50, 10, 40, 5]);
    await rig.clock.advance(100_000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '[50,10,40,5]' });
  });

  test('never runs more at once than MaxConcurrency, nor more than 40', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 0, max: 50 }), async (items, MaxConcurrency) => {
        using rig = new Rig(mapOf({ MaxConcurrency }));
        const arn = await rig.start(items);
        await rig.clock.advance(1_000_000);
        let running = 0;
        let most = 0;
        for (const { type } of await rig.history(arn)) {
          if (type === 'MapIterationStarted') most = Math.max(most, ++running);
          if (type === 'MapIterationSucceeded') running -= 1;
        }
        expect(most).toBe(Math.min(MaxConcurrency || 40, 40, items.length));
        expect(JSON.parse(String((await rig.describe(arn)).output))).toEqual(items);
      }),
      { numRuns: 25 },
    );
  });

  test('selects for each item, and shows it in the context', async () => {
    const Output = { in: '{% $states.input %}', item: '{% $states.context.Map.Item %}' };
    const ItemSelector = { n: '{% $states.context.Map.Item.Index %}', v: '{% $states.context.Map.Item.Value %}' };
    using rig = new Rig(mapOf({ ItemSelector }, { Show: { Type: 'Pass', Output, End: true } }));
    expect(await rig.output(['a', 'b'])).toEqual([
      { in: { n: 0, v: 'a' }, item: { Index: 0, Value: 'a' } },
      { in: { n: 1, v: 'b' }, item: { Index: 1, Value: 'b' } },
    ]);
  });

  test('takes its input where it names no Items, and nothing but an array', async () => {
    using rig = new Rig(mapOf({ Items: undefined }, { Keep: { Type: 'Pass', End: true } }));
    expect(await rig.output([])).toEqual([]);
    await expect(rig.output({ a: 1 })).rejects.toThrow('Map state input must be an array but was: {"a":1}');
    using other = new Rig(mapOf({}, { Keep: { Type: 'Pass', End: true } }));
    await expect(other.output(1)).rejects.toThrow(
      "specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    );
  });

  test('ends all iterations when one fails, starts no more, and can be caught', async () => {
    const states = {
      Rest: { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Call' },
      Call: { ...call },
    };
    const Catch = [{ ErrorEquals: ['Broken'], Next: 'Caught' }];
    using rig = new Rig(
      {
        ...{ Each: { ...mapOf({ MaxConcurrency: 2, Catch }, states).Each, End: undefined, Next: 'Caught' } },
        Caught: { Type: 'Succeed' },
      },
      async ({ input }) => {
        if (payloadOf(input) === 20) throw failure('Broken');
        return payloadOf(input);
      },
    );
    const arn = await rig.start([10, 20, 500, 30, 30]);
    await rig.clock.advance(1_000_000);
    expect(await rig.describe(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"Error":"Broken","Cause":"it failed"}',
    });
    expect(rig.calls.map(({ input }) => payloadOf(input))).toEqual([10, 20]);
    const types = await rig.types(arn);
    expect(types).toEqual(
      expect.arrayContaining(['MapIterationFailed', 'MapIterationAborted', 'WaitStateAborted', 'MapStateFailed']),
    );
    expect(types.filter((type) => type === 'MapIterationStarted')).toHaveLength(3);
  });

  test('starts over when it is retried', async () => {
    let failed = false;
    const Retry = [{ ErrorEquals: ['Broken'] }];
    using rig = new Rig(mapOf({ MaxConcurrency: 1, Retry }, { Call: call }), async ({ input }) => {
      if (payloadOf(input) === 2 && !failed) {
        failed = true;
        throw failure('Broken');
      }
      return payloadOf(input);
    });
    const arn = await rig.start([1, 2, 3]);
    await rig.clock.advance(1000);
    expect(await rig.describe(arn)).toMatchObject({ output: '[1,2,3]' });
    expect(rig.calls.map(({ input }) => payloadOf(input))).toEqual([1, 2, 1, 2, 3]);
    expect(await rig.types(arn)).not.toContain('MapStateFailed');
  });
});

describe('Parallel', () => {
  const wait = (name: string, Seconds: number) => ({
    StartAt: name,
    States: { [name]: { Type: 'Wait', Seconds, Output: name, End: true } },
  });

  test('gives all branches the input at once and returns their outputs in order', async () => {
    const Branches = [wait('Slow', 50), wait('Fast', 5), { StartAt: 'Same', States: { Same: { Type: 'Succeed' } } }];
    using rig = new Rig({ All: { Type: 'Parallel', Branches, End: true } });
    const arn = await rig.start({ id: 1 });
    await rig.clock.advance(50_000);
    const { output, startDate, stopDate } = await rig.describe(arn);
    expect(JSON.parse(String(output))).toEqual(['Slow', 'Fast', { id: 1 }]);
    expect(Number(stopDate) - Number(startDate)).toBeCloseTo(50, 0);
  });

  test('ends the other branches at once when one fails', async () => {
    const Branches = [
      wait('Long', 10_000),
      {
        StartAt: 'Short',
        States: {
          Short: { Type: 'Wait', Seconds: 10, Next: 'No' },
          No: { Type: 'Fail', Error: 'Denied', Cause: 'fraud' },
        },
      },
    ];
    using rig = new Rig({ All: { Type: 'Parallel', Branches, End: true } });
    const arn = await rig.start();
    await rig.clock.advance(10_000);
    const { startDate, stopDate, ...rest } = await rig.describe(arn);
    expect(rest).toMatchObject({ status: 'FAILED', error: 'Denied', cause: 'fraud' });
    expect(Number(stopDate) - Number(startDate)).toBeCloseTo(10, 0);
    await rig.clock.advance(20_000_000);
    expect(await rig.types(arn)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'WaitStateEntered',
      'WaitStateEntered',
      'WaitStateExited',
      'FailStateEntered',
      'WaitStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  test('is retried as a whole', async () => {
    const Branches = [
      { StartAt: 'A', States: { A: call } },
      { StartAt: 'B', States: { B: { ...call, Arguments: { Payload: 2 } } } },
    ];
    let count = 0;
    using rig = new Rig(
      { All: { Type: 'Parallel', Branches, Retry: [{ ErrorEquals: ['States.ALL'] }], End: true } },
      async ({ input }) => {
        if (payloadOf(input) === 2 && ++count < 3) throw failure('Broken');
        return payloadOf(input);
      },
    );
    const arn = await rig.start(1);
    await rig.clock.advance(10_000);
    expect(await rig.describe(arn)).toMatchObject({ output: '[1,2]' });
    expect(rig.transitions.filter((state) => state === 'All')).toHaveLength(3);
  });
});
