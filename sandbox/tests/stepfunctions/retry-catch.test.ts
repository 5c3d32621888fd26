import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AwsError } from '../../aws/aws-error.ts';
import { AslError } from '../../stepfunctions/asl-error.ts';
import { Retries } from '../../stepfunctions/retry.ts';
import { ASK, failure, INVOKE, Rig, tokenOf } from './machine.ts';

const task = { Type: 'Task', Resource: INVOKE, End: true };

/** The seconds between the calls of a task that always fails so. */
async function delays(Retry: object[], errors: string[], random = () => 1): Promise<number[]> {
  const times: number[] = [];
  using rig = new Rig(
    { Call: { ...task, Retry } },
    async () => {
      times.push(rig.clock.now());
      throw failure(errors[times.length - 1] ?? errors[0] ?? 'X');
    },
    { random },
  );
  await rig.start();
  await rig.clock.advance(86_400_000 * 30);
  return times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
}

describe('Retry', () => {
  test('waits 1, 2 and 4 seconds unless it says otherwise', async () => {
    expect(await delays([{ ErrorEquals: ['X'] }], ['X'])).toEqual([1, 2, 4]);
  });

  test('grows by BackoffRate up to MaxDelaySeconds, MaxAttempts times', async () => {
    const retrier = { ErrorEquals: ['X'], IntervalSeconds: 3, BackoffRate: 3, MaxAttempts: 5, MaxDelaySeconds: 60 };
    expect(await delays([retrier], ['X'])).toEqual([3, 9, 27, 60, 60]);
  });

  test('does not happen with MaxAttempts 0, or for another error', async () => {
    expect(await delays([{ ErrorEquals: ['X'], MaxAttempts: 0 }], ['X'])).toEqual([]);
    expect(await delays([{ ErrorEquals: ['Y'] }], ['X'])).toEqual([]);
  });

  test('counts for each retrier by itself', async () => {
    const retriers = [
      { ErrorEquals: ['X'], MaxAttempts: 2, IntervalSeconds: 10 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 100 },
    ];
    expect(await delays(retriers, ['X', 'Y', 'X', 'Y', 'X'])).toEqual([10, 100, 20, 200]);
  });

  test('starts counting anew when the state is entered again', async () => {
    let calls = 0;
    using rig = new Rig(
      {
        Call: {
          Type: 'Task',
          Resource: INVOKE,
          Retry: [{ ErrorEquals: ['X'], MaxAttempts: 1 }],
          Assign: { rounds: '{% $exists($rounds) ? $rounds + 1 : 1 %}' },
          Next: 'Again',
        },
        Again: { Type: 'Choice', Choices: [{ Condition: '{% $rounds < 2 %}', Next: 'Call' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      },
      async () => {
        if (++calls % 2 === 1) throw failure('X');
        return {};
      },
    );
    const arn = await rig.start();
    await rig.clock.advance(10_000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(rig.transitions).toEqual(['Call', 'Call', 'Again', 'Call', 'Call', 'Again', 'Done']);
  });

  test('draws full jitter between 0 and the delay', async () => {
    const retrier = { ErrorEquals: ['X'], IntervalSeconds: 100, JitterStrategy: 'FULL' };
    expect(await delays([retrier], ['X'], () => 0.5)).toEqual([50, 100, 200]);
    expect(await delays([retrier], ['X'], () => 0)).toEqual([0, 0, 0]);
  });

  test('stays in its bounds whatever is drawn', () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const seconds = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(unit, seconds, fc.double({ min: 1, max: 4, noNaN: true }), seconds, (random, interval, rate, max) => {
        const retrier = { ErrorEquals: ['X'], IntervalSeconds: interval, BackoffRate: rate, MaxAttempts: 6 } as const;
        const limits = { MaxDelaySeconds: max, JitterStrategy: 'FULL' } as const;
        const retries = new Retries([{ ...retrier, ErrorEquals: ['X'], ...limits }], () => random);
        for (let attempt = 0; attempt < 6; attempt++) {
          const delay = retries.next(new AslError('X')) ?? Number.NaN;
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(Math.min(interval * rate ** attempt, max));
        }
        expect(retries.next(new AslError('X'))).toBeUndefined();
      }),
    );
  });

  test('tells the task how often it was retried', async () => {
    const Arguments = { FunctionName: 'f', Payload: '{% $states.context.State.RetryCount %}' };
    using rig = new Rig({ Call: { ...task, Arguments, Retry: [{ ErrorEquals: ['X'] }] } }, async () => {
      throw failure('X');
    });
    await rig.start();
    await rig.clock.advance(60_000);
    expect(rig.calls.map(({ input }) => (input as { Payload: number }).Payload)).toEqual([0, 1, 2, 3]);
  });
});

/** Where a task that throws `error` ends with these catchers. */
async function caughtBy(catchers: string[][], error: Error): Promise<unknown> {
  const Catch = catchers.map((ErrorEquals, index) => ({ ErrorEquals, Output: index, Next: 'Caught' }));
  using rig = new Rig(
    { Call: { Type: 'Task', Resource: INVOKE, Catch, Next: 'Caught' }, Caught: { Type: 'Succeed' } },
    async () => {
      throw error;
    },
  );
  return rig.output();
}

describe('Catch', () => {
  test('takes the first catcher that matches', async () => {
    expect(await caughtBy([['A', 'B'], ['B'], ['States.ALL']], failure('B'))).toBe(0);
    expect(await caughtBy([['A'], ['States.TaskFailed'], ['States.ALL']], failure('B'))).toBe(1);
  });

  test('States.TaskFailed leaves timeouts to others', async () => {
    expect(await caughtBy([['States.TaskFailed'], ['States.Timeout']], failure('States.Timeout'))).toBe(1);
  });

  test('States.ALL does not cover States.DataLimitExceeded, which its own name does', async () => {
    const large = failure('States.DataLimitExceeded');
    await expect(caughtBy([['States.TaskFailed'], ['States.ALL']], large)).rejects.toThrow('States.DataLimitExceeded');
    expect(await caughtBy([['States.DataLimitExceeded'], ['States.ALL']], large)).toBe(0);
  });

  test('nothing catches States.Runtime', async () => {
    const runtime = failure('States.Runtime');
    await expect(caughtBy([['States.Runtime'], ['States.ALL']], runtime)).rejects.toThrow('States.Runtime');
  });

  test('comes after Retry, and hands on the error with its own Assign and Output', async () => {
    using rig = new Rig(
      {
        Call: {
          Type: 'Task',
          Resource: INVOKE,
          Retry: [{ ErrorEquals: ['NotCovered'], MaxAttempts: 1 }],
          Catch: [
            {
              ErrorEquals: ['NotCovered'],
              Assign: { why: '{% $states.errorOutput.Cause %}' },
              Output: { error: '{% $states.errorOutput %}', id: '{% $states.input.id %}' },
              Next: 'Deny',
            },
          ],
          Next: 'Deny',
        },
        Deny: { Type: 'Succeed', Output: { in: '{% $states.input %}', why: '{% $why %}' } },
      },
      async () => {
        throw failure('NotCovered', 'flood is excluded');
      },
    );
    const arn = await rig.start({ id: 'ord_1' });
    await rig.clock.advance(1000);
    expect(rig.calls).toHaveLength(2);
    expect(JSON.parse(String((await rig.describe(arn)).output))).toEqual({
      in: { error: { Error: 'NotCovered', Cause: 'flood is excluded' }, id: 'ord_1' },
      why: 'flood is excluded',
    });
  });

  test('gives the error as output by default', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'End' }];
    using rig = new Rig({
      Call: {
        Type: 'Task',
        Resource: ASK,
        Arguments: { Payload: { token: '{% $states.context.Task.Token %}' } },
        Catch,
        Next: 'End',
      },
      End: { Type: 'Succeed' },
    });
    const arn = await rig.start();
    await rig.call('SendTaskFailure', { taskToken: tokenOf(rig.calls[0]), error: 'Refused', cause: 'by the customer' });
    await rig.clock.idle();
    expect((await rig.describe(arn)).output).toBe('{"Error":"Refused","Cause":"by the customer"}');
  });
});

test('a result above 256 KiB is States.DataLimitExceeded', async () => {
  using rig = new Rig({ Call: task }, async () => 'x'.repeat(262_144));
  await expect(rig.output()).rejects.toThrow(
    "States.DataLimitExceeded: The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  );
});

test('an error of a service has the name and the cause that its integration gives it', async () => {
  const thrown = new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
  const run = async (Resource: string, error = thrown) => {
    using rig = new Rig({ Put: { Type: 'Task', Resource, End: true } }, async () => {
      throw error;
    });
    return rig.describe(await rig.start());
  };
  expect(await run('arn:aws:states:::dynamodb:putItem')).toMatchObject({
    error: 'DynamoDB.ConditionalCheckFailedException',
    cause: expect.stringMatching(
      /^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: .*; Proxy: null\)$/,
    ),
  });
  expect(await run('arn:aws:states:::aws-sdk:dynamodb:transactWriteItems')).toMatchObject({
    error: 'DynamoDb.ConditionalCheckFailedException',
    cause: expect.stringMatching(
      /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: .*\)$/,
    ),
  });
  const denied = new AwsError('AccessDeniedException', 'User is not authorized');
  expect(await run('arn:aws:states:::aws-sdk:dynamodb:putItem', denied)).toMatchObject({
    error: 'DynamoDb.DynamoDbException',
  });
  const exists = new AwsError('ExecutionAlreadyExists', 'Execution Already Exists');
  expect(await run('arn:aws:states:::states:startExecution', exists)).toMatchObject({
    error: 'StepFunctions.ExecutionAlreadyExistsException',
  });
  expect(await run('arn:aws:states:::aws-sdk:sfn:startExecution', exists)).toMatchObject({
    error: 'Sfn.ExecutionAlreadyExistsException',
  });
});
