import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const MB = 1024 * 1024;
let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox({ Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } } });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

describe('PutEvents', () => {
  interface Entry {
    readonly Source?: string;
    readonly DetailType?: string;
    readonly Detail?: string;
    readonly Resources?: string[];
    readonly Time?: Date;
  }
  const entry: Entry = { Source: 'shop', DetailType: 'order', Detail: '{}' };
  const put = (...entries: Entry[]) =>
    new EventBridgeClient(clientOf(sandbox)).send(new PutEventsCommand({ Entries: entries }));
  /** An entry of just so many bytes. */
  const sized = (bytes: number) => ({ ...entry, Detail: `{"a":"${'x'.repeat(bytes - 9 - 8)}"}` });

  test('takes ten entries', async () => {
    expect(await put(...Array(10).fill(entry))).toMatchObject({ FailedEntryCount: 0 });
    await expect(put(...Array(11).fill(entry))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^1 validation error detected: Value '.*' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
      ),
    });
    await expect(put()).rejects.toMatchObject({ message: expect.stringMatching(/greater than or equal to 1$/) });
  });

  test('takes 1 MB in all of them together', async () => {
    const over = {
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    };
    expect(await put(sized(MB))).toMatchObject({ FailedEntryCount: 0 });
    await expect(put(sized(MB + 1))).rejects.toMatchObject(over);
    await expect(put(sized(MB / 2), sized(MB / 2), entry)).rejects.toMatchObject(over);
    // The time counts 14 bytes, resources count as they are.
    await expect(put({ ...sized(MB - 13), Time: new Date() })).rejects.toMatchObject(over);
    await expect(put({ ...sized(MB - 3), Resources: ['理赔'] })).rejects.toMatchObject(over);
  });

  test('tells in its place what is wrong with one entry, and takes the others', async () => {
    const { Entries, FailedEntryCount } = await put(
      entry,
      { ...entry, Source: '' },
      { ...entry, DetailType: '' },
      { Source: 'shop', DetailType: 'order' },
      { ...entry, Detail: '{' },
      { ...entry, Detail: '[1]' },
      { ...entry, Source: 'aws.s3' },
    );
    const missing = (name: string) => ({
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    });
    const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    expect(FailedEntryCount).toBe(6);
    expect(Entries).toEqual([
      { EventId: expect.any(String) },
      missing('Source'),
      missing('DetailType'),
      missing('Detail'),
      malformed,
      malformed,
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
    ]);
  });
});

describe('a queue', () => {
  const QueueUrl = () => `${sandbox.awsUrl}/000000000000/work`;
  const client = () => new SQSClient(clientOf(sandbox));
  const send = (MessageBody: string, attribute?: string) =>
    client().send(
      new SendMessageCommand({
        QueueUrl: QueueUrl(),
        MessageBody,
        ...(attribute !== undefined && {
          MessageAttributes: { kind: { DataType: 'String', StringValue: attribute } },
        }),
      }),
    );

  test('takes messages of 1 MiB with their attributes', async () => {
    const tooLong = {
      name: 'InvalidParameterValue',
      message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    };
    await send('x'.repeat(MB));
    await expect(send('x'.repeat(MB + 1))).rejects.toMatchObject(tooLong);
    await expect(send('保'.repeat(350_000))).rejects.toMatchObject(tooLong);
    await send('x'.repeat(MB - 20), 'y'.repeat(10));
    await expect(send('x'.repeat(MB - 20), 'y'.repeat(11))).rejects.toMatchObject(tooLong);
  });

  test('takes ten messages at once, in 1 MiB together', async () => {
    const batch = (count: number, body: string) =>
      client().send(
        new SendMessageBatchCommand({
          QueueUrl: QueueUrl(),
          Entries: Array.from({ length: count }, (_, i) => ({ Id: String(i), MessageBody: body })),
        }),
      );
    await expect(batch(11, 'x')).rejects.toMatchObject({
      name: 'TooManyEntriesInBatchRequest',
      message: 'Maximum number of entries per request are 10. You have sent 11.',
    });
    await expect(batch(0, 'x')).rejects.toMatchObject({
      name: 'EmptyBatchRequest',
      message: 'There should be at least one SendMessageBatchRequestEntry in the request.',
    });
    await expect(batch(2, 'x'.repeat(MB / 2 + 1))).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
      message: 'Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.',
    });
  });
});
