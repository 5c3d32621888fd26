import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { testTable } from './support/assembly.ts';
import { clientOf, runSandbox } from './support/running-sandbox.ts';

let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox({
    Records: testTable('records'),
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work', VisibilityTimeout: 60 } },
    Plain: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'plain', GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } },
    },
    Keyed: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Name: 'keyed',
        GenerateSecretString: { SecretStringTemplate: '{"user":"u"}', GenerateStringKey: 'password' },
      },
    },
  });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

/** A call in AWS JSON, as clients send it. */
async function call(service: string, target: string, input: unknown) {
  const response = await fetch(sandbox.awsUrl, {
    method: 'POST',
    headers: {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.0',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('the AWS endpoint', () => {
  test('serves tables and state machines to unchanged SDK clients', async () => {
    const dynamodb = new DynamoDBClient(clientOf(sandbox));
    const Key = { PK: { S: 'a' }, SK: { S: 'b' } };
    await dynamodb.send(new PutItemCommand({ TableName: 'records', Item: { ...Key, n: { N: '1' } } }));
    expect((await dynamodb.send(new GetItemCommand({ TableName: 'records', Key }))).Item).toMatchObject({
      n: { N: '1' },
    });
    const refused = new PutItemCommand({
      TableName: 'records',
      Item: Key,
      ConditionExpression: 'attribute_not_exists(PK)',
    });
    await expect(dynamodb.send(refused)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    const { stateMachines } = await new SFNClient(clientOf(sandbox)).send(new ListStateMachinesCommand({}));
    expect(stateMachines).toEqual([]);
  });

  test('refuses services and actions that it does not have by name', async () => {
    expect(await call('logs', 'Logs_20140328.StartQuery', {})).toMatchObject({
      status: 501,
      body: {
        __type: 'NotImplemented',
        message: 'NotImplemented: logs:StartQuery is not supported by the sandbox',
      },
    });
    expect(await call('kms', 'TrentService.Encrypt', {})).toMatchObject({
      body: { message: 'NotImplemented: kms:Encrypt is not supported by the sandbox' },
    });
    expect(await call('sqs', 'AmazonSQS.CreateQueue', {})).toMatchObject({
      body: { message: 'NotImplemented: sqs:CreateQueue is not supported by the sandbox' },
    });
  });

  test('refuses what is not JSON', async () => {
    const response = await fetch(sandbox.awsUrl, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ListQueues' },
      body: '{',
    });
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  test('says who calls', async () => {
    const response = await fetch(sandbox.awsUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(await response.text()).toContain('<Arn>arn:aws:iam::000000000000:root</Arn>');
  });
});

describe('a queue', () => {
  const QueueUrl = () => `${sandbox.awsUrl}/000000000000/work`;

  test('hides a received message until its visibility timeout ends, and forgets a deleted one', async () => {
    await call('sqs', 'AmazonSQS.SendMessage', { QueueUrl: QueueUrl(), MessageBody: 'one' });
    const asked = { QueueUrl: QueueUrl(), MessageSystemAttributeNames: ['ApproximateReceiveCount'] };
    const receive = async () => (await call('sqs', 'AmazonSQS.ReceiveMessage', asked)).body.Messages;
    expect(await receive()).toMatchObject([{ Body: 'one', Attributes: { ApproximateReceiveCount: '1' } }]);
    expect(await receive()).toBeUndefined();
    await sandbox.clock.advance(61_000);
    const [again] = await receive();
    expect(again.Attributes.ApproximateReceiveCount).toBe('2');
    const { body } = await call('sqs', 'AmazonSQS.GetQueueAttributes', {
      QueueUrl: QueueUrl(),
      AttributeNames: ['All'],
    });
    expect(body.Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:work',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    await call('sqs', 'AmazonSQS.DeleteMessage', { QueueUrl: QueueUrl(), ReceiptHandle: again.ReceiptHandle });
    await sandbox.clock.advance(61_000);
    expect(await receive()).toBeUndefined();
  });

  test('that is not there is said so', async () => {
    expect(await call('sqs', 'AmazonSQS.SendMessage', { QueueUrl: 'x/absent', MessageBody: 'one' })).toMatchObject({
      status: 400,
      body: { __type: 'QueueDoesNotExist' },
    });
  });
});

describe('a secret', () => {
  const value = async (SecretId: string) =>
    (await call('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId })).body;

  test('is generated as its template says and stays the same', async () => {
    const { SecretString, ARN } = await value('plain');
    expect(SecretString).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(await value(ARN)).toMatchObject({ SecretString });
    expect(JSON.parse((await value('keyed')).SecretString)).toEqual({ user: 'u', password: expect.any(String) });
    expect(await value('absent')).toMatchObject({ __type: 'ResourceNotFoundException' });
  });
});
