import { AwsError } from '@careline/sandbox/aws-error';
import { describe, expect, test } from '@jest/globals';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { streamWorld } from '../../support/stream-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A name that StartExecution refuses. */
const BAD = 'no name';
const only = (action: string, error: Error) => (asked: string) => (asked === action ? error : undefined);

describe('a record that will never work', () => {
  test('is put aside whole at once, and what is behind it has its effect', async () => {
    const { start, started, setAside, object, alarmed, records, clock } = await streamWorld();
    await start(BAD);
    await start('claim-1');
    await clock.idle();
    expect(await started()).toEqual(['claim-1']);
    const [key = '', ...others] = await setAside();
    expect(others).toEqual([]);
    expect(key).toBe(`relay/2026-03-01/${records[0]?.dynamodb.SequenceNumber}.json`);
    expect(await object(key)).toEqual({
      Records: [records[0]],
      error: { name: 'InvalidName', message: "Invalid Name: 'no name'", at: expect.any(Array) },
    });
    expect(await alarmed()).toEqual([key]);
  });

  test('is split from the batch that it came in', async () => {
    const { outage, start, started, setAside, clock } = await streamWorld();
    outage.of = only('StartExecution', new AwsError('ServiceUnavailable', 'Come back later', 503));
    await start('claim-1');
    for (const name of ['claim-2', BAD, 'claim-3']) await start(name);
    await clock.advance(2 * MINUTE);
    outage.of = undefined;
    await clock.advance(2 * MINUTE);
    expect((await started()).sort()).toEqual(['claim-1', 'claim-2', 'claim-3']);
    expect(await setAside()).toHaveLength(1);
  });

  test('waits for the bucket, if that is out of reach', async () => {
    const { outage, start, started, setAside, clock } = await streamWorld();
    outage.of = only('PutObject', new Error('No connection'));
    await start(BAD);
    await start('claim-1');
    await clock.advance(10 * MINUTE);
    expect(await setAside()).toEqual([]);
    outage.of = undefined;
    await clock.advance(MINUTE);
    expect(await setAside()).toHaveLength(1);
    expect(await started()).toEqual(['claim-1']);
  });

  test('is worked on when its object is sent to the function, once the fault is mended', async () => {
    const { outage, start, started, setAside, object, invoke, clock } = await streamWorld();
    outage.of = only('StartExecution', new AwsError('ValidationException', 'The fault of the day'));
    await start('claim-1');
    await clock.idle();
    const keys = await setAside();
    const event = (await object(String(keys[0]))) as DynamoDBStreamEvent;
    const [record] = event.Records;
    const failed = [{ itemIdentifier: record?.dynamodb?.SequenceNumber }];
    expect(await invoke(event)).toEqual({ batchItemFailures: failed });
    outage.of = undefined;
    expect(await invoke(event)).toEqual({ batchItemFailures: [] });
    expect(await started()).toEqual(['claim-1']);
    expect(await setAside()).toEqual(keys);
  });

  test('tells no more of an error than its name and place, unless it is a refusal', async () => {
    const { outage, start, setAside, object, clock } = await streamWorld();
    outage.of = only('StartExecution', new TypeError('张三 is not a function'));
    await start('claim-1');
    await clock.idle();
    const [key = ''] = await setAside();
    const { error } = (await object(key)) as { error: { at: string[] } };
    expect(error).toEqual({ name: 'TypeError', at: expect.any(Array) });
    expect(error.at[0]).toMatch(/stream-records\.test\.ts/);
    expect(JSON.stringify(error)).not.toContain('张三');
  });
});

describe('a record that meets what may pass', () => {
  test.each([
    ['throttling', new AwsError('ThrottlingException', 'Rate exceeded', 400)],
    ["the service's own error", new AwsError('InternalFailure', 'Internal error', 500)],
    ['no connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    ['leave that is missing', new AwsError('AccessDeniedException', 'Not authorized', 400)],
    ['a workflow that is not deployed', new AwsError('StateMachineDoesNotExist', 'Does not exist', 400)],
  ])('is worked on after %s for 5 h 50 min, and nothing is put aside', async (_, error) => {
    const { outage, start, started, setAside, alarmed, clock } = await streamWorld();
    outage.of = only('StartExecution', error);
    await start('claim-1');
    await clock.advance(5 * HOUR + 50 * MINUTE);
    expect(await started()).toEqual([]);
    outage.of = undefined;
    await clock.advance(2 * MINUTE);
    expect(await started()).toEqual(['claim-1']);
    expect(await setAside()).toEqual([]);
    expect(await alarmed()).toEqual([]);
  });

  test('is put aside whole by Lambda after six hours, and can be sent again', async () => {
    const { outage, start, started, setAside, object, alarmed, records, invoke, clock } = await streamWorld();
    outage.of = only('StartExecution', new AwsError('InternalFailure', 'Internal error', 500));
    await start('claim-1');
    await clock.advance(5 * HOUR + 55 * MINUTE);
    expect(await setAside()).toEqual([]);
    await clock.advance(6 * MINUTE);
    const [key = '', ...others] = await setAside();
    expect(others).toEqual([]);
    expect(key).toMatch(/^aws\/lambda\/[0-9a-f-]{36}\/shardId-[0-9a-f-]+\/2026\/03\/01\/2026-03-01T06\.0\d\.\d\d-/);
    expect(await alarmed()).toEqual([key]);
    const discarded = (await object(key)) as { requestContext: object; payload: string };
    expect(discarded.requestContext).toMatchObject({ condition: 'RecordAgeExceeded' });
    expect(JSON.parse(discarded.payload)).toEqual({ Records: [records[0]] });
    outage.of = undefined;
    expect(await invoke(JSON.parse(discarded.payload))).toEqual({ batchItemFailures: [] });
    expect(await started()).toEqual(['claim-1']);
  });
});
