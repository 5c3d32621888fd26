import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../clock.ts';
import { readUnits, tableCharges, writeUnits } from '../../costs/table-charges.ts';
import { DynamoDb } from '../../dynamodb/dynamodb.ts';
import type { TableUse } from '../../dynamodb/table-use.ts';

let db: DynamoDb;
let clock: VirtualClock;
beforeEach(async () => {
  clock = new VirtualClock();
  db = new DynamoDb({ clock, region: 'us-east-1', accountId: '000000000000' });
  await db.call('CreateTable', {
    TableName: 'claims',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['PK', 'SK', 'GSI1PK', 'GSI1SK'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'GSI1',
        KeySchema: [
          { AttributeName: 'GSI1PK', KeyType: 'HASH' },
          { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
});
afterEach(() => clock.stop());

const S = (text: string) => ({ S: text });
const key = (name: string) => ({ PK: S(name), SK: S('x') });

/** An item of just so many bytes: PK + n + SK + 1 + `text` and its filling. */
function item(name: string, bytes: number, more: Record<string, { S: string }> = {}) {
  const rest = Object.entries(more).reduce(
    (sum, [attribute, { S: value }]) => sum + attribute.length + value.length,
    0,
  );
  return { ...key(name), ...more, text: S('a'.repeat(bytes - rest - name.length - 2 - 3 - 4)) };
}

const indexed = (position: string) => ({ GSI1PK: S('customer'), GSI1SK: S(position) });

/** The units that a call is billed; what it throws is of no interest. */
async function unitsOf(action: string, input: Record<string, unknown>) {
  const uses: TableUse[] = [];
  const tables = action === 'BatchGetItem' || action.startsWith('Transact') ? {} : { TableName: 'claims' };
  await db.call(action, { ...tables, ...input }, (use) => uses.push(use)).catch((error: Error) => error);
  const total = (units: (use: TableUse) => number) => uses.reduce((sum, use) => sum + units(use), 0);
  return { read: total(readUnits), write: total(writeUnits) };
}

const put = (Item: object) => unitsOf('PutItem', { Item });
const transact = (...TransactItems: object[]) => unitsOf('TransactWriteItems', { TransactItems });
const none = { read: 0, write: 0 };

describe('writes', () => {
  test('are billed by the KB begun: 1 KB one unit, one byte more two', async () => {
    expect(await put(item('a', 1024))).toEqual({ read: 0, write: 1 });
    expect(await put(item('b', 1025))).toEqual({ read: 0, write: 2 });
  });

  test('a put of 1.5 KB with one index entry costs two units for the table and two for the index', async () => {
    expect(await put(item('a', 1536, indexed('1')))).toEqual({ read: 0, write: 4 });
  });

  test('characters count by their UTF-8 bytes', async () => {
    expect(await put({ ...key('a'), text: S('车'.repeat(340)) })).toEqual({ read: 0, write: 2 });
  });

  test('a replacement costs the larger of before and after', async () => {
    await put(item('a', 3000));
    expect(await put(item('a', 100))).toEqual({ read: 0, write: 3 });
  });

  test('an index costs nothing while its entry stays, one write for a change, two when its key moves, one when it goes', async () => {
    await put(item('a', 500, indexed('1')));
    expect(await put(item('a', 500, indexed('1')))).toEqual({ read: 0, write: 1 });
    expect(await put(item('a', 600, indexed('1')))).toEqual({ read: 0, write: 1 + 1 });
    expect(await put(item('a', 600, indexed('2')))).toEqual({ read: 0, write: 1 + 2 });
    expect(await put(item('a', 600))).toEqual({ read: 0, write: 1 + 1 });
    expect(await put(item('a', 700))).toEqual({ read: 0, write: 1 });
  });

  test('a transaction costs twice for its items, once for their indexes', async () => {
    const action = (Item: object) => ({ Put: { TableName: 'claims', Item } });
    expect(await transact(action(item('a', 1500)), action(item('b', 900, indexed('1'))))).toEqual({
      read: 0,
      write: 2 * 2 + 2 * 1 + 1,
    });
  });

  test('a condition check in a transaction costs twice as well', async () => {
    await put(item('a', 1500));
    const check = { TableName: 'claims', Key: key('a'), ConditionExpression: 'attribute_exists(PK)' };
    const write = { TableName: 'claims', Item: item('b', 10 + 7) };
    expect(await transact({ ConditionCheck: check }, { Put: write })).toEqual({ read: 0, write: 2 * 2 + 2 * 1 });
  });

  test('what a condition refuses costs the item that is there, at least one unit', async () => {
    await put(item('a', 2500));
    const ConditionExpression = 'attribute_not_exists(PK)';
    expect(await unitsOf('PutItem', { Item: item('a', 100), ConditionExpression })).toEqual({ read: 0, write: 3 });
    const Put = { TableName: 'claims', Item: item('a', 100), ConditionExpression };
    expect(await transact({ Put })).toEqual({ read: 0, write: 6 });
  });

  test('a transaction that is repeated under its token costs reads', async () => {
    const request = {
      ClientRequestToken: 'once',
      TransactItems: [{ Put: { TableName: 'claims', Item: item('a', 5000) } }],
    };
    expect(await unitsOf('TransactWriteItems', request)).toEqual({ read: 0, write: 2 * 5 });
    expect(await unitsOf('TransactWriteItems', request)).toEqual({ read: 2 * 2, write: 0 });
  });

  test('a delete costs the item that goes, and one unit if there is none', async () => {
    await put(item('a', 2500, indexed('1')));
    expect(await unitsOf('DeleteItem', { Key: key('a') })).toEqual({ read: 0, write: 3 + 3 });
    expect(await unitsOf('DeleteItem', { Key: key('a') })).toEqual({ read: 0, write: 1 });
  });

  test('a malformed request costs nothing', async () => {
    expect(await put({ PK: S('a') })).toEqual(none);
  });
});

describe('reads', () => {
  beforeEach(async () => {
    await put(item('small', 100, indexed('1')));
    await put(item('large', 5000, indexed('2')));
  });

  test('are billed by 4 KB: half a unit eventually consistent, one strongly, two in a transaction', async () => {
    expect(await unitsOf('GetItem', { Key: key('large') })).toEqual({ read: 1, write: 0 });
    expect(await unitsOf('GetItem', { Key: key('large'), ConsistentRead: true })).toEqual({ read: 2, write: 0 });
    const Get = { TableName: 'claims', Key: key('large') };
    expect(await unitsOf('TransactGetItems', { TransactItems: [{ Get }] })).toEqual({ read: 4, write: 0 });
  });

  test('an item that is not there costs the least that a read costs', async () => {
    expect(await unitsOf('GetItem', { Key: key('missing') })).toEqual({ read: 0.5, write: 0 });
  });

  test('a batch is rounded up item by item', async () => {
    const RequestItems = { claims: { Keys: [key('small'), key('large'), key('missing')], ConsistentRead: true } };
    expect(await unitsOf('BatchGetItem', { RequestItems })).toEqual({ read: 1 + 2 + 1, write: 0 });
  });

  test('a query is rounded up once, over all that it looked at, filtered out or not', async () => {
    const query = {
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :pk',
      ExpressionAttributeValues: { ':pk': S('customer') },
    };
    expect(await unitsOf('Query', query)).toEqual({ read: 1, write: 0 });
    expect(await unitsOf('Query', { ...query, Limit: 1 })).toEqual({ read: 0.5, write: 0 });
    const filtered = { ...query, FilterExpression: 'SK = :none' };
    const ExpressionAttributeValues = { ':pk': S('customer'), ':none': S('none') };
    expect(await unitsOf('Query', { ...filtered, ExpressionAttributeValues })).toEqual({ read: 1, write: 0 });
    expect(await unitsOf('Scan', { ConsistentRead: true })).toEqual({ read: 2, write: 0 });
  });
});

test('storage grows by the item, its index entry and 100 bytes for each, and shrinks with a delete', async () => {
  const storageOf = async (action: string, input: object) => {
    const uses: TableUse[] = [];
    await db.call(action, { TableName: 'claims', ...input }, (use) => uses.push(use));
    const storage = tableCharges(uses).find(({ price }) => price.unit === 'MB-month');
    return (storage?.quantity ?? 0) / 1_000_000;
  };
  const megabytes = (2 * (1000 + 100)) / 1024 ** 2;
  expect(await storageOf('PutItem', { Item: item('a', 1000, indexed('1')) })).toBeCloseTo(megabytes, 6);
  expect(await storageOf('DeleteItem', { Key: key('a') })).toBeCloseTo(-megabytes, 6);
});
