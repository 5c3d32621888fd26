import { type DynamoDbCase, failure } from '../conformance-case.ts';

export const items: readonly DynamoDbCase[] = [
  {
    name: 'an item keeps numbers, texts, binaries, lists, maps, sets, booleans and null',
    run: async (table) => {
      await table.put('a', {
        n: -12.5,
        s: '理赔',
        b: new Uint8Array([0, 255]),
        l: [1, 'x', [true]],
        m: { deep: { er: null } },
        ss: new Set(['b', 'a']),
        ns: new Set([2, 1]),
        yes: true,
        empty: '',
        none: [],
      });
      return table.get('a');
    },
    expected: {
      n: -12.5,
      s: '理赔',
      b: { bytes: 'AP8=' },
      l: [1, 'x', [true]],
      m: { deep: { er: null } },
      ss: { set: ['a', 'b'] },
      ns: { set: [1, 2] },
      yes: true,
      empty: '',
      none: [],
    },
  },
  {
    name: 'a put replaces the whole item and returns the old one if asked',
    run: async (table) => {
      await table.put('a', { one: 1, two: 2 });
      const { Attributes } = await table.put('a', { three: 3 }, { ReturnValues: 'ALL_OLD' });
      return { old: Attributes, now: await table.get('a') };
    },
    expected: { old: { PK: 'a', SK: 'A', one: 1, two: 2 }, now: { three: 3 } },
  },
  {
    name: 'a get of what is not there has no item',
    run: async (table) => ({ item: (await table.get('nothing')) ?? 'none' }),
    expected: { item: 'none' },
  },
  {
    name: 'a get takes a projection, nested paths and list indexes included',
    run: async (table) => {
      await table.put('a', { m: { x: 1, y: 2 }, l: [10, 20, 30], s: 'not this' });
      const { Item } = await table.doc.get({
        TableName: table.TableName,
        Key: table.key('a'),
        ProjectionExpression: '#m.x, l[1]',
        ExpressionAttributeNames: { '#m': 'm' },
      });
      return Item;
    },
    expected: { m: { x: 1 }, l: [20] },
  },
  {
    name: 'a delete returns what was there, and is no error where nothing was',
    run: async (table) => {
      await table.put('a', { n: 1 });
      const first = await table.remove('a', { ReturnValues: 'ALL_OLD' });
      const second = await table.remove('a', { ReturnValues: 'ALL_OLD' });
      return { first: first.Attributes, second: second.Attributes ?? 'none' };
    },
    expected: { first: { PK: 'a', SK: 'A', n: 1 }, second: 'none' },
  },
  {
    name: 'a key of the wrong type, an incomplete key and an empty key are refused',
    run: async (table) => ({
      type: await failure(table.doc.get({ TableName: table.TableName, Key: { PK: 1, SK: 'A' } })),
      incomplete: await failure(table.doc.get({ TableName: table.TableName, Key: { PK: 'a' } })),
      empty: await failure(table.doc.put({ TableName: table.TableName, Item: { PK: '', SK: 'A' } })),
    }),
    expected: {
      type: { error: 'ValidationException' },
      incomplete: { error: 'ValidationException' },
      empty: { error: 'ValidationException' },
    },
  },
  {
    name: 'an index key of the wrong type is refused',
    run: async (table) => failure(table.put('a', { GSI1PK: 1 })),
    expected: { error: 'ValidationException' },
  },
  {
    name: 'an item of more than 400 KB is refused',
    run: async (table) => ({
      fits: await failure(table.put('a', { text: 'x'.repeat(409_000) })),
      tooLarge: await failure(table.put('b', { text: 'x'.repeat(410_000) })),
      inBytes: await failure(table.put('c', { text: '理'.repeat(140_000) })),
    }),
    expected: {
      fits: { succeeded: true },
      tooLarge: { error: 'ValidationException' },
      inBytes: { error: 'ValidationException' },
    },
  },
  {
    name: 'a table that is not there is named as such',
    run: async (table) => failure(table.doc.get({ TableName: `${table.TableName}-no`, Key: table.key('a') })),
    expected: { error: 'ResourceNotFoundException' },
  },
  {
    name: 'a batch writes and deletes, and a batch reads what is there',
    run: async (table) => {
      await table.put('gone', { n: 0 });
      const requests = [
        { DeleteRequest: { Key: table.key('gone') } },
        ...['a', 'b'].map((id) => ({ PutRequest: { Item: table.item(id, { id }) } })),
      ];
      const { UnprocessedItems } = await table.doc.batchWrite({ RequestItems: { [table.TableName]: requests } });
      const Keys = ['gone', 'a', 'b'].map((id) => table.key(id));
      const { Responses } = await table.doc.batchGet({ RequestItems: { [table.TableName]: { Keys } } });
      const found = (Responses?.[table.TableName] ?? []).map(({ id }) => String(id)).sort();
      return { unprocessed: UnprocessedItems, found };
    },
    expected: { unprocessed: {}, found: ['a', 'b'] },
  },
  {
    name: 'a batch of 26 writes, or with one key twice, is refused',
    run: async (table) => {
      const write = (ids: readonly string[]) =>
        table.doc.batchWrite({
          RequestItems: { [table.TableName]: ids.map((id) => ({ PutRequest: { Item: table.item(id) } })) },
        });
      return {
        many: await failure(write(Array.from({ length: 26 }, (_, index) => `i${index}`))),
        twice: await failure(write(['a', 'a'])),
      };
    },
    expected: { many: { error: 'ValidationException' }, twice: { error: 'ValidationException' } },
  },
];
