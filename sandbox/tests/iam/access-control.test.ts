import { describe, expect, test } from '@jest/globals';
import type { AwsError } from '../../aws/aws-error.ts';
import { type Caller, type Input, servicePrincipal } from '../../aws/services.ts';
import { AccessControl } from '../../iam/access-control.ts';
import { readApp } from '../../templates.ts';
import { type TestStack, testFunction, testTable, writeAssembly } from '../support/assembly.ts';

type Resources = TestStack['Resources'];

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:000000000000:${rest}`;
const roleArn = 'arn:aws:iam::000000000000:role/worker';
const worker: Caller = { kind: 'function', name: 'worker', roleArn };
const execution: Caller = { kind: 'state-machine', name: arn('states', 'execution:claims:claim-1'), roleArn };
const user = 'arn:aws:sts::000000000000:assumed-role/worker/worker';
const table = arn('dynamodb', 'table/record');
const queue = arn('sqs', 'failures');
const rule = arn('events', 'rule/paid');

const allow = (Action: string | string[], Resource: string, Condition = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const deny = (Action: string, Resource: string) => ({ Effect: 'Deny', Action, Resource });
const trustIn = (Service: string) =>
  PolicyDocument({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });
const PolicyDocument = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

const trust = trustIn('lambda.amazonaws.com');

const stack = (statements: readonly object[], more: Resources): Resources => ({
  Worker: testFunction('worker'),
  Record: testTable('record'),
  Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
  Evidence: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'evidence' } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'worker',
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'Inline', PolicyDocument: PolicyDocument(...statements) }],
    },
  },
  ...more,
});

/** IAM of a stack in which the function `worker` has a role with these statements. */
function accessOf(
  statements: readonly object[],
  more: Resources = {},
  tagsOf?: (object: Input) => Readonly<Record<string, string>>,
): AccessControl {
  using assembly = writeAssembly({ Test: { Resources: stack(statements, more) } }, { worker: '' });
  return new AccessControl(readApp(assembly.directory, { apiUrl: 'http://api', awsUrl: 'http://aws' }), tagsOf);
}

/** Resolves to what the caller is told: 'done', or the error's code, status and message. */
async function ask(access: AccessControl, call: string, input: Input, caller: Caller = worker): Promise<string> {
  const [service = '', action = ''] = call.split(':');
  try {
    await access.interceptor({ caller, service, action, input }, async () => ({}));
    return 'done';
  } catch (error) {
    const { code, statusCode, message } = error as AwsError;
    return `${code} ${statusCode} ${message}`;
  }
}

test('stopping an execution takes leave of the execution, not of its machine', async () => {
  const input = { executionArn: arn('states', 'execution:claims:claim-1') };
  const ofMachine = accessOf([allow('states:StopExecution', arn('states', 'stateMachine:claims'))]);
  expect(await ask(ofMachine, 'states:StopExecution', input)).toContain('AccessDeniedException 400');
  const ofExecutions = accessOf([allow('states:StopExecution', arn('states', 'execution:claims:*'))]);
  expect(await ask(ofExecutions, 'states:StopExecution', input)).toBe('done');
});

test('a call of S3 says in whose account the bucket is', async () => {
  const inAccount = (account: string) =>
    accessOf([allow('s3:PutObject', 'arn:aws:s3:::evidence/*', { StringEquals: { 's3:ResourceAccount': account } })]);
  const object = { Bucket: 'evidence', Key: 'a', Body: Buffer.from('') };
  expect(await ask(inAccount('000000000000'), 's3:PutObject', object)).toBe('done');
  expect(await ask(inAccount('111122223333'), 's3:PutObject', object)).toContain('AccessDenied 403');
});

test.each([
  ['s3:GetObject', 's3:GetObjectVersion'],
  ['s3:HeadObject', 's3:GetObjectVersion'],
  ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'],
  ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'],
])('%s of a version that is named takes %s', async (call, action) => {
  const object = { Bucket: 'evidence', Key: 'a' };
  const access = accessOf([allow(action, 'arn:aws:s3:::evidence/*')]);
  expect(await ask(access, call, { ...object, VersionId: '1' })).toBe('done');
  expect(await ask(access, call, object)).toContain('AccessDenied 403');
});

test('a policy may ask for the tags that an object has', async () => {
  const untagged = { StringNotEquals: { 's3:ExistingObjectTag/quarantine': 'true' } };
  const statements = [
    allow('s3:GetObject', 'arn:aws:s3:::evidence/*', untagged),
    allow('s3:PutObject', 'arn:aws:s3:::evidence/*', untagged),
  ];
  const tags: Readonly<Record<string, Readonly<Record<string, string>>>> = { bad: { quarantine: 'true' } };
  const access = accessOf(statements, {}, ({ Key }) => tags[String(Key)] ?? {});
  const of = (call: string, Key: string) => ask(access, call, { Bucket: 'evidence', Key });
  expect(await of('s3:GetObject', 'good')).toBe('done');
  expect(await of('s3:GetObject', 'bad')).toContain('AccessDenied 403');
  // What replaces an object does not ask what the old one was.
  expect(await of('s3:PutObject', 'bad')).toBe('done');
});

describe('a call is refused in the words of its service', () => {
  const why = (action: string) => `because no identity-based policy allows the ${action} action`;
  const refused = (action: string, resource: string) =>
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why(action)}`;

  test.each([
    ['dynamodb:GetItem', { TableName: 'record' }, `AccessDeniedException 400 ${refused('dynamodb:GetItem', table)}`],
    [
      'dynamodb:Query',
      { TableName: 'record', IndexName: 'GSI1' },
      `AccessDeniedException 400 ${refused('dynamodb:Query', `${table}/index/GSI1`)}`,
    ],
    [
      'states:StartExecution',
      { stateMachineArn: arn('states', 'stateMachine:claims') },
      `AccessDeniedException 400 ${refused('states:StartExecution', arn('states', 'stateMachine:claims'))}`,
    ],
    [
      'states:SendTaskSuccess',
      { taskToken: 't' },
      `AccessDeniedException 400 ${refused('states:SendTaskSuccess', '*')}`,
    ],
    [
      'events:PutEvents',
      { Entries: [{ EventBusName: 'claims' }] },
      `AccessDeniedException 400 ${refused('events:PutEvents', arn('events', 'event-bus/claims'))}`,
    ],
    [
      'lambda:Invoke',
      { FunctionName: 'worker' },
      `AccessDeniedException 403 ${refused('lambda:InvokeFunction', arn('lambda', 'function:worker'))}`,
    ],
    [
      's3:PutObject',
      { Bucket: 'evidence', Key: 'a/b' },
      `AccessDenied 403 ${refused('s3:PutObject', '"arn:aws:s3:::evidence/a/b"')}`,
    ],
    [
      'sqs:SendMessage',
      { QueueUrl: 'http://aws/000000000000/failures' },
      `AccessDeniedException 400 ${refused('sqs:sendmessage', queue)}`,
    ],
    [
      'sns:Publish',
      { PhoneNumber: '+8613800138000' },
      `AuthorizationError 403 ${refused('SNS:Publish', '+8613800138000')}`,
    ],
    [
      'ses:SendEmail',
      { FromEmailAddress: 'Shop <service@shop.example>' },
      `AccessDeniedException 403 User \`${user}' is not authorized to perform \`ses:SendEmail' on resource \`${arn('ses', 'identity/shop.example')}'`,
    ],
    [
      'secretsmanager:GetSecretValue',
      { SecretId: arn('secretsmanager', 'secret:key-1') },
      `AccessDeniedException 400 ${refused('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:key-1'))}`,
    ],
  ])('%s', async (call, input, told) => {
    expect(await ask(accessOf([]), call, input)).toBe(told);
  });

  test('by a Deny', async () => {
    const access = accessOf([allow('*', '*'), deny('dynamodb:PutItem', table)]);
    expect(await ask(access, 'dynamodb:PutItem', { TableName: 'record' })).toMatch(
      /with an explicit deny in an identity-based policy$/,
    );
  });

  test('to an execution, by its name', async () => {
    const told = await ask(accessOf([]), 'dynamodb:GetItem', { TableName: 'record' }, execution);
    expect(told).toContain('assumed-role/worker/claim-1 is not authorized');
  });
});

test('what a role allows is done, and clients from outside may do everything', async () => {
  const access = accessOf([allow('dynamodb:GetItem', table)]);
  expect(await ask(access, 'dynamodb:GetItem', { TableName: 'record' })).toBe('done');
  const outside: Caller = { kind: 'outside', name: 'test' };
  expect(await ask(access, 'dynamodb:DeleteItem', { TableName: 'record' }, outside)).toBe('done');
});

test('a transaction is allowed as what it is made of', async () => {
  const access = accessOf([allow(['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], table)]);
  const write = (...TransactItems: object[]) => ask(access, 'dynamodb:TransactWriteItems', { TransactItems });
  const of = { TableName: 'record' };
  expect(await write({ Put: of }, { ConditionCheck: of })).toBe('done');
  expect(await write({ Put: of }, { Delete: of })).toContain('not authorized to perform: dynamodb:DeleteItem');
});

test('a policy may allow writing in transactions only', async () => {
  const inTransactions = { 'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] } };
  const access = accessOf([allow('dynamodb:PutItem', table, inTransactions)]);
  const Put = { TableName: 'record' };
  expect(await ask(access, 'dynamodb:TransactWriteItems', { TransactItems: [{ Put }] })).toBe('done');
  expect(await ask(access, 'dynamodb:PutItem', Put)).toContain('not authorized');
});

test('an action whose permissions are not known is refused by name', async () => {
  expect(await ask(accessOf([allow('*', '*')]), 'states:CreateActivity', {})).toContain('NotImplemented 501');
});

test('a role that its function cannot have is refused, as a deployment is', () => {
  const Properties = { RoleName: 'worker', AssumeRolePolicyDocument: trustIn('states.amazonaws.com') };
  const Role = { Type: 'AWS::IAM::Role', Properties };
  expect(() => accessOf([], { Role })).toThrow('The role of worker cannot be assumed by lambda.amazonaws.com');
  expect(() => accessOf([], { Worker: testFunction('worker', { Role: 'other' }) })).toThrow('does not define');
});

test('a managed policy that the template does not have is refused by name', () => {
  const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  const Role = {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'worker', AssumeRolePolicyDocument: trust, ManagedPolicyArns },
  };
  expect(() => accessOf([], { Role })).toThrow('AdministratorAccess');
});

test('a managed policy of the template counts for the roles that name it', async () => {
  const Managed = {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: PolicyDocument(allow('dynamodb:GetItem', table)) },
  };
  const Role = {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'worker', AssumeRolePolicyDocument: trust, ManagedPolicyArns: [{ Ref: 'Managed' }] },
  };
  expect(await ask(accessOf([], { Managed, Role }), 'dynamodb:GetItem', { TableName: 'record' })).toBe('done');
});

describe('an event rule', () => {
  const events = (sourceArn: string): Caller => ({ ...servicePrincipal('events'), sourceArn });

  test('may call a function by a permission for that rule alone', async () => {
    const access = accessOf([], {
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { 'Fn::GetAtt': ['Worker', 'Arn'] },
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          SourceArn: rule,
        },
      },
    });
    const invoke = { FunctionName: arn('lambda', 'function:worker') };
    expect(await ask(access, 'lambda:Invoke', invoke, events(rule))).toBe('done');
    expect(await ask(access, 'lambda:Invoke', invoke, events(`${rule}s`))).toBe(
      `AccessDeniedException 403 User: events.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${invoke.FunctionName} because no resource-based policy allows the lambda:InvokeFunction action`,
    );
  });

  test('may send to a queue by its policy, and to an encrypted one by the policy of its key too', async () => {
    const forRule = (Action: string | string[]) => ({
      ...allow(Action, '*', { ArnEquals: { 'aws:SourceArn': rule } }),
      Principal: { Service: 'events.amazonaws.com' },
    });
    const encrypted = (...keyStatements: object[]) => ({
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: PolicyDocument(...keyStatements) } },
      Failures: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: 'failures', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Failures' }], PolicyDocument: PolicyDocument(forRule('sqs:SendMessage')) },
      },
    });
    const send = (access: AccessControl, source: string) =>
      ask(access, 'sqs:SendMessage', { QueueUrl: queue }, events(source));
    const open = accessOf([], encrypted(forRule(['kms:GenerateDataKey', 'kms:Decrypt'])));
    expect(await send(open, rule)).toBe('done');
    expect(await send(open, `${rule}s`)).toContain(
      'because no resource-based policy allows the sqs:sendmessage action',
    );
    expect(await send(accessOf([], encrypted()), rule)).toContain('KmsAccessDenied');
  });
});

describe('a key of ours is used in the name of the caller', () => {
  const Key = {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: PolicyDocument({ ...allow('kms:*', '*'), Principal: { AWS: 'arn:aws:iam::000000000000:root' } }),
    },
  };
  const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };
  const { Properties } = testTable('record');
  const Record = {
    Type: 'AWS::DynamoDB::Table',
    Properties: { ...Properties, SSESpecification: { KMSMasterKeyId: keyArn } },
  };
  const via = (service: string) => ({ StringEquals: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` } });

  test('only by way of the service that a condition names', async () => {
    const read = (service: string) =>
      ask(
        accessOf([allow('dynamodb:*', '*'), allow('kms:Decrypt', '*', via(service))], { Key, Record }),
        'dynamodb:GetItem',
        { TableName: 'record' },
      );
    expect(await read('dynamodb')).toBe('done');
    expect(await read('s3')).toMatch(/^AccessDeniedException 400 KMS key access denied error: /);
  });

  test('to sign an upload, which then counts as the signer’s own', async () => {
    const encryption = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } };
    const Evidence = {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'evidence', BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] } },
    };
    const Fields = { 'x-amz-credential': 'SANDBOXworker.1/20260301/us-east-1/s3/aws4_request' };
    const post = (access: AccessControl, Key: string) =>
      ask(access, 's3:PostObject', { Bucket: 'evidence', Key, Fields }, { kind: 'outside', name: 'anonymous' });
    const put = allow('s3:PutObject', 'arn:aws:s3:::evidence/claims/*');
    const access = accessOf([put, allow('kms:GenerateDataKey', '*', via('s3'))], { Key, Evidence });
    expect(await post(access, 'claims/1')).toBe('done');
    expect(await post(access, 'other/1')).toContain(`${user} is not authorized to perform: s3:PutObject`);
    expect(await post(accessOf([put], { Key, Evidence }), 'claims/1')).toContain('kms:GenerateDataKey');
  });
});

test('Lambda reads a stream with the role of the function that it feeds', async () => {
  const streamArn = `${table}/stream/2026`;
  const lambda: Caller = { ...servicePrincipal('lambda'), roleArn, sourceArn: streamArn };
  const deliver = (access: AccessControl) =>
    ask(access, 'lambda:Invoke', { FunctionName: arn('lambda', 'function:worker') }, lambda);
  const read = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  expect(await deliver(accessOf([allow(read, streamArn), allow('dynamodb:ListStreams', '*')]))).toBe('done');
  expect(await deliver(accessOf([allow('dynamodb:ListStreams', '*')]))).toContain('dynamodb:DescribeStream');
});

test('what was asked is known, once each, with its answer', async () => {
  const access = accessOf([allow('dynamodb:GetItem', table)]);
  for (const action of ['GetItem', 'GetItem', 'PutItem'])
    await ask(access, `dynamodb:${action}`, { TableName: 'record' });
  expect(access.decided().map(({ request, decision }) => [request.action, decision.allowed])).toEqual([
    ['dynamodb:GetItem', true],
    ['dynamodb:PutItem', false],
  ]);
});
