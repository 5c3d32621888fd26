import { describe, expect, test } from '@jest/globals';
import { carelineTable, claim, failureOf, keyOf } from './careline-table.ts';

const notThere = { ConditionExpression: 'attribute_not_exists(PK)' };
const versionTwo = {
  ConditionExpression: 'version = :two',
  ExpressionAttributeValues: { ':two': { N: '2' } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};

describe('a conditional write', () => {
  test('that fails is ConditionalCheckFailedException and changes nothing', async () => {
    const { call, item, records } = await carelineTable();
    await call('PutItem', { Item: claim('1') });
    const error = await failureOf(call('PutItem', { Item: claim('1', { status: { S: 'PAID' } }), ...notThere }));
    expect(error).toMatchObject({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      statusCode: 400,
      details: {},
    });
    expect(await item('CLAIM#1')).toEqual(claim('1'));
    expect(records).toHaveLength(1);
  });

  test.each([
    ['PutItem', { Item: claim('1', { status: { S: 'PAID' } }) }],
    ['DeleteItem', { Key: keyOf('CLAIM#1') }],
    ['UpdateItem', { Key: keyOf('CLAIM#1'), UpdateExpression: 'REMOVE entity' }],
  ])('%s hands back the item as it is, when asked to', async (action, input) => {
    const { call } = await carelineTable();
    await call('PutItem', { Item: claim('1') });
    const error = await failureOf(call(action, { ...input, ...versionTwo }));
    expect(error).toMatchObject({ code: 'ConditionalCheckFailedException', details: { Item: claim('1') } });
  });

  test('has no item to hand back when there is none', async () => {
    const { call } = await carelineTable();
    const error = await failureOf(call('DeleteItem', { Key: keyOf('CLAIM#1'), ...versionTwo }));
    expect(error).toMatchObject({ code: 'ConditionalCheckFailedException', details: {} });
  });

  test('wins once among fifty at the same time', async () => {
    const { call, item, records } = await carelineTable();
    const writers = Array.from({ length: 50 }, (_, writer) =>
      call('PutItem', { Item: claim('1', { writer: { N: String(writer) } }), ...notThere }),
    );
    const outcomes = await Promise.allSettled(writers);
    const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
    expect(winners).toHaveLength(1);
    expect(await item('CLAIM#1')).toMatchObject({ writer: { N: String(winners[0]) } });
    expect(records).toHaveLength(1);
  });

  test('counts every one of fifty increments at the same time', async () => {
    const { call, item } = await carelineTable();
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
    const { call } = await carelineTable();
    await call('PutItem', { Item: claim('1') });
    const update = {
      Key: keyOf('CLAIM#1'),
      UpdateExpression: 'SET #s = :paid',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':paid': { S: 'PAID' } },
    };
    const paid = claim('1', { status: { S: 'PAID' } });
    expect(await call('UpdateItem', { ...update, ReturnValues: 'UPDATED_OLD' })).toEqual({
      Attributes: { status: { S: 'OPEN' } },
    });
    expect(await call('UpdateItem', { ...update, ReturnValues: 'ALL_NEW' })).toEqual({ Attributes: paid });
    expect(await call('DeleteItem', { Key: keyOf('CLAIM#1'), ReturnValues: 'ALL_OLD' })).toEqual({ Attributes: paid });
  });

  test('of more than 400 KB is refused, counted in bytes of UTF-8', async () => {
    const { call } = await carelineTable();
    await call('PutItem', { Item: claim('1', { notes: { S: '理'.repeat(130_000) } }) });
    for (const notes of [{ S: '理'.repeat(140_000) }, { S: 'x'.repeat(410_000) }]) {
      const error = await failureOf(call('PutItem', { Item: claim('2', { notes }) }));
      expect(error).toMatchObject({
        code: 'ValidationException',
        message: 'Item size has exceeded the maximum allowed size',
      });
    }
  });

  test('cannot be changed through what was passed in or handed out', async () => {
    const { call, item } = await carelineTable();
    const mine = { ...claim('1'), tags: { L: [{ S: 'a' }] } };
    await call('PutItem', { Item: mine });
    mine.tags.L.push({ S: 'b' });
    expect(await item('CLAIM#1')).toMatchObject({ tags: { L: [{ S: 'a' }] } });
    expect(Object.isFrozen((await item('CLAIM#1'))?.tags)).toBe(true);
  });

  test('to an unknown table, with a wrong key, an empty value or a malformed expression is refused', async () => {
    const { call } = await carelineTable();
    expect(await failureOf(call('PutItem', { TableName: 'elsewhere', Item: claim('1') }))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
    expect(await failureOf(call('DeleteItem', { Key: { PK: { S: 'CLAIM#1' } } }))).toMatchObject({
      code: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
    expect(await failureOf(call('PutItem', { Item: { ...claim('1'), notes: null } }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(/^Supplied AttributeValue is empty/),
    });
    expect(
      await failureOf(call('DeleteItem', { Key: keyOf('CLAIM#1'), ConditionExpression: 'attribute_exists(' })),
    ).toMatchObject({ code: 'ValidationException' });
  });
});

describe('a batch', () => {
  test('writes and reads many items', async () => {
    const { call, item, records } = await carelineTable();
    await call('PutItem', { Item: claim('0') });
    const requests = [
      { DeleteRequest: { Key: keyOf('CLAIM#0') } },
      ...['1', '2'].map((id) => ({ PutRequest: { Item: claim(id) } })),
    ];
    const written = await call('BatchWriteItem', { RequestItems: { careline: requests } });
    expect(written).toEqual({ UnprocessedItems: {} });
    expect(await item('CLAIM#0')).toBeUndefined();
    const Keys = ['0', '1', '2'].map((id) => keyOf(`CLAIM#${id}`));
    const { Responses } = await call('BatchGetItem', { RequestItems: { careline: { Keys } } });
    const { careline } = Responses as { careline: unknown[] };
    expect(careline).toHaveLength(2);
    expect(careline).toEqual(expect.arrayContaining([claim('1'), claim('2')]));
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'REMOVE', 'INSERT', 'INSERT']);
  });
});

test('what the sandbox does not support is refused by name', async () => {
  const { call } = await carelineTable();
  expect(await failureOf(call('ExecuteStatement', {}))).toMatchObject({
    code: 'NotImplemented',
    message: 'NotImplemented: dynamodb:ExecuteStatement is not supported by the sandbox',
  });
});
