import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type Sandbox, startSandbox } from '@careline/sandbox';
import { synthesize } from '@careline/sandbox/synthesis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clientOf } from '../support/running-sandbox.ts';

const HOUR = 3_600_000;

let sandbox: Sandbox;
beforeAll(async () => {
  const assembly = await synthesize({
    root: import.meta.dirname,
    script: 'app.ts',
    sources: ['app.ts', 'place-order/*'],
  });
  const caseNames = { ids: /order-\d+/, prefixes: ['order-'], belongsTo: [] };
  sandbox = await startSandbox({ assembly, port: 0, awsPort: 0, caseNames });
});
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.reset());

async function place(orderId: string) {
  const Payload = JSON.stringify({ orderId });
  const client = new LambdaClient(clientOf(sandbox));
  return client.send(new InvokeCommand({ FunctionName: 'place-order', Payload }));
}

async function statusOf(orderId: string): Promise<string | undefined> {
  const Key = { orderId: { S: orderId } };
  const { Item } = await new DynamoDBClient(clientOf(sandbox)).send(new GetItemCommand({ TableName: 'orders', Key }));
  return Item?.orderStatus?.S;
}

async function executions() {
  const [machine] = sandbox.app.stateMachines;
  const list = new ListExecutionsCommand({ stateMachineArn: machine?.arn });
  return (await new SFNClient(clientOf(sandbox)).send(list)).executions?.map(({ name, status }) => [name, status]);
}

describe('an app of one table, one function and one workflow', () => {
  test('stores an order by its function, and lets it expire by its workflow a day later, on the virtual clock', async () => {
    expect(await place('order-1')).toMatchObject({ StatusCode: 200 });
    expect(await statusOf('order-1')).toBe('PLACED');
    expect(await executions()).toEqual([['order-1', 'RUNNING']]);
    await sandbox.clock.advance(23 * HOUR);
    expect(await statusOf('order-1')).toBe('PLACED');
    await sandbox.clock.advance(HOUR);
    expect(await statusOf('order-1')).toBe('EXPIRED');
    expect(await executions()).toEqual([['order-1', 'SUCCEEDED']]);
  });

  test('is billed order by order', async () => {
    await place('order-1');
    await place('order-2');
    await sandbox.clock.advance(24 * HOUR);
    const { byCase = [], lines } = sandbox.costs.bill({});
    expect(byCase.map(({ case: id }) => id).sort()).toEqual(['order-1', 'order-2']);
    expect(lines.find(({ unit }) => unit === 'WRU')?.quantity).toBe(4);
  });

  test('has the rights that its roles give it, and no others', async () => {
    const [role] = sandbox.app.roles.filter(({ name }) => name.includes('PlaceOrder'));
    if (!role) throw new Error('The function has no role');
    sandbox.access.replaceRole({ ...role, policies: [] });
    const { FunctionError, Payload } = await place('order-1');
    expect([FunctionError, Payload?.transformToString()]).toEqual([
      'Unhandled',
      expect.stringContaining('not authorized to perform: dynamodb:PutItem'),
    ]);
    sandbox.access.replaceRole(role);
  });
});
