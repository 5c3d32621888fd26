import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../../functions/platform/record/conflict.ts';
import { dynamoTable, type Table, type Write } from '../../../functions/platform/record/table.ts';
import { inProcess, type TestTable, testTable } from '../../support/table.ts';

const parcel = (record: object, SK = 'PARCEL') => ({
  ...{ PK: 'PARCEL#p1', SK, entity: 'parcel', GSI1PK: 'OWNER#wang', GSI1SK: 'p1' },
  record: { version: 1, ...record },
});
const key = { PK: 'PARCEL#p1', SK: 'PARCEL' };
const refused = (conflict: Write['conflict']) => expect.objectContaining({ name: 'Conflict', code: conflict });

let store: TestTable;
let asked: { action: string; input: Record<string, unknown> }[];
/** What happens after the table has done what it was asked, before its answer arrives. */
let meanwhile: (() => unknown)[];
let table: Table;

beforeEach(async () => {
  store = await testTable();
  asked = [];
  meanwhile = [];
  table = dynamoTable('careline', clientOf(store));
});

describe('a single write', () => {
  const known = parcel({ owner: 'wang' });
  const writes: [string, Write, Write | undefined][] = [
    ['new', { create: known, conflict: 'already-exists' }, undefined],
    ['changed', { replace: parcel({ version: 2 }), read: 1, conflict: 'already-exists' }, { create: known }],
    [
      'woken',
      { replace: parcel({ version: 2 }), read: 1, due: 'noon', conflict: 'already-exists' },
      { create: parcel({ wakeAt: 'noon' }) },
    ],
    ['put', { put: known }, undefined],
  ];

  test.each(writes)('of what is %s is a PutItem, and no index shows the id of its change', async (_, write, before) => {
    if (before) await table.commit([before]);
    asked.length = 0;
    await table.commit([write]);
    expect(asked.map(({ action }) => action)).toEqual(['PutItem']);
    const { items } = await table.query({ index: 'GSI1', partition: 'OWNER#wang' });
    expect(items).toEqual([expect.not.objectContaining({ change: expect.anything() })]);
  });

  test.each(writes)('of what is %s, whose answer is lost, takes effect once', async (_, write, before) => {
    if (before) await table.commit([before]);
    store.streamRecords.length = 0;
    asked.length = 0;
    meanwhile.push(connectionLost);
    await table.commit([write]);
    expect(asked.map(({ action }) => action)).toEqual(['PutItem', 'PutItem']);
    expect(asked[0]?.input).toEqual(asked[1]?.input);
    expect(store.streamRecords).toHaveLength(1);
  });

  test.each(writes.slice(0, 3))('of what is %s conflicts where somebody else wrote first', async (_, write) => {
    await table.commit([{ create: parcel({ version: 7, owner: 'li' }) }]);
    await expect(table.commit([write])).rejects.toEqual(refused('already-exists'));
    expect((await table.get(key))?.record).toEqual({ version: 7, owner: 'li' });
    const { conflict, ...again } = write;
    await expect(table.commit([again])).rejects.toEqual(refused(undefined));
  });

  test('of the very same item by two callers is one write and one conflict', async () => {
    const both = await Promise.allSettled([1, 2].map(() => table.commit([{ create: known }])));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('conflicts where it was overwritten before its lost answer was asked for again', async () => {
    meanwhile.push(async () => {
      await table.commit([{ replace: parcel({ version: 2 }), read: 1 }]);
      throw connectionReset();
    });
    await expect(table.commit([{ create: known, conflict: 'already-exists' }])).rejects.toBeInstanceOf(Conflict);
    expect((await table.get(key))?.record).toEqual({ version: 2 });
  });

  test('that meets a transaction under way is decided again', async () => {
    const busy = failing('TransactionConflictException');
    await expect(busy.commit([{ create: known, conflict: 'already-exists' }])).rejects.toEqual(refused(undefined));
  });

  test('that fails otherwise is no conflict', async () => {
    const wrong = failing('ValidationException');
    await expect(wrong.commit([{ create: known }])).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('several writes', () => {
  const two: Write[] = [{ create: parcel({}) }, { create: parcel({}, 'LABEL'), conflict: 'already-exists' }];

  test('are one transaction, which a lost answer does not repeat, and carry no id of a change', async () => {
    meanwhile.push(connectionLost);
    await table.commit(two);
    expect(asked.map(({ action }) => action)).toEqual(['TransactWriteItems', 'TransactWriteItems']);
    expect(store.streamRecords).toHaveLength(2);
    expect(await table.get(key)).not.toHaveProperty('change');
  });

  test('are all refused for one that conflicts', async () => {
    await table.commit([{ create: parcel({}, 'LABEL') }]);
    await expect(table.commit(two)).rejects.toEqual(refused('already-exists'));
    expect(await table.get(key)).toBeUndefined();
  });
});

test('no write asks for nothing', async () => {
  await table.commit([]);
  expect(asked).toEqual([]);
});

/** The SDK's own client with its own retries; what it asks is carried out, and then `meanwhile` happens to the answer. */
function clientOf({ db }: TestTable): DynamoDBClient {
  const carryOut = async (action: string, input: Record<string, unknown>) => {
    asked.push({ action, input });
    const answer = await db.call(action, input);
    await meanwhile.shift()?.();
    return answer;
  };
  return new DynamoDBClient({ ...account, requestHandler: inProcess(carryOut) });
}

/** A table that refuses everything by that error. */
function failing(name: string): Table {
  const body = Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no' }));
  const response = { statusCode: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
  return dynamoTable(
    'careline',
    new DynamoDBClient({ ...account, requestHandler: { handle: async () => ({ response }) } }),
  );
}

const account = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const connectionReset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const connectionLost = () => {
  throw connectionReset();
};
