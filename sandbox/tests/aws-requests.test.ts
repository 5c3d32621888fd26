import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { installed, testFunction, testTable } from './support/assembly.ts';
import { runSandbox } from './support/running-sandbox.ts';

// What a function asks of AWS goes to the endpoint as messages of its thread, and must be answered as over HTTP.

const asking = `
  import net from 'node:net';
  import * as dynamodb from '${installed('@aws-sdk/client-dynamodb')}';
  import * as lambda from '${installed('@aws-sdk/client-lambda')}';
  import * as s3 from '${installed('@aws-sdk/client-s3')}';
  const settings = { maxAttempts: 1, forcePathStyle: true };
  const requestHandler = { requestTimeout: 100, throwOnRequestTimeout: true };
  const clients = {
    dynamodb: new dynamodb.DynamoDBClient(settings),
    s3: new s3.S3Client(settings),
    lambda: new lambda.LambdaClient({ ...settings, requestHandler }),
  };
  const { connect } = net.Socket.prototype;
  export const handler = (questions) => Promise.all(questions.map(answerTo));
  async function answerTo({ service, command, input, large, unconnected }) {
    net.Socket.prototype.connect = unconnected ? () => { throw new Error('It connects'); } : connect;
    const given = large ? { ...input, Body: Buffer.alloc(large, 'x') } : input;
    try {
      const { $metadata, Body, ...output } = await clients[service].send(new { ...dynamodb, ...s3, ...lambda }[command](given));
      return { status: $metadata.httpStatusCode, body: await Body?.transformToString(), output };
    } catch ({ name, message, code, $metadata }) {
      return { name, message, code, status: $metadata?.httpStatusCode };
    }
  }`;
const hanging = `export const handler = () => new Promise(() => setInterval(() => undefined, 1_000));`;
const fetching = `export const handler = async () => (await fetch(process.env.AWS_ENDPOINT_URL + '/objects/key')).status;`;

let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  const resources = {
    Asking: testFunction('asking'),
    Hanging: testFunction('hanging', { Timeout: 1 }),
    Fetching: testFunction('fetching'),
    Records: testTable('records'),
    Objects: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'objects' } },
  };
  sandbox = await runSandbox(resources, { asking, hanging, fetching });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.faults.clear());

const key = { PK: { S: '理赔 1' }, SK: { S: 'x' } };
const put = { service: 'dynamodb', command: 'PutItemCommand', input: { TableName: 'records', Item: key } };
const get = { service: 'dynamodb', command: 'GetItemCommand', input: { TableName: 'records', Key: key } };
const object = { Bucket: 'objects', Key: 'a/b c.txt' };

/** What the function is answered; an error is described. */
async function ask(question: object) {
  return (await askAll([question]))[0];
}

/** The same for questions that one run of it asks together. */
async function askAll(questions: object[]) {
  return JSON.parse(String(await invoke('asking', questions)));
}

async function invoke(name: string, payload: unknown) {
  const caller = { kind: 'outside', name: 'test' } as const;
  const input = { FunctionName: name, Payload: JSON.stringify(payload) };
  return (await sandbox.services.call({ caller, service: 'lambda', action: 'Invoke', input })).Payload;
}

describe('a function that asks AWS', () => {
  test('makes no connection', async () => {
    expect(await ask({ ...put, unconnected: true })).toMatchObject({ status: 200 });
  });

  test('is answered as a client over HTTP is', async () => {
    const client = { endpoint: sandbox.awsUrl, region: 'us-east-1', credentials };
    const [table, bucket] = [new DynamoDBClient(client), new S3Client({ ...client, forcePathStyle: true })];
    await table.send(new PutItemCommand(put.input));
    await bucket.send(new PutObjectCommand({ ...object, Body: '定损单', ContentType: 'text/plain' }));
    const none = { TableName: 'none', Key: key };
    const [item, missing, text, head] = await Promise.all([
      table.send(new GetItemCommand(get.input)),
      table.send(new GetItemCommand(none)).catch(({ name, message }) => ({ name, message })),
      bucket.send(new GetObjectCommand(object)),
      bucket.send(new HeadObjectCommand(object)),
    ]);
    expect(await ask(get)).toMatchObject({ status: 200, output: { Item: item.Item } });
    expect(await ask({ ...get, input: none })).toMatchObject({ ...missing, status: 400 });
    const read = { service: 's3', command: 'GetObjectCommand', input: object };
    expect(await ask(read)).toMatchObject({
      status: 200,
      body: await text.Body?.transformToString(),
      output: { ContentLength: text.ContentLength, ContentType: text.ContentType, ETag: text.ETag },
    });
    const asked = await ask({ ...read, command: 'HeadObjectCommand' });
    expect(asked).toMatchObject({ status: 200, output: { ContentLength: head.ContentLength, ETag: head.ETag } });
  });

  test('gets each answer to its own question', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => ({ PK: { S: `claim ${n}` }, SK: { S: 'x' } }));
    await askAll(keys.map((Item) => ({ ...put, input: { TableName: 'records', Item } })));
    const answers = await askAll(keys.map((Key) => ({ ...get, input: { TableName: 'records', Key } })));
    expect(answers.map(({ output }: { output: { Item: object } }) => output.Item)).toEqual(keys);
  });

  test('may upload what asks first whether it may go on', async () => {
    const upload = { service: 's3', command: 'PutObjectCommand', input: object, large: 3_000_000 };
    expect(await ask(upload)).toMatchObject({ status: 200 });
    expect(await ask({ ...upload, command: 'HeadObjectCommand', large: 0 })).toMatchObject({
      output: { ContentLength: 3_000_000 },
    });
  });

  test('loses the connection where the answer got lost', async () => {
    sandbox.faults.add(sandbox.faults.input.parse({ service: 'dynamodb', kind: 'timeout-after', count: 1 }));
    expect(await ask(get)).toMatchObject({ message: 'socket hang up', code: 'ECONNRESET' });
    expect(await ask(get)).toMatchObject({ status: 200 });
  });

  test('gives up an answer that takes longer than it waits, by its own timer', async () => {
    const slow = { service: 'lambda', command: 'InvokeCommand', input: { FunctionName: 'hanging' } };
    expect(await ask(slow)).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
  });

  test('may fetch over HTTP', async () => {
    expect(await invoke('fetching', {})).toBe('403');
  });
});

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
