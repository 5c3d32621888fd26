import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BillLine } from '../../costs/bill.ts';
import type { Bill } from '../../costs/meter.ts';
import type { Sandbox } from '../../sandbox.ts';
import { installed, testApi, testFunction, testTable } from '../support/assembly.ts';
import { runSandbox } from '../support/running-sandbox.ts';

const one = `ord_${'0'.repeat(25)}1`;
const other = `ord_${'0'.repeat(25)}2`;
const task = `tsk_${'A'.repeat(32)}`;

const dynamodb = `import { DynamoDBClient, GetItemCommand, PutItemCommand } from '${installed('@aws-sdk/client-dynamodb')}';
const client = new DynamoDBClient({});
const read = (PK) => client.send(new GetItemCommand({ TableName: 'records', Key: { PK: { S: PK }, SK: { S: 'x' } } }));
const write = (PK, more = {}) =>
  client.send(new PutItemCommand({ TableName: 'records', Item: { PK: { S: PK }, SK: { S: 'x' }, ...more } }));
`;

const bundles = {
  /** Reads something of nobody's, then writes the order that is in the path or the body. */
  api: `${dynamodb} export const handler = async ({ pathParameters, body }) => {
    await read('SETTINGS');
    const orderId = pathParameters?.orderId ?? JSON.parse(body).made;
    await write('ORDER#' + orderId);
    await write('TASK#${task}', { orderId: { S: orderId } });
    return { statusCode: 200 };
  };`,
  /** Reads the orders that it is told in a way that names none. */
  reader: `${dynamodb} export const handler = async ({ body }) => {
    for (const part of JSON.parse(body)) await read('ORDER#ord' + '_' + part);
    return { statusCode: 200 };
  };`,
  consumer: `${dynamodb} export const handler = async () => { await read('SETTINGS'); };`,
};

let sandbox: Sandbox & AsyncDisposable;
beforeAll(async () => {
  sandbox = await runSandbox(
    {
      Records: testTable('records'),
      Api1: testFunction('api', { MemorySize: 1024 }),
      Reader: testFunction('reader'),
      Consumer: testFunction('consumer'),
      ...testApi({
        'POST /orders': { function: 'Api1' },
        'POST /orders/{orderId}': { function: 'Api1' },
        'POST /reads': { function: 'Reader' },
      }),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Consumer' },
          EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] },
          StartingPosition: 'LATEST',
          BatchSize: 10,
          FilterCriteria: {
            Filters: [{ Pattern: JSON.stringify({ dynamodb: { NewImage: { batched: { S: ['yes'] } } } }) }],
          },
        },
      },
    },
    bundles,
    { caseNames: { ids: /(ord|tsk)_[0-9A-Z]{26,32}/, prefixes: ['ord_'], belongsTo: ['orderId'] } },
  );
}, 30_000);
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
beforeEach(() => sandbox.reset());

async function post(path: string, body: unknown = {}): Promise<void> {
  const response = await fetch(sandbox.url + path, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  await sandbox.clock.idle();
}

async function bill(query = ''): Promise<Bill> {
  return (await (await fetch(`${sandbox.url}/_sandbox/costs${query}`)).json()) as Bill;
}

const quantity = ({ lines }: { lines: BillLine[] }, unit: string) =>
  lines.filter((line) => line.unit === unit).reduce((sum, line) => sum + line.quantity, 0);

const nano = (amount: string | undefined) => Math.round(Number(amount) * 1e9);

describe('a request', () => {
  test('belongs to the case of its path: request, run, and what the run read for it', async () => {
    await post(`/orders/${one}`);
    const order = await bill(`?case=${one}`);
    expect(order).toMatchObject({ currency: 'USD', case: one, pricesAsOf: expect.any(String) });
    expect(order.total).toBe((await bill()).total);
    expect(quantity(order, 'WRU')).toBe(2);
    expect(quantity(order, 'RRU')).toBe(0.5);
    // One at the gateway, one at the function.
    expect(quantity(order, 'request')).toBe(2);
    const seconds = order.lines.find(({ unit }) => unit === 'GB-second');
    // 1 GB for whole milliseconds.
    expect((seconds?.quantity ?? 0) * 1000).toBeCloseTo(Math.round((seconds?.quantity ?? 0) * 1000), 6);
    expect(seconds?.quantity).toBeGreaterThan(0);
  });

  test('that makes a case belongs to it from its beginning', async () => {
    await post('/orders', { made: one });
    const all = await bill();
    expect(all.byCase).toEqual([{ case: one, amount: all.total }]);
    expect(all.unattributed).toBe('0');
    expect((await bill('?route=POST%20/orders')).total).toBe(all.total);
  });

  test('that reads one case belongs to it, one that reads several to none', async () => {
    await post('/reads', [one.slice(4)]);
    expect((await bill()).byCase?.map(({ case: id }) => id)).toEqual([one]);
    await sandbox.reset();
    await post('/reads', [one.slice(4), other.slice(4)]);
    const all = await bill();
    // The reads themselves name their cases; the run is nobody's.
    expect(all.byCase?.map(({ case: id }) => id).sort()).toEqual([one, other]);
    expect(quantity(await bill(`?case=${one}`), 'RRU')).toBe(0.5);
    expect(quantity(await bill(`?case=${one}`), 'request')).toBe(0);
    expect(nano(all.unattributed)).toBeGreaterThan(0);
  });
});

test('a batch is split over the cases of its records, and a task counts as its order', async () => {
  await post(`/orders/${one}`);
  await sandbox.clock.idle();
  const before = await bill(`?route=consumer`);
  expect(before.total).toBe('0');
  const Item = (PK: string) => ({ PK: { S: PK }, SK: { S: 'y' }, batched: { S: 'yes' } });
  await sandbox.dynamodb.call('TransactWriteItems', {
    TransactItems: [Item(`ORDER#${one}`), Item(`TASK#${task}`), Item(`ORDER#${other}`)].map((item) => ({
      Put: { TableName: 'records', Item: item },
    })),
  });
  await sandbox.clock.idle();
  const [mine, theirs] = await Promise.all([one, other].map((id) => bill(`?route=consumer&case=${id}`)));
  if (!mine || !theirs) throw new Error('No bills');
  expect(quantity(mine, 'request')).toBeCloseTo(2 / 3, 5);
  expect(quantity(theirs, 'request')).toBeCloseTo(1 / 3, 5);
  expect(nano(mine.total) / nano(theirs.total)).toBeCloseTo(2, 1);
  expect((await bill('?route=consumer')).total).not.toBe('0');
});

test('every sum adds up: cases and what is nobody’s, routes, services, lines', async () => {
  await post(`/orders/${one}`);
  await post('/orders', { made: other });
  await post('/reads', [one.slice(4), other.slice(4)]);
  const all = await bill();
  const sum = (amounts: (string | undefined)[]) => amounts.reduce((total, amount) => total + nano(amount), 0);
  expect(sum([...(all.byCase ?? []).map(({ amount }) => amount), all.otherCases, all.unattributed])).toBe(
    nano(all.total),
  );
  expect(sum(all.byService.map(({ amount }) => amount))).toBe(nano(all.total));
  expect(sum((all.byRoute ?? []).map(({ amount }) => amount))).toBe(nano(all.total));
  expect(sum(all.lines.map(({ amount }) => amount))).toBe(nano(all.total));
});

test('a reset begins a new bill, and an unknown parameter is refused', async () => {
  await post(`/orders/${one}`);
  await sandbox.reset();
  expect((await bill()).total).toBe('0');
  expect((await fetch(`${sandbox.url}/_sandbox/costs?order=${one}`)).status).toBe(400);
});
