import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Item } from '../../dynamodb/attribute-values.ts';
import type { StreamRecord } from '../../dynamodb/dynamodb.ts';
import { keyOf, order, recordTable, TableName } from './record-table.ts';

describe('the stream of a table', () => {
  test('tells each change with the images before and after', async () => {
    const { call, records, clock } = await recordTable();
    const before = order('1');
    const after = order('1', { status: { S: 'PAID' } });
    await call('PutItem', { Item: before });
    await call('PutItem', { Item: after });
    await call('DeleteItem', { Key: keyOf('ORDER#1') });
    expect(records.map(({ eventName, dynamodb: { OldImage, NewImage } }) => [eventName, OldImage, NewImage])).toEqual([
      ['INSERT', undefined, before],
      ['MODIFY', before, after],
      ['REMOVE', after, undefined],
    ]);
    expect(records[1]).toMatchObject({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-central-1',
      eventSourceARN: expect.stringMatching(
        /^arn:aws:dynamodb:eu-central-1:111122223333:table\/records\/stream\/\d{4}-/,
      ),
      dynamodb: { Keys: keyOf('ORDER#1'), StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    const seconds = records[2]?.dynamodb.ApproximateCreationDateTime ?? 0;
    expect(Math.abs(seconds - clock.now() / 1000)).toBeLessThan(60);
    expect(records[2]).not.toHaveProperty('userIdentity');
  });

  test('is silent about a write that changes nothing', async () => {
    const { call, records } = await recordTable();
    const item = order('1', { tags: { SS: ['a', 'b'] }, parts: { L: [{ M: { n: { N: '1.0' } } }] } });
    await call('PutItem', { Item: item });
    await call('PutItem', { Item: { ...item, tags: { SS: ['b', 'a'] }, parts: { L: [{ M: { n: { N: '1' } } }] } } });
    const ExpressionAttributeValues = { ':version': { N: '1' } };
    const same = { UpdateExpression: 'SET version = :version REMOVE nothing', ExpressionAttributeValues };
    await call('UpdateItem', { Key: keyOf('ORDER#1'), ...same });
    await call('DeleteItem', { Key: keyOf('ORDER#2') });
    const TransactItems = [{ Update: { TableName, Key: keyOf('ORDER#1'), ...same } }];
    await call('TransactWriteItems', { TransactItems });
    await call('BatchWriteItem', { RequestItems: { records: [{ PutRequest: { Item: item } }] } });
    expect(records).toHaveLength(1);
  });

  test('tells a list in another order, or a longer one, from the list before', async () => {
    const { call, records } = await recordTable();
    for (const list of ['ab', 'ba', 'bac']) {
      await call('PutItem', { Item: order('1', { parts: { L: [...list].map((S) => ({ S })) } }) });
    }
    expect(records).toHaveLength(3);
  });

  test('delivers before the write is answered, and after it can be read', async () => {
    const { dynamoDb, call, item } = await recordTable();
    const seen: Promise<Item | undefined>[] = [];
    dynamoDb.onStreamRecord(TableName, () => seen.push(item('ORDER#1')));
    const written = call('PutItem', { Item: order('1') });
    expect(seen).toHaveLength(1);
    expect(await seen[0]).toEqual(order('1'));
    await written;
  });

  test('keeps its order for every listener when one of them writes in the middle of a transaction', async () => {
    const { dynamoDb, call } = await recordTable();
    const answers: Promise<unknown>[] = [];
    const resolve = { Key: keyOf('ORDER#2'), UpdateExpression: 'REMOVE entity' };
    dynamoDb.onStreamRecord(TableName, ({ eventName, dynamodb }) => {
      if (eventName === 'INSERT' && dynamodb.Keys.PK?.S === 'ORDER#1') answers.push(call('UpdateItem', resolve));
    });
    const records: string[] = [];
    dynamoDb.onStreamRecord(TableName, ({ eventName, dynamodb }) => {
      records.push(`${eventName} ${dynamodb.Keys.PK?.S}`);
    });
    const TransactItems = ['1', '2'].map((id) => ({ Put: { TableName, Item: order(id) } }));
    await call('TransactWriteItems', { TransactItems });
    await Promise.all(answers);
    expect(records).toEqual(['INSERT ORDER#1', 'INSERT ORDER#2', 'MODIFY ORDER#2']);
  });

  test('replays to the very table, in order per item, whatever writers do at the same time', async () => {
    const id = fc.integer({ min: 0, max: 4 }).map(String);
    const value = fc.integer({ min: 0, max: 2 }).map(String);
    const write = fc.oneof(
      fc.record({ kind: fc.constantFrom('PutItem', 'UpdateItem', 'DeleteItem'), id, value }),
      fc.record({
        kind: fc.constantFrom('TransactWriteItems', 'BatchWriteItem'),
        ids: fc.uniqueArray(id, { minLength: 1 }),
        value,
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 60 }), async (writes) => {
        const { call, records } = await recordTable();
        await Promise.allSettled(writes.map((one) => call(one.kind, inputOf(one))));
        const { Items } = await call('Scan');
        expect(replay(records)).toEqual(sorted(Items as Item[]));
        const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
        expect(numbers).toEqual([...new Set(numbers)].sort());
      }),
      { numRuns: 100 },
    );
  });
});

type Write = { kind: string; value: string; id?: string; ids?: string[] };

/** Single writes are conditional on the value being another one, so that some of them fail. */
function inputOf({ kind, id = '', ids = [], value }: Write): Record<string, unknown> {
  const item = (one: string) => order(one, { value: { N: value } });
  const values = { ExpressionAttributeNames: { '#v': 'value' }, ExpressionAttributeValues: { ':value': { N: value } } };
  const condition = { ConditionExpression: '#v <> :value', ...values };
  const set = { UpdateExpression: 'SET #v = :value', ...values };
  const Key = keyOf(`ORDER#${id}`);
  switch (kind) {
    case 'PutItem':
      return { Item: item(id), ...condition };
    case 'UpdateItem':
      return { Key, ...set };
    case 'DeleteItem':
      return { Key, ...condition };
    case 'BatchWriteItem':
      return { RequestItems: { records: ids.map((one) => ({ PutRequest: { Item: item(one) } })) } };
    default:
      return { TransactItems: ids.map((one) => ({ Put: { TableName, Item: item(one), ...condition } })) };
  }
}

/** Applies the records to an empty table; each must find the item as the one before has left it. */
function replay(records: readonly StreamRecord[]): Item[] {
  const items = new Map<string, Item>();
  for (const { eventName, dynamodb } of records) {
    const key = JSON.stringify(dynamodb.Keys);
    expect(dynamodb.OldImage).toEqual(items.get(key));
    if (eventName === 'REMOVE') items.delete(key);
    else if (dynamodb.NewImage) items.set(key, dynamodb.NewImage);
  }
  return sorted([...items.values()]);
}

function sorted(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => ((one.PK?.S ?? '') < (other.PK?.S ?? '') ? -1 : 1));
}
