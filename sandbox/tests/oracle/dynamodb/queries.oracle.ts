import { type DynamoDbCase, failure } from '../conformance-case.ts';
import type { TableScope } from '../table-scope.ts';

const letters = ['a', 'b', 'ba', 'bb', 'c', 'd'];

/** The sort keys of all pages of a query, page by page. */
async function pages(table: TableScope, id: string, Limit: number, more: Record<string, unknown> = {}) {
  const found: unknown[][] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.doc.query({
      TableName: table.TableName,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': table.prefix + id },
      Limit,
      ...more,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    found.push((page.Items ?? []).map(({ SK }) => SK));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

/** An index is eventually consistent: asks until it holds what it should. */
async function indexed(table: TableScope, count: number, more: Record<string, unknown> = {}) {
  const query = () =>
    table.doc.query({
      TableName: table.TableName,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :pk',
      ExpressionAttributeValues: { ':pk': `${table.prefix}customer` },
      ...more,
    });
  for (let attempt = 0; attempt < 20; attempt++) {
    const { Items = [] } = await query();
    if (Items.length === count) return Items;
  }
  return (await query()).Items ?? [];
}

export const queries: readonly DynamoDbCase[] = [
  {
    name: 'a query takes ranges of sort keys, in order and back',
    run: async (table) => {
      await table.putSorted('p', letters);
      return {
        all: await table.sorts('p'),
        back: await table.sorts('p', '', {}, { ScanIndexForward: false }),
        prefix: await table.sorts('p', 'begins_with(SK, :b)', { ':b': 'b' }),
        between: await table.sorts('p', 'SK BETWEEN :a AND :b', { ':a': 'b', ':b': 'bb' }),
        above: await table.sorts('p', 'SK > :a', { ':a': 'bb' }),
        upTo: await table.sorts('p', 'SK <= :a', { ':a': 'b' }),
        one: await table.sorts('p', 'SK = :a', { ':a': 'c' }),
      };
    },
    expected: {
      all: letters,
      back: letters.toReversed(),
      prefix: ['b', 'ba', 'bb'],
      between: ['b', 'ba', 'bb'],
      above: ['c', 'd'],
      upTo: ['a', 'b'],
      one: ['c'],
    },
  },
  {
    name: 'sort keys are in the order of their UTF-8 bytes',
    run: async (table) => {
      const sorts = ['z', 'Z', 'é', '理', '1', '10', '2', '😀', '\uffee'];
      await table.putSorted('p', sorts);
      return table.sorts('p');
    },
    expected: ['1', '10', '2', 'Z', 'z', 'é', '理', '\uffee', '😀'],
  },
  {
    name: 'a query goes on where its page ended; a limit counts before the filter',
    run: async (table) => {
      await table.putSorted('p', letters, (sort) => ({ long: sort.length > 1 }));
      return {
        pages: await pages(table, 'p', 4),
        filtered: await pages(table, 'p', 2, {
          FilterExpression: '#long = :yes',
          ExpressionAttributeNames: { '#long': 'long' },
          ExpressionAttributeValues: { ':pk': `${table.prefix}p`, ':yes': true },
        }),
      };
    },
    expected: {
      pages: [
        ['a', 'b', 'ba', 'bb'],
        ['c', 'd'],
      ],
      filtered: [[], ['ba', 'bb'], [], []],
    },
  },
  {
    name: 'a query counts what it looked at and what it found',
    run: async (table) => {
      await table.putSorted('p', letters, (sort) => ({ n: sort.length }));
      const { Count, ScannedCount, Items } = await table.doc.query({
        TableName: table.TableName,
        KeyConditionExpression: 'PK = :pk',
        FilterExpression: 'n = :two',
        ExpressionAttributeValues: { ':pk': `${table.prefix}p`, ':two': 2 },
        Select: 'COUNT',
      });
      return { Count, ScannedCount, items: Items?.length ?? 0 };
    },
    expected: { Count: 2, ScannedCount: 6, items: 0 },
  },
  {
    name: 'an index orders by its own key, and holds only items that have it',
    run: async (table) => {
      const GSI1PK = `${table.prefix}customer`;
      await table.put('1', { GSI1PK, GSI1SK: '2026-03' });
      await table.put('2', { GSI1PK, GSI1SK: '2026-01' });
      await table.put('3', { GSI1PK, GSI1SK: '2026-02' });
      await table.put('4', { GSI1PK });
      const before = (await indexed(table, 3, { ScanIndexForward: false })).map(({ PK }) => PK);
      await table.update('1', 'REMOVE GSI1SK');
      await table.update('2', 'SET GSI1SK = :sk', { ':sk': '2026-09' });
      const after = (await indexed(table, 2, { ScanIndexForward: false })).map(({ PK }) => PK);
      return { before, after };
    },
    expected: { before: ['1', '3', '2'], after: ['2', '3'] },
  },
  {
    name: 'a consistent read of an index, an unknown index and a query without its key are refused',
    run: async (table) => {
      const query = (more: Record<string, unknown>) =>
        failure(
          table.doc.query({
            TableName: table.TableName,
            KeyConditionExpression: 'GSI1PK = :pk',
            ExpressionAttributeValues: { ':pk': 'x' },
            ...more,
          }),
        );
      return {
        consistent: await query({ IndexName: 'GSI1', ConsistentRead: true }),
        unknown: await query({ IndexName: 'GSI9' }),
        key: await query({}),
      };
    },
    expected: {
      consistent: { error: 'ValidationException' },
      unknown: { error: 'ValidationException' },
      key: { error: 'ValidationException' },
    },
  },
  {
    name: 'a page ends at 1 MB',
    run: async (table) => {
      await table.putSorted('p', ['1', '2', '3', '4', '5'], () => ({ text: 'x'.repeat(300_000) }));
      return (await pages(table, 'p', 100)).map((page) => page.length);
    },
    expected: [4, 1],
  },
  {
    name: 'a scan finds with a filter, in segments that are all of it',
    run: async (table) => {
      await table.putSorted('p', letters);
      const found: unknown[] = [];
      for (const Segment of [0, 1]) {
        const { Items = [] } = await table.doc.scan({
          TableName: table.TableName,
          FilterExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': `${table.prefix}p` },
          ConsistentRead: true,
          Segment,
          TotalSegments: 2,
        });
        found.push(...Items.map(({ SK }) => SK));
      }
      return found.map(String).sort();
    },
    expected: letters,
  },
];
