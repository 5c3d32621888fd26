import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { installed, type TestStack, testApi, testFunction, testTable } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

/** Says the keys of records; without records it reads the table and returns what the SDK throws. */
const worker = `import { DynamoDBClient, GetItemCommand } from '${installed('@aws-sdk/client-dynamodb')}';
const client = new DynamoDBClient({});
export const handler = async ({ Records }) => {
  if (Records) return console.log(Records.map(({ dynamodb }) => dynamodb.Keys.PK.S).join(' '));
  const Key = { PK: { S: 'a' }, SK: { S: 'b' } };
  return client.send(new GetItemCommand({ TableName: 'records', Key })).then(() => 'read', ({ name, message }) => name + ': ' + message);
};`;

let sandbox: Sandbox & AsyncDisposable;
const start = async (resources: TestStack['Resources']) => {
  sandbox = await runSandbox(
    { Worker: testFunction('worker'), Records: testTable('records'), ...resources },
    { worker },
  );
};
afterEach(async () => {
  await sandbox[Symbol.asyncDispose]();
});

/** The worker's role with only these actions, on everything. */
function restrict(...actions: string[]): void {
  const role = sandbox.app.roles.find(({ name }) => name === 'worker');
  if (!role) throw new Error('There is no such role');
  const Statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  sandbox.access.replaceRole({ ...role, policies: [{ name: 'Restricted', document: { Statement } }] });
}

function outside(service: string, action: string, input: Record<string, unknown>) {
  return sandbox.services.call({ caller: { kind: 'outside', name: 'test' }, service, action, input });
}

describe('a function', () => {
  beforeAll(() => start({}));

  test('is refused by the SDK what its role does not allow', async () => {
    restrict('dynamodb:PutItem');
    const { Payload } = await outside('lambda', 'Invoke', { FunctionName: 'worker' });
    expect(JSON.parse(String(Payload))).toBe(
      'AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/worker/worker is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/records because no identity-based policy allows the dynamodb:GetItem action',
    );
  });
});

describe('a stream', () => {
  beforeAll(() =>
    start({
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Worker' },
          EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] },
          StartingPosition: 'LATEST',
          MaximumRetryAttempts: 1,
        },
      },
    }),
  );

  test('waits until the role of its function may read it, which takes no attempts', async () => {
    restrict('dynamodb:GetItem');
    await sandbox.dynamodb.call('PutItem', { TableName: 'records', Item: { PK: { S: 'first' }, SK: { S: 'x' } } });
    await sandbox.clock.advance(3_600_000);
    expect(sandbox.logs('worker')).toEqual([]);
    restrict('dynamodb:*');
    await sandbox.clock.advance(60_000);
    expect(sandbox.logs('worker').map(({ message }) => message)).toEqual(['first']);
  });
});

describe('an API', () => {
  const SourceArn = { 'Fn::Sub': `arn:aws:execute-api:us-east-1:000000000000:\${Api}/*/GET/allowed` };
  beforeAll(() =>
    start({
      ...testApi({ 'GET /allowed': { function: 'Worker' }, 'GET /refused': { function: 'Worker' } }),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'Worker' },
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          SourceArn,
        },
      },
    }),
  );

  test('answers 500 on a route whose function it may not call', async () => {
    expect((await fetch(`${sandbox.url}/allowed`)).status).toBe(200);
    expect((await fetch(`${sandbox.url}/refused`)).status).toBe(500);
  });
});

describe('a workflow', () => {
  beforeAll(() =>
    start({
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'claims',
          RoleArn: 'arn:aws:iam::000000000000:role/worker',
          DefinitionString: JSON.stringify({
            QueryLanguage: 'JSONata',
            StartAt: 'Work',
            States: {
              Work: {
                Type: 'Task',
                Resource: 'arn:aws:states:::lambda:invoke',
                Arguments: { FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:worker' },
                End: true,
              },
            },
          }),
        },
      },
    }),
  );

  test('fails at a function that its role may not call', async () => {
    restrict('dynamodb:*');
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:claims';
    const { executionArn } = await outside('states', 'StartExecution', { stateMachineArn, name: 'one' });
    await sandbox.clock.idle();
    const { status, error, cause } = await outside('states', 'DescribeExecution', { executionArn });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
    expect(cause).toContain('assumed-role/worker/one is not authorized to perform: lambda:InvokeFunction');
  });
});
