import { describe, expect, test } from '@jest/globals';
import { failureOf, keyOf, order, recordTable } from './record-table.ts';

const notThere = { ConditionExpression: 'attribute_not_exists(PK)' };
const versionTwo = {
  ConditionExpression: 'version = :two',
  ExpressionAttributeValues: { ':two': { N: '2' } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};

describe('a conditional write', () => {
  test('that fails is ConditionalCheckFailedException and changes nothing', async () => {
    const { call, item, records } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const error = await failureOf(call('PutItem', { Item: order('1', { status: { S: 'PAID' } }), ...notThere }));
    expect(error).toMatchObject({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      statusCode: 400,
      details: {},
    });
    expect(await item('ORDER#1')).toEqual(order('1'));
    expect(records).toHaveLength(1);
  });

  test.each([
    ['PutItem', { Item: order('1', { status: { S: 'PAID' } }) }],
    ['DeleteItem', { Key: keyOf('ORDER#1') }],
    ['UpdateItem', { Key: keyOf('ORDER#1'), UpdateExpression: 'REMOVE entity' }],
  ])('%s hands back the item as it is, when asked to', async (action, input) => {
    const { call } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const error = await failureOf(call(action, { ...input, ...versionTwo }));
    expect(error).toMatchObject({ code: 'ConditionalCheckFailedException', details: { Item: order('1') } });
  });

  test('has no item to hand back when there is none', async () => {
    const { call } = await recordTable();
    const error = await failureOf(call('DeleteItem', { Key: keyOf('ORDER#1'), ...versionTwo }));
    expect(error).toMatchObject({ code: 'ConditionalCheckFailedException', details: {} });
  });

  test('wins once among fifty at the same time', async () => {
    const { call, item, records } = await recordTable();
    const writers = Array.from({ length: 50 }, (_, writer) =>
      call('PutItem', { Item: order('1', { writer: { N: String(writer) } }), ...notThere }),
    );
    const outcomes = await Promise.allSettled(writers);
    const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
    expect(winners).toHaveLength(1);
    expect(await item('ORDER#1')).toMatchObject({ writer: { N: String(winners[0]) } });
    expect(records).toHaveLength(1);
  });

  test('counts every one of fifty increments at the same time', async () => {
    const { call, item } = await recordTable();
    const increment = {
      Key: keyOf('COUNTER'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await Promise.all(Array.from({ length: 50 }, () => call('UpdateItem', increment)));
    expect(await item('COUNTER')).toMatchObject({ n: { N: '50' } });
  });
});

describe('a write', () => {
  test('returns the old or the new attributes', async () => {
    const { call } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const update = {
      Key: keyOf('ORDER#1'),
      UpdateExpression: 'SET #s = :paid',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':paid': { S: 'PAID' } },
    };
    const paid = order('1', { status: { S: 'PAID' } });
    expect(await call('UpdateItem', { ...update, ReturnValues: 'UPDATED_OLD' })).toEqual({
      Attributes: { status: { S: 'OPEN' } },
    });
    expect(await call('UpdateItem', { ...update, ReturnValues: 'ALL_NEW' })).toEqual({ Attributes: paid });
    expect(await call('DeleteItem', { Key: keyOf('ORDER#1'), ReturnValues: 'ALL_OLD' })).toEqual({ Attributes: paid });
  });

  test('of more than 400 KB is refused, counted in bytes of UTF-8', async () => {
    const { call } = await recordTable();
    await call('PutItem', { Item: order('1', { notes: { S: '理'.repeat(130_000) } }) });
    for (const notes of [{ S: '理'.repeat(140_000) }, { S: 'x'.repeat(410_000) }]) {
      const error = await failureOf(call('PutItem', { Item: order('2', { notes }) }));
      expect(error).toMatchObject({
        code: 'ValidationException',
        message: 'Item size has exceeded the maximum allowed size',
      });
    }
  });

  test('cannot be changed through what was passed in or handed out', async () => {
    const { call, item } = await recordTable();
    const mine = { ...order('1'), tags: { L: [{ S: 'a' }] } };
    await call('PutItem', { Item: mine });
    mine.tags.L.push({ S: 'b' });
    expect(await item('ORDER#1')).toMatchObject({ tags: { L: [{ S: 'a' }] } });
    Object.assign((await item('ORDER#1')) ?? {}, { tags: { S: 'c' } });
    expect(await item('ORDER#1')).toMatchObject({ tags: { L: [{ S: 'a' }] } });
  });

  test('to an unknown table, with a wrong key, an empty value or a malformed expression is refused', async () => {
    const { call } = await recordTable();
    expect(await failureOf(call('PutItem', { TableName: 'elsewhere', Item: order('1') }))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
    expect(await failureOf(call('DeleteItem', { Key: { PK: { S: 'ORDER#1' } } }))).toMatchObject({
      code: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
    expect(await failureOf(call('PutItem', { Item: { ...order('1'), notes: null } }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(/^Supplied AttributeValue is empty/),
    });
    expect(
      await failureOf(call('DeleteItem', { Key: keyOf('ORDER#1'), ConditionExpression: 'attribute_exists(' })),
    ).toMatchObject({ code: 'ValidationException' });
  });
});

describe('a batch', () => {
  test('writes and reads many items', async () => {
    const { call, item, records } = await recordTable();
    await call('PutItem', { Item: order('0') });
    const requests = [
      { DeleteRequest: { Key: keyOf('ORDER#0') } },
      ...['1', '2'].map((id) => ({ PutRequest: { Item: order(id) } })),
    ];
    const written = await call('BatchWriteItem', { RequestItems: { records: requests } });
    expect(written).toEqual({ UnprocessedItems: {} });
    expect(await item('ORDER#0')).toBeUndefined();
    const Keys = ['0', '1', '2'].map((id) => keyOf(`ORDER#${id}`));
    const { Responses } = await call('BatchGetItem', { RequestItems: { records: { Keys } } });
    const { records: read } = Responses as { records: unknown[] };
    expect(read).toHaveLength(2);
    expect(read).toEqual(expect.arrayContaining([order('1'), order('2')]));
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'REMOVE', 'INSERT', 'INSERT']);
  });
});

test('what the sandbox does not support is refused by name', async () => {
  const { call } = await recordTable();
  expect(await failureOf(call('ExecuteStatement', {}))).toMatchObject({
    code: 'NotImplemented',
    message: 'NotImplemented: dynamodb:ExecuteStatement is not supported by the sandbox',
  });
});
