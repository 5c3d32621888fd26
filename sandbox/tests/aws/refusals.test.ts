import { CloudWatchLogsClient, DescribeLogGroupsCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBackupCommand, DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateAliasCommand, InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ListSecretsCommand, RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  CreateActivityCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { testTable } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

// What the sandbox does not support it refuses by name: actions, and parameters of the actions that it has.

let sandbox: Sandbox & AsyncDisposable;

beforeAll(async () => {
  sandbox = await runSandbox({
    Records: testTable('records'),
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'evidence' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
    Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'shop.example' } },
  });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

type Options = ReturnType<typeof clientOf>;

const s3 = (options: Options) => new S3Client({ ...options, forcePathStyle: true });
const object = { Bucket: 'evidence', Key: 'a' };
const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:claims';
const Key = { PK: { S: 'a' }, SK: { S: 'b' } };
const simple = { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } };
const Target = { Arn: 'arn:aws:sqs:us-east-1:000000000000:work', RoleArn: 'arn:aws:iam::000000000000:role/r' };

const refusals: readonly [refused: string, send: (options: Options) => Promise<unknown>][] = [
  ['states:CreateActivity', (o) => new SFNClient(o).send(new CreateActivityCommand({ name: 'a' }))],
  [
    'states:StartExecution with traceHeader',
    (o) => new SFNClient(o).send(new StartExecutionCommand({ stateMachineArn: machine, traceHeader: 'x' })),
  ],
  [
    'states:DescribeExecution with includedData',
    (o) =>
      new SFNClient(o).send(new DescribeExecutionCommand({ executionArn: machine, includedData: 'METADATA_ONLY' })),
  ],
  [
    'states:ListExecutions with mapRunArn',
    (o) => new SFNClient(o).send(new ListExecutionsCommand({ stateMachineArn: machine, mapRunArn: machine })),
  ],
  [
    'dynamodb:CreateBackup',
    (o) => new DynamoDBClient(o).send(new CreateBackupCommand({ TableName: 'records', BackupName: 'abc' })),
  ],
  [
    'dynamodb:Scan with Surprise',
    (o) => sendJson(o, 'DynamoDB_20120810.Scan', { TableName: 'records', Surprise: true }),
  ],
  [
    'dynamodb:TransactWriteItems with TransactItems.Put.ReturnValues',
    (o) =>
      sendJson(o, 'DynamoDB_20120810.TransactWriteItems', {
        TransactItems: [{ Put: { TableName: 'records', Item: Key, ReturnValues: 'ALL_OLD' } }],
      }),
  ],
  [
    'dynamodb:TransactWriteItems with ReturnConsumedCapacity',
    (o) =>
      new DynamoDBClient(o).send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Put: { TableName: 'records', Item: Key } }],
          ReturnConsumedCapacity: 'TOTAL',
        }),
      ),
  ],
  ['s3:GET ?acl', (o) => s3(o).send(new GetBucketAclCommand({ Bucket: 'evidence' }))],
  ['s3:PutObject with x-amz-tagging', (o) => s3(o).send(new PutObjectCommand({ ...object, Tagging: 'a=b' }))],
  ['s3:GET on a bucket', (o) => s3(o).send(new ListObjectsCommand({ Bucket: 'evidence' }))],
  [
    's3:PutObject with x-amz-storage-class',
    (o) => s3(o).send(new PutObjectCommand({ ...object, Body: 'x', StorageClass: 'GLACIER' })),
  ],
  [
    's3:GetObject with response-expires',
    (o) => s3(o).send(new GetObjectCommand({ ...object, ResponseExpires: new Date(0) })),
  ],
  ['s3:DeleteObject with x-amz-mfa', (o) => s3(o).send(new DeleteObjectCommand({ ...object, MFA: '1' }))],
  ['events:PutRule', (o) => new EventBridgeClient(o).send(new PutRuleCommand({ Name: 'r' }))],
  [
    'events:PutEvents with Entries.TraceHeader',
    (o) =>
      new EventBridgeClient(o).send(
        new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}', TraceHeader: 'x' }] }),
      ),
  ],
  ['sqs:CreateQueue', (o) => new SQSClient(o).send(new CreateQueueCommand({ QueueName: 'q' }))],
  [
    'sqs:SendMessage with MessageGroupId',
    (o) => new SQSClient(o).send(new SendMessageCommand({ QueueUrl: 'work', MessageBody: 'x', MessageGroupId: 'g' })),
  ],
  [
    'sqs:ReceiveMessage with ReceiveRequestAttemptId',
    (o) => new SQSClient(o).send(new ReceiveMessageCommand({ QueueUrl: 'work', ReceiveRequestAttemptId: 'a' })),
  ],
  ['sns:Subscribe', (o) => new SNSClient(o).send(new SubscribeCommand({ TopicArn: 'arn:t', Protocol: 'sms' }))],
  [
    'sns:Publish with Subject',
    (o) => new SNSClient(o).send(new PublishCommand({ PhoneNumber: '+8613800138000', Message: 'x', Subject: 's' })),
  ],
  [
    'ses:POST /v2/email/identities',
    (o) => new SESv2Client(o).send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop.example' })),
  ],
  [
    'ses:SendEmail with ListManagementOptions',
    (o) =>
      new SESv2Client(o).send(
        new SendEmailCommand({
          FromEmailAddress: 'a@shop.example',
          Destination: { ToAddresses: ['b@example.com'] },
          Content: { Simple: simple },
          ListManagementOptions: { ContactListName: 'l' },
        }),
      ),
  ],
  [
    'ses:SendEmail with Content.Template',
    (o) =>
      new SESv2Client(o).send(
        new SendEmailCommand({
          FromEmailAddress: 'a@shop.example',
          Destination: { ToAddresses: ['b@example.com'] },
          Content: { Template: { TemplateName: 't' } },
        }),
      ),
  ],
  [
    'lambda:POST /2015-03-31/functions/f/aliases',
    (o) => new LambdaClient(o).send(new CreateAliasCommand({ FunctionName: 'f', Name: 'a', FunctionVersion: '1' })),
  ],
  [
    'lambda:Invoke with LogType',
    (o) => new LambdaClient(o).send(new InvokeCommand({ FunctionName: 'nothing', LogType: 'Tail' })),
  ],
  [
    'lambda:ListFunctions with FunctionVersion',
    (o) => new LambdaClient(o).send(new ListFunctionsCommand({ FunctionVersion: 'ALL' })),
  ],
  [
    'scheduler:POST /schedule-groups/g',
    (o) => new SchedulerClient(o).send(new CreateScheduleGroupCommand({ Name: 'g' })),
  ],
  [
    'scheduler:CreateSchedule with Target.EcsParameters',
    (o) =>
      sendRest(o, 'scheduler', 'POST', '/schedules/s', {
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { ...Target, EcsParameters: {} },
      }),
  ],
  ['scheduler:ListSchedules with Surprise', (o) => sendRest(o, 'scheduler', 'GET', '/schedules?Surprise=1')],
  [
    'logs:StartQuery',
    (o) => new CloudWatchLogsClient(o).send(new StartQueryCommand({ startTime: 0, endTime: 1, queryString: 'x' })),
  ],
  [
    'logs:DescribeLogGroups with includeLinkedAccounts',
    (o) => new CloudWatchLogsClient(o).send(new DescribeLogGroupsCommand({ includeLinkedAccounts: true })),
  ],
  ['secretsmanager:RotateSecret', (o) => new SecretsManagerClient(o).send(new RotateSecretCommand({ SecretId: 's' }))],
  [
    'secretsmanager:ListSecrets with Filters',
    (o) => new SecretsManagerClient(o).send(new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['s'] }] })),
  ],
  [
    'secretsmanager:GetSecretValue with Surprise',
    (o) => sendJson(o, 'secretsmanager.GetSecretValue', { SecretId: 's', Surprise: 1 }),
  ],
  ['sts:GetSessionToken', (o) => new STSClient(o).send(new GetSessionTokenCommand({}))],
];

test.each(refusals)('%s is refused by its name', async (refused, send) => {
  await expect(send(clientOf(sandbox))).rejects.toThrow(`NotImplemented: ${refused} is not supported by the sandbox`);
});

function sendJson(options: Options, target: string, input: unknown): Promise<void> {
  return sendRest(options, target.split('.')[0] ?? '', 'POST', '/', input, { 'x-amz-target': target });
}

/** A request that the SDK would not make: it knows the parameters. */
async function sendRest(
  { endpoint }: Options,
  service: string,
  method: string,
  path: string,
  input?: unknown,
  headers: Record<string, string> = {},
): Promise<void> {
  const response = await fetch(endpoint + path, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...headers,
    },
    ...(input !== undefined && { body: JSON.stringify(input) }),
  });
  if (!response.ok) throw new Error(((await response.json()) as { message: string }).message);
}
