import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { VirtualClock } from '../../clock.ts';
import { DynamoDb } from '../../dynamodb/dynamodb.ts';

const TableName = 'jobs';
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

let clock: VirtualClock;
let db: DynamoDb;
beforeEach(async () => {
  clock = new VirtualClock();
  db = new DynamoDb({ clock, region: 'us-east-1', accountId: '000000000000' });
  await db.call('CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['PK', 'SK', 'kind', 'dueAt'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keys('PK', 'SK'),
    GlobalSecondaryIndexes: [
      { IndexName: 'Due', KeySchema: keys('kind', 'dueAt'), Projection: { ProjectionType: 'ALL' } },
    ],
  });
});
afterEach(() => clock.stop());

const first = (kind: string) => db.firstKey(TableName, 'Due', kind);
async function put(id: string, kind: string, dueAt: string) {
  const Item = { PK: { S: id }, SK: { S: 'x' }, kind: { S: kind }, dueAt: { S: dueAt } };
  await db.call('PutItem', { TableName, Item });
}

test('the first key of a partition of an index is that of its lowest entry, as long as it is there', async () => {
  expect(first('DUE#1')).toBeUndefined();
  await put('one', 'DUE#1', '2026-11-25T09:00Z#王');
  await put('two', 'DUE#1', '2026-11-24T09:00Z#李/2');
  // Another partition, of which this one's name is the beginning, and one before it.
  await put('three', 'DUE#10', '2026-01-01T09:00Z#三');
  await put('four', 'DUE#0', '2026-01-01T09:00Z#四');
  expect(first('DUE#1')).toBe('2026-11-24T09:00Z#李/2');
  await db.call('DeleteItem', { TableName, Key: { PK: { S: 'two' }, SK: { S: 'x' } } });
  expect(first('DUE#1')).toBe('2026-11-25T09:00Z#王');
  await put('one', 'DUE#1', '2027-01-01T09:00Z#王');
  expect(first('DUE#1')).toBe('2027-01-01T09:00Z#王');
  await db.reset();
  expect(first('DUE#1')).toBeUndefined();
});

test('of an index or a table that is not there it is refused by name', () => {
  expect(() => db.firstKey(TableName, 'Late', 'DUE#1')).toThrow('Table jobs has no index Late');
  expect(() => db.firstKey('none', 'Due', 'DUE#1')).toThrow('Requested resource not found');
});

test('each commit is told, and a refused one is not', async () => {
  let commits = 0;
  db.onCommit(() => {
    commits += 1;
  });
  await put('one', 'DUE#1', '2026');
  expect(commits).toBe(1);
  const refused = {
    TableName,
    Item: { PK: { S: 'one' }, SK: { S: 'x' } },
    ConditionExpression: 'attribute_not_exists(PK)',
  };
  await expect(db.call('PutItem', refused)).rejects.toThrow();
  expect(commits).toBe(1);
});
