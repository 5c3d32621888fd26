import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

let sandbox: Sandbox & AsyncDisposable;
let sqs: SQSClient;

beforeAll(async () => {
  const queue = (QueueName: string, more: object = {}) => ({
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName, ...more },
  });
  sandbox = await runSandbox({
    Work: queue('work', {
      VisibilityTimeout: 60,
      MessageRetentionPeriod: 3600,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Failures', 'Arn'] }, maxReceiveCount: 2 },
    }),
    Failures: queue('work-failures'),
  });
  sqs = new SQSClient(clientOf(sandbox));
});
afterAll(async () => {
  sqs.destroy();
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

const urlOf = (name: string) => `${sandbox.awsUrl}/000000000000/${name}`;
const send = (MessageBody: string, more: object = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl: urlOf('work'), MessageBody, ...more }));
const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('work'), ...more }))).Messages ?? [];

describe('a queue', () => {
  test('is found by its name and listed by a prefix, page by page', async () => {
    expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }))).QueueUrl).toBe(urlOf('work'));
    expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'work-' }))).QueueUrls).toEqual([
      urlOf('work-failures'),
    ]);
    const { QueueUrls, NextToken } = await sqs.send(new ListQueuesCommand({ MaxResults: 1 }));
    const rest = await sqs.send(new ListQueuesCommand({ MaxResults: 1, NextToken }));
    expect([QueueUrls, rest.QueueUrls]).toEqual([[urlOf('work')], [urlOf('work-failures')]]);
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'absent' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });

  test('tells what was asked of it', async () => {
    await send('now');
    await send('later', { DelaySeconds: 10 });
    const ask = (...AttributeNames: ('All' | 'ApproximateNumberOfMessages' | 'RedrivePolicy')[]) =>
      sqs.send(new GetQueueAttributesCommand({ QueueUrl: urlOf('work'), AttributeNames }));
    expect((await ask('ApproximateNumberOfMessages')).Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
    expect((await ask('All')).Attributes).toMatchObject({
      VisibilityTimeout: '60',
      ApproximateNumberOfMessagesDelayed: '1',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:work-failures","maxReceiveCount":2}',
    });
    expect((await ask()).Attributes).toBeUndefined();
  });
});

describe('a message', () => {
  test('comes with the attributes that are asked for', async () => {
    await send('body', {
      MessageAttributes: {
        order: { DataType: 'String', StringValue: 'ord_1' },
        photo: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
    });
    const [plain] = await receive({ VisibilityTimeout: 0 });
    expect(plain).toMatchObject({ Body: 'body' });
    expect([plain?.Attributes, plain?.MessageAttributes]).toEqual([undefined, undefined]);
    const [full] = await receive({ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] });
    expect(full).toMatchObject({
      Attributes: { ApproximateReceiveCount: '2', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
      MessageAttributes: { order: { StringValue: 'ord_1' }, photo: { BinaryValue: new Uint8Array([1, 2]) } },
    });
  });

  test('waits out its delay, and is forgotten after its retention', async () => {
    await send('later', { DelaySeconds: 10 });
    expect(await receive()).toEqual([]);
    await sandbox.clock.advance(10_000);
    expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    await sandbox.clock.advance(3_600_000);
    expect(await receive()).toEqual([]);
  });

  test('that is received too often goes to the dead-letter queue', async () => {
    await send('poison');
    for (const _ of [1, 2]) expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive()).toEqual([]);
    const [dead] = await receive({ QueueUrl: urlOf('work-failures') });
    expect(dead?.Body).toBe('poison');
  });

  test('may be kept longer, given back, and deleted', async () => {
    await send('work');
    const [message] = await receive();
    const change = (VisibilityTimeout: number) =>
      sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: urlOf('work'),
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(600);
    await sandbox.clock.advance(61_000);
    expect(await receive()).toEqual([]);
    await change(0);
    const [again] = await receive();
    await sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf('work'), ReceiptHandle: again?.ReceiptHandle }));
    await sandbox.clock.advance(61_000);
    expect(await receive()).toEqual([]);
    const wrong = new DeleteMessageCommand({ QueueUrl: urlOf('work'), ReceiptHandle: 'wrong' });
    await expect(sqs.send(wrong)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  test('travels in batches', async () => {
    const QueueUrl = urlOf('work');
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id }));
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
    const received = await receive({ MaxNumberOfMessages: 10 });
    expect(received.map(({ Body }) => Body)).toEqual(['a', 'b']);
    const handles = [...received.map(({ ReceiptHandle }) => ReceiptHandle), 'wrong'];
    const answer = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
    expect(answer).toMatchObject({
      Successful: [{ Id: '0' }, { Id: '1' }],
      Failed: [{ Id: '2', Code: 'ReceiptHandleIsInvalid' }],
    });
  });

  test('is waited for on the virtual clock', async () => {
    const empty = receive({ WaitTimeSeconds: 20 });
    const filled = receive({ WaitTimeSeconds: 20 });
    await expect(Promise.race([empty, filled, sandbox.clock.advance(1_000).then(() => 'waits')])).resolves.toBe(
      'waits',
    );
    await send('work');
    const found = await Promise.race([empty, filled]);
    expect(found.map(({ Body }) => Body)).toEqual(['work']);
    await sandbox.clock.advance(20_000);
    expect([...(await empty), ...(await filled)]).toHaveLength(1);
  });
});

describe('an older client, of the Query protocol,', () => {
  async function call(fields: Record<string, string>, path = '/000000000000/work') {
    const response = await fetch(sandbox.awsUrl + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: new URLSearchParams({ Version: '2012-11-05', ...fields }),
    });
    return { status: response.status, text: await response.text() };
  }

  test('sends and receives as well', async () => {
    const QueueUrl = urlOf('work');
    await call({
      Action: 'SendMessage',
      QueueUrl,
      MessageBody: 'a & b',
      'MessageAttribute.1.Name': 'order',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'ord_1',
    });
    const { text } = await call({
      Action: 'ReceiveMessage',
      QueueUrl,
      MaxNumberOfMessages: '10',
      'AttributeName.1': 'ApproximateReceiveCount',
      'MessageAttributeName.1': 'order',
    });
    expect(text).toContain('<ReceiveMessageResult><Message><MessageId>');
    expect(text).toContain('<Body>a &#38; b</Body>');
    expect(text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
    expect(text).toMatch(/<MessageAttribute><Name>order<\/Name><Value>.*<StringValue>ord_1<\/StringValue>/);
    expect((await call({ Action: 'ListQueues' }, '/')).text).toContain(`<QueueUrl>${QueueUrl}</QueueUrl>`);
  });

  test('is told errors by their older names', async () => {
    const { status, text } = await call({ Action: 'ReceiveMessage', QueueUrl: urlOf('absent') });
    expect([status, text]).toEqual([400, expect.stringContaining('AWS.SimpleQueueService.NonExistentQueue')]);
  });
});
