import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Careline } from '../../local/careline.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { poison, registered, reported } from './role-cast.ts';

let sandbox: Careline;
let options: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
let keys: string[];
let poisoned: string[];

beforeAll(async () => {
  sandbox = await runningSandbox();
  const credentials = { accessKeyId: 'ops', secretAccessKey: 'ops' };
  options = { endpoint: sandbox.awsUrl, region: 'us-east-1', credentials };
  poisoned = await poison(sandbox);
  // Its task exists once the relay has started the workflow behind the poisoned record.
  await reported(sandbox, await registered(sandbox));
  await sandbox.clock.advance(3 * 60_000);
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: bucket() }));
  keys = Contents.map(({ Key = '' }) => Key);
}, 90_000);
afterAll(() => sandbox?.stop());

const s3 = () => new S3Client({ ...options, forcePathStyle: true });
const named = (name: string) => `careline-sandbox-${name}`;
const bucket = () => sandbox.app.buckets.find(({ name }) => name.includes('failedrecords'))?.name;
const keyOf = (consumer: string) => keys.find((key) => key.startsWith(`${consumer}/`)) ?? 'none';

async function object(Key: string): Promise<string> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket(), Key }));
  return String(await Body?.transformToString());
}

test('poisoned records of both consumers are put aside within three minutes, and nothing else is', () => {
  expect(keys).toEqual([
    expect.stringMatching(/^notifications-sender\/\d{4}-\d\d-\d\d\/\d+\.json$/),
    expect.stringMatching(/^relay\/\d{4}-\d\d-\d\d\/\d+\.json$/),
  ]);
});

test.each(['relay', 'notifications-sender'])(
  '%s puts the record aside whole, and its queue names the object',
  async (name) => {
    const { Records, error } = JSON.parse(await object(keyOf(name)));
    const [record]: DynamoDBRecord[] = Records;
    expect(poisoned).toContain(record?.dynamodb?.NewImage?.PK?.S);
    expect(record).toMatchObject({ eventName: 'INSERT', dynamodb: { SequenceNumber: expect.any(String) } });
    expect(error).toEqual({ name: expect.stringMatching(/Error$/), at: expect.any(Array) });
    const QueueUrl = `${sandbox.awsUrl}/000000000000/${named(`${name}-failures`)}`;
    const { Messages = [] } = await new SQSClient(options).send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    const told = Messages.map(({ Body = '' }) => JSON.parse(Body).detail);
    expect(told).toMatchObject([{ bucket: { name: bucket() }, object: { key: keyOf(name) } }]);
  },
);

test('the object is sent to the function again as it is, which tells what fails', async () => {
  const Payload = Buffer.from(await object(keyOf('relay')));
  const answer = await new LambdaClient(options).send(new InvokeCommand({ FunctionName: named('relay'), Payload }));
  const [record]: DynamoDBRecord[] = JSON.parse(String(Payload)).Records;
  expect(JSON.parse(Buffer.from(answer.Payload ?? []).toString())).toEqual({
    batchItemFailures: [{ itemIdentifier: record?.dynamodb?.SequenceNumber }],
  });
});
