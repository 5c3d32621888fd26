import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../clock.ts';
import type { StreamRecord } from '../../dynamodb/dynamodb.ts';
import { type Batch, StreamLane } from '../../lambda/stream-lane.ts';
import type { Sandbox } from '../../sandbox.ts';
import { testFunction } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const MB = 1024 * 1024;
let sandbox: Sandbox & AsyncDisposable;
let client: LambdaClient;

beforeAll(async () => {
  sandbox = await runSandbox(
    { Answering: testFunction('answering') },
    { answering: `export const handler = async (event) => 'x'.repeat(event.length ?? 0);` },
  );
  client = new LambdaClient(clientOf(sandbox));
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const invoke = (Payload: string, InvocationType: 'RequestResponse' | 'Event' = 'RequestResponse') =>
  client.send(new InvokeCommand({ FunctionName: 'answering', InvocationType, Payload }));
const text = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;
const tooLarge = (bytes: number) => ({
  name: 'RequestEntityTooLargeException',
  message: `Request must be smaller than ${bytes} bytes for the InvokeFunction operation`,
  $metadata: expect.objectContaining({ httpStatusCode: 413 }),
});

describe('an invocation', () => {
  test('takes 6 MB when it is waited for', async () => {
    expect(await invoke(text(6 * MB))).toMatchObject({ StatusCode: 200 });
    await expect(invoke(text(6 * MB + 1))).rejects.toMatchObject(tooLarge(6_291_456));
  });

  test('takes 1 MB when it is not', async () => {
    expect(await invoke(text(MB), 'Event')).toMatchObject({ StatusCode: 202 });
    await expect(invoke(text(MB + 1), 'Event')).rejects.toMatchObject(tooLarge(1_048_576));
  });

  test('fails when the function answers with more than 6 MB', async () => {
    const answer = (bytes: number) => invoke(JSON.stringify({ length: bytes - 2 }));
    expect((await answer(6_291_556)).FunctionError).toBeUndefined();
    const { StatusCode, FunctionError, Payload } = await answer(6_291_557);
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });
});

test('a batch of stream records is cut to the 6 MB of one invocation', async () => {
  const clock = new VirtualClock();
  const batches: Batch[] = [];
  const lane = new StreamLane(clock, 100, async (batch) => {
    batches.push(batch);
    return { batches: [], pauseMs: 0 };
  });
  for (let i = 0; i < 20; i += 1)
    lane.push({
      eventID: String(i),
      dynamodb: { NewImage: { note: { S: 'x'.repeat(MB) } } },
    } as unknown as StreamRecord);
  await clock.idle();
  clock.stop();
  expect(batches.map(({ records }) => records.length)).toEqual([5, 5, 5, 5]);
  expect(batches.flatMap(({ records }) => records.map(({ eventID }) => Number(eventID)))).toEqual([
    ...Array(20).keys(),
  ]);
});
