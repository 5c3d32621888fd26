import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BillLine } from '../../costs/bill.ts';
import type { QuietFunction, Sandbox } from '../../sandbox.ts';
import { installed, testFunction } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const YEAR = 365 * DAY;

/** Tells when it runs, and takes what is due then off the index. */
const worker = `import { DeleteItemCommand, DynamoDBClient, QueryCommand } from '${installed('@aws-sdk/client-dynamodb')}';
const client = new DynamoDBClient({});
export const handler = async () => {
  const now = new Date().toISOString();
  const { Items } = await client.send(new QueryCommand({
    TableName: 'jobs', IndexName: 'Due', KeyConditionExpression: 'kind = :kind AND dueAt <= :now',
    ExpressionAttributeValues: { ':kind': { S: 'DUE' }, ':now': { S: now } },
  }));
  for (const { PK } of Items) await client.send(new DeleteItemCommand({ TableName: 'jobs', Key: { PK } }));
  console.log(JSON.stringify({ at: Date.now(), did: Items.map(({ PK }) => PK.S) }));
};`;

const jobs = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'jobs',
    KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
    AttributeDefinitions: ['PK', 'kind', 'dueAt'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'Due',
        KeySchema: [
          { AttributeName: 'kind', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
};

const minutely = (target: string) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [target, 'Arn'] }, Id: 'Target0' }],
  },
});

const quiet: QuietFunction = {
  functionName: 'worker',
  quietUntil(firstKey) {
    const key = firstKey('jobs', 'Due', 'DUE');
    return key === undefined ? Number.POSITIVE_INFINITY : Date.parse(key);
  },
  idle: { milliseconds: 20, readUnits: 0.5 },
};

let sandbox: Sandbox & AsyncDisposable;
beforeAll(async () => {
  const worked = testFunction('worker', { MemorySize: 1024 });
  sandbox = await runSandbox(
    { Jobs: jobs, Worker: worked, EachMinute: minutely('Worker') },
    { worker },
    { quiet: [quiet] },
  );
}, 30_000);
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
beforeEach(() => sandbox.reset());

const at = (time: number) => new Date(time).toISOString();
const put = (PK: string, dueAt: string, kind = 'DUE') =>
  sandbox.dynamodb.call('PutItem', {
    TableName: 'jobs',
    Item: { PK: { S: PK }, kind: { S: kind }, dueAt: { S: dueAt } },
  });
let seen = 0;
/** What the worker has told since it was last asked. */
function runs(): { at: number; did: string[] }[] {
  const lines = sandbox.logs('worker').filter(({ message }) => message.startsWith('{'));
  const since = lines.slice(seen);
  seen = lines.length;
  return since.map(({ message }) => JSON.parse(message));
}
beforeEach(() => void runs());
/** Never early, and at most a minute late, beside the seconds that a run itself may take: the machine's time goes on. */
function expectInTime(ran: number | undefined, dueAt: number): void {
  expect(ran).toBeGreaterThanOrEqual(dueAt);
  expect(ran).toBeLessThan(dueAt + MINUTE + 20_000);
}
/** So much of a unit is on the worker's bill. */
function billed(unit: string): number {
  const { lines } = sandbox.costs.bill({ route: 'worker' });
  return lines.filter((line: BillLine) => line.unit === unit).reduce((sum, { quantity }) => sum + quantity, 0);
}

describe('a function that is called each minute', () => {
  test('is called by nobody in a year in which there is nothing to do, and that year is on the bill', async () => {
    const before = process.cpuUsage();
    await sandbox.clock.advance(YEAR);
    const { user, system } = process.cpuUsage(before);
    expect(runs()).toEqual([]);
    const calls = YEAR / MINUTE;
    expect(billed('request')).toBe(calls);
    expect(billed('GB-second')).toBeCloseTo(calls * 0.02, 3);
    expect(billed('RRU')).toBe(calls / 2);
    expect((user + system) / 1e6).toBeLessThan(10);
  });

  test('does in its minute, and never early, what is due in the middle of the year', async () => {
    const dueAt = sandbox.clock.now() + YEAR / 2;
    await put('job', at(dueAt));
    await sandbox.clock.advance(YEAR);
    const [run, ...more] = runs();
    expect(more).toEqual([]);
    expect(run?.did).toEqual(['job']);
    expectInTime(run?.at, dueAt);
    // The one that was made is counted once, like the others.
    expect(billed('request')).toBe(YEAR / MINUTE);
  });

  test('does each of those that are due one after the other', async () => {
    const start = sandbox.clock.now();
    for (const day of [3, 1, 2]) await put(`job-${day}`, at(start + day * DAY));
    await sandbox.clock.advance(4 * DAY);
    expect(runs().map(({ did }) => did)).toEqual([['job-1'], ['job-2'], ['job-3']]);
  });

  test('sees what is written while time stands still, or while it is quiet for longer', async () => {
    await put('later', at(sandbox.clock.now() + YEAR));
    await sandbox.clock.advance(DAY);
    expect(runs()).toEqual([]);
    const written = sandbox.clock.now();
    await put('sooner', at(written + 10 * MINUTE));
    await put('past', at(written - DAY));
    expect(runs()).toEqual([]);
    await sandbox.clock.advance(MINUTE);
    expect(runs()).toMatchObject([{ did: ['past'] }]);
    await sandbox.clock.advance(DAY);
    expect(runs()).toMatchObject([{ did: ['sooner'] }]);
    expect(billed('request')).toBe((2 * DAY) / MINUTE + 1);
  });

  test('sees what is due at a moment that time is just passing', async () => {
    const start = sandbox.clock.now();
    sandbox.clock.schedule(start + DAY + 1, () => put('job', at(start + DAY + 2)));
    await sandbox.clock.advance(2 * DAY);
    const [run] = runs();
    expect(run?.did).toEqual(['job']);
    expectInTime(run?.at, start + DAY + 2);
  });

  test('is called again each minute as long as something is left', async () => {
    await put('stays', at(sandbox.clock.now()));
    const fault = { kind: 'error', service: 'dynamodb', action: 'DeleteItem', count: 100 };
    sandbox.faults.add(sandbox.faults.input.parse(fault));
    await sandbox.clock.advance(3 * MINUTE);
    sandbox.faults.clear();
    expect(runs()).toEqual([]);
    await sandbox.clock.advance(10 * MINUTE);
    // Behind it come those of the calls that failed which Lambda tries again.
    const [first, ...again] = runs();
    expect(first?.did).toEqual(['stays']);
    for (const { did } of again) expect(did).toEqual([]);
  });
});

test('a rule with a target that is never quiet is called each minute', async () => {
  const loud = 'export const handler = async () => console.log("called");';
  const both = minutely('Worker');
  const Targets = [...both.Properties.Targets, { Arn: { 'Fn::GetAtt': ['Loud', 'Arn'] }, Id: 'Target1' }];
  await using other = await runSandbox(
    {
      Jobs: jobs,
      Worker: testFunction('worker'),
      Loud: testFunction('loud'),
      Both: { ...both, Properties: { ...both.Properties, Targets } },
    },
    { worker, loud },
    { quiet: [quiet] },
  );
  await other.clock.advance(5 * MINUTE);
  expect(other.logs('loud')).toHaveLength(5);
  expect(other.logs('worker')).toHaveLength(5);
});

test('a quiet function that the app does not have is refused by name', async () => {
  await expect(runSandbox({ Jobs: jobs }, {}, { quiet: [{ ...quiet, functionName: 'nobody' }] })).rejects.toThrow(
    'nobody',
  );
});
