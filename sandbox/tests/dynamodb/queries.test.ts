import { describe, expect, test } from '@jest/globals';
import type { Item } from '../../dynamodb/attribute-values.ts';
import { failureOf, keyOf, order, type RecordTable, recordTable, TableName } from './record-table.ts';

const ofCustomer = {
  IndexName: 'GSI1',
  KeyConditionExpression: 'GSI1PK = :customer',
  ExpressionAttributeValues: { ':customer': { S: 'CUSTOMER#1' } },
};
const newestFirst = { ...ofCustomer, ScanIndexForward: false };

describe('a query', () => {
  test('of an index gives the newest first, page by page', async () => {
    const table = await recordTable();
    await placeOrders(table, 25);
    const pages = await allPages(table, { ...newestFirst, Limit: 10 });
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, i) => `ORDER#${String(24 - i).padStart(3, '0')}`));
  });

  test('gives each item once though newer ones come in between its pages', async () => {
    const table = await recordTable();
    await placeOrders(table, 10);
    const first = await table.call('Query', { ...newestFirst, Limit: 4 });
    await placeOrders(table, 5, 10);
    const rest = await table.call('Query', { ...newestFirst, ExclusiveStartKey: first.LastEvaluatedKey });
    expect([...ids(first), ...ids(rest)]).toEqual(Array.from({ length: 10 }, (_, i) => `ORDER#00${9 - i}`));
  });

  test('follows items as they enter, move in and leave the index', async () => {
    const table = await recordTable();
    await placeOrders(table, 2);
    const Key = keyOf('ORDER#000');
    const found = async () => ids(await table.call('Query', newestFirst));
    const ExpressionAttributeValues = { ':later': { S: '2027' } };
    await table.call('UpdateItem', { Key, UpdateExpression: 'SET GSI1SK = :later', ExpressionAttributeValues });
    expect(await found()).toEqual(['ORDER#000', 'ORDER#001']);
    await table.call('UpdateItem', { Key, UpdateExpression: 'REMOVE GSI1SK' });
    expect(await found()).toEqual(['ORDER#001']);
    await table.call('DeleteItem', { Key: keyOf('ORDER#001') });
    expect(await found()).toEqual([]);
  });

  test('takes a range of sort keys, a filter and a projection', async () => {
    const table = await recordTable();
    await placeOrders(table, 20);
    const answer = await table.call('Query', {
      ...newestFirst,
      KeyConditionExpression: 'GSI1PK = :customer AND GSI1SK BETWEEN :from AND :to',
      FilterExpression: 'version > :one AND begins_with(entity, :or)',
      ProjectionExpression: 'version',
      ExpressionAttributeValues: {
        ...ofCustomer.ExpressionAttributeValues,
        ':from': { S: '2026-01-01#005' },
        ':to': { S: '2026-01-01#010' },
        ':one': { N: '7' },
        ':or': { S: 'or' },
      },
    });
    expect(answer).toEqual({ Items: ['10', '9', '8'].map((N) => ({ version: { N } })), Count: 3, ScannedCount: 6 });
  });

  test('ends its page at 1 MB, counted in bytes of UTF-8', async () => {
    const table = await recordTable();
    await placeOrders(table, 12, 0, { notes: { S: '理'.repeat(50_000) } });
    const pages = await allPages(table, newestFirst);
    expect(pages.map((page) => page.length)).toEqual([7, 5]);
    expect(new Set(pages.flat()).size).toBe(12);
  });

  test('sees what is committed when it starts, and none of a cancelled transaction', async () => {
    const table = await recordTable();
    const put = (id: string) => ({
      Put: { TableName, Item: inIndex(id), ConditionExpression: 'attribute_not_exists(PK)' },
    });
    await table.call('TransactWriteItems', { TransactItems: [put('001')] });
    const query = table.call('Query', newestFirst);
    const cancelled = failureOf(table.call('TransactWriteItems', { TransactItems: [put('002'), put('001')] }));
    expect(ids(await query)).toEqual(['ORDER#001']);
    expect(await cancelled).toMatchObject({ code: 'TransactionCanceledException' });
    expect(ids(await table.call('Query', newestFirst))).toEqual(['ORDER#001']);
  });

  test('that the service would refuse is refused', async () => {
    const { call } = await recordTable();
    expect(await failureOf(call('Query', { ...ofCustomer, ConsistentRead: true }))).toMatchObject({
      code: 'ValidationException',
      message: 'Consistent reads are not supported on global secondary indexes',
    });
    expect(await failureOf(call('Query', { ...ofCustomer, IndexName: 'GSI9' }))).toMatchObject({
      code: 'ValidationException',
      message: 'The table does not have the specified index: GSI9',
    });
    expect(await failureOf(call('Query', { ...ofCustomer, TableName: 'elsewhere' }))).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});

function inIndex(id: string, attributes: Item = {}): Item {
  const GSI1 = { GSI1PK: { S: 'CUSTOMER#1' }, GSI1SK: { S: `2026-01-01#${id}` } };
  return order(id, { ...GSI1, version: { N: String(Number(id)) }, ...attributes });
}

async function placeOrders({ call }: RecordTable, count: number, from = 0, attributes: Item = {}): Promise<void> {
  for (let i = from; i < from + count; i++) {
    await call('PutItem', { Item: inIndex(String(i).padStart(3, '0'), attributes) });
  }
}

async function allPages({ call }: RecordTable, query: Record<string, unknown>): Promise<string[][]> {
  const pages: string[][] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page = await call('Query', { ...query, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) });
    pages.push(ids(page));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return pages;
}

function ids({ Items }: Record<string, unknown>): string[] {
  return (Items as Item[]).map(({ PK }) => PK?.S ?? '');
}
