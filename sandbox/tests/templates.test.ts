import { describe, expect, test } from '@jest/globals';
import { readApp } from '../templates.ts';
import { type TestStack, testFunction, testTable, writeAssembly } from './support/assembly.ts';

const addresses = { apiUrl: 'http://127.0.0.1:3000', awsUrl: 'http://127.0.0.1:4566' };

function read(stacks: Record<string, TestStack>) {
  using assembly = writeAssembly(stacks, { worker: 'export const handler = async () => null;' });
  return readApp(assembly.directory, addresses);
}

/** The value that an expression of a template resolves to. */
function resolve(value: unknown, more: Partial<TestStack> = {}, others: Record<string, TestStack> = {}): unknown {
  const Worker = testFunction('worker', { Environment: { Variables: { VALUE: value } } });
  const { functions } = read({ Main: { ...more, Resources: { ...more.Resources, Worker } }, ...others });
  return functions[0]?.environment.VALUE;
}

/** A placeholder of Fn::Sub. */
const of = (name: string) => `\${${name}}`;

describe('the intrinsic functions of a template', () => {
  test('Ref gives names, ARNs or URLs as the type has it, and pseudo parameters', () => {
    const Resources = {
      Table: testTable('records'),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
      Unnamed: { Type: 'AWS::S3::Bucket' },
    };
    expect(resolve({ Ref: 'Table' }, { Resources })).toBe('records');
    expect(resolve({ Ref: 'Queue' }, { Resources })).toBe('http://127.0.0.1:4566/000000000000/failures');
    expect(resolve({ Ref: 'Unnamed' }, { Resources })).toBe('main-unnamed-000000000000');
    expect(resolve({ Ref: 'AWS::Region' })).toBe('us-east-1');
    expect(resolve({ Ref: 'Size' }, { Parameters: { Size: { Type: 'String', Default: 'L' } } })).toBe('L');
  });

  test('Fn::GetAtt gives ARNs and what else a type has', () => {
    const Resources = { Table: testTable('records') };
    expect(resolve({ 'Fn::GetAtt': ['Table', 'Arn'] }, { Resources })).toBe(
      'arn:aws:dynamodb:us-east-1:000000000000:table/records',
    );
    expect(resolve({ 'Fn::GetAtt': 'Table.StreamArn' }, { Resources })).toMatch(/:table\/records\/stream\//);
    expect(() => resolve({ 'Fn::GetAtt': ['Table', 'Mood'] }, { Resources })).toThrow(
      'does not know the attribute Mood of AWS::DynamoDB::Table',
    );
  });

  test('Fn::Sub, Fn::Join, Fn::Split and Fn::Select nest', () => {
    const Resources = { Table: testTable('records') };
    expect(
      resolve(
        { 'Fn::Sub': [of('AWS::Partition'), of('Table'), of('Table.Arn'), of('!kept')].join(':') },
        { Resources },
      ),
    ).toBe(`aws:records:arn:aws:dynamodb:us-east-1:000000000000:table/records:${of('kept')}`);
    expect(resolve({ 'Fn::Sub': [`${of('a')}-${of('b')}`, { a: { Ref: 'AWS::AccountId' }, b: 'x' }] })).toBe(
      '000000000000-x',
    );
    const split = { 'Fn::Split': ['/', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::URLSuffix' }, 'c']] }] };
    expect(resolve({ 'Fn::Select': [1, split] })).toBe('amazonaws.com');
  });

  test('Fn::ImportValue finds what another stack exports', () => {
    const Other = {
      Resources: { Table: testTable('shared') },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'Other:TableArn' } } },
    };
    expect(resolve({ 'Fn::ImportValue': 'Other:TableArn' }, {}, { Other })).toMatch(/table\/shared$/);
    expect(() => resolve({ 'Fn::ImportValue': 'Missing' })).toThrow('No stack exports Missing');
  });

  test('conditions choose, and leave out', () => {
    const Conditions = {
      IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      IsAway: { 'Fn::Not': [{ Condition: 'IsHere' }] },
    };
    expect(resolve({ 'Fn::If': ['IsHere', 'yes', 'no'] }, { Conditions })).toBe('yes');
    expect(resolve({ 'Fn::If': ['IsAway', 'yes', { Ref: 'AWS::NoValue' }] }, { Conditions })).toBeUndefined();
    const Resources = { Table: { ...testTable('records'), Condition: 'IsAway' } };
    expect(read({ Main: { Conditions, Resources } }).tables).toEqual([]);
  });

  test('others are refused by name', () => {
    expect(() => resolve({ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] })).toThrow('intrinsic function Fn::Cidr');
  });
});

describe('an app', () => {
  test('of a resource type that the sandbox does not support is refused by name', () => {
    expect(() => read({ Main: { Resources: { Line: { Type: 'AWS::Kinesis::Stream' } } } })).toThrow(
      'does not support AWS::Kinesis::Stream (Line in stack Main)',
    );
    expect(read({ Main: { Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm' } } } }).functions).toEqual([]);
  });

  test('of an event source that the sandbox does not support is refused by name', () => {
    const Mapping = {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: 'worker', EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/orders' },
    };
    expect(() => read({ Main: { Resources: { Mapping } } })).toThrow(
      'does not support the event source arn:aws:kinesis:us-east-1:000000000000:stream/orders',
    );
  });

  test.each([
    ['FilterCriteria', { Filters: [] }],
    ['MaximumRetryAttempts', 3],
    ['DestinationConfig', {}],
    ['ProvisionedPollerConfig', { MinimumPollers: 2 }],
  ])('in which a queue’s consumer has %s is refused by name', (property, value) => {
    const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:orders';
    const Mapping = {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: 'worker', EventSourceArn, [property]: value },
    };
    expect(() => read({ Main: { Resources: { Mapping } } })).toThrow(
      new RegExp(`cannot run AWS::Lambda::EventSourceMapping Mapping: .*"${property}"`, 's'),
    );
  });

  test('has its functions without those that serve CloudFormation', () => {
    const Resources = {
      Worker: testFunction('worker'),
      Provider: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13', Handler: 'index.handler' } },
      Notifications: {
        Type: 'Custom::S3BucketNotifications',
        Properties: {
          ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] },
          BucketName: { Ref: 'Evidence' },
          NotificationConfiguration: { EventBridgeConfiguration: {} },
        },
      },
      Evidence: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'evidence' } },
    };
    const app = read({ Main: { Resources } });
    expect(app.functions.map(({ name }) => name)).toEqual(['worker']);
    expect(app.buckets).toMatchObject([{ name: 'evidence', eventBridge: true, versioned: false }]);
  });

  test('has its state machines with all substitutions made', () => {
    const Machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'claims',
        RoleArn: { 'Fn::Sub': `arn:aws:iam::${of('AWS::AccountId')}:role/claims` },
        DefinitionString: {
          'Fn::Join': ['', [`{"Fn":"${of('Worker')}","At":"`, { Ref: 'AWS::Region' }, `","Text":"${of('Other')}"}`]],
        },
        DefinitionSubstitutions: { Worker: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
      },
    };
    const [machine] = read({ Main: { Resources: { Worker: testFunction('worker'), Machine } } }).stateMachines;
    expect(machine).toEqual({
      name: 'claims',
      arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:claims',
      roleArn: 'arn:aws:iam::000000000000:role/claims',
      type: 'STANDARD',
      definition: `{"Fn":"arn:aws:lambda:us-east-1:000000000000:function:worker","At":"us-east-1","Text":"${of('Other')}"}`,
    });
  });

  test('has its roles with every policy, conditions of statements included', () => {
    const statement = {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Sub': `dynamodb.${of('AWS::Region')}.amazonaws.com` } } },
    };
    const Resources = {
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: {} } },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [statement] } },
      },
    };
    const [role] = read({ Main: { Resources } }).roles;
    expect(role?.policies).toMatchObject([
      {
        document: {
          Statement: [{ Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' } } }],
        },
      },
    ]);
  });
});
