import { describe, expect, test } from '@jest/globals';
import { failureOf, keyOf, order, recordTable, TableName } from './record-table.ts';

const increment = {
  TransactItems: [
    {
      Update: {
        TableName,
        Key: keyOf('COUNTER'),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    },
  ],
};
const withToken = { ...increment, ClientRequestToken: 'token-1' };
const NINE_MINUTES = 9 * 60_000;

describe('a transaction with a client request token', () => {
  test('takes effect once, also when both requests are under way together', async () => {
    const { call, item, records } = await recordTable();
    await Promise.all([call('TransactWriteItems', withToken), call('TransactWriteItems', withToken)]);
    expect(await call('TransactWriteItems', withToken)).toEqual({});
    expect(await item('COUNTER')).toMatchObject({ n: { N: '1' } });
    expect(records).toHaveLength(1);
  });

  test('takes effect at each request with another token or none', async () => {
    const { call, item } = await recordTable();
    for (const ClientRequestToken of ['token-1', 'token-2', undefined, undefined]) {
      await call('TransactWriteItems', { ...increment, ClientRequestToken });
    }
    expect(await item('COUNTER')).toMatchObject({ n: { N: '4' } });
  });

  test('is refused with a different body', async () => {
    const { call, item } = await recordTable();
    await call('TransactWriteItems', withToken);
    const TransactItems = [{ Put: { TableName, Item: order('1') } }];
    const error = await failureOf(call('TransactWriteItems', { TransactItems, ClientRequestToken: 'token-1' }));
    expect(error).toMatchObject({ code: 'IdempotentParameterMismatchException', statusCode: 400 });
    expect(await item('ORDER#1')).toBeUndefined();
  });

  test('is remembered for ten minutes', async () => {
    const { call, item, clock } = await recordTable();
    await call('TransactWriteItems', withToken);
    await clock.advance(NINE_MINUTES);
    await call('TransactWriteItems', withToken);
    expect(await item('COUNTER')).toMatchObject({ n: { N: '1' } });
    await clock.advance(2 * 60_000);
    await call('TransactWriteItems', withToken);
    expect(await item('COUNTER')).toMatchObject({ n: { N: '2' } });
  });

  test('can be tried again when it was cancelled', async () => {
    const { call, item } = await recordTable();
    const Put = { TableName, Item: order('2'), ConditionExpression: 'attribute_not_exists(PK)' };
    const request = { TransactItems: [{ Put }], ClientRequestToken: 'token-3' };
    await call('PutItem', { Item: order('2') });
    expect(await failureOf(call('TransactWriteItems', request))).toMatchObject({
      code: 'TransactionCanceledException',
    });
    await call('DeleteItem', { Key: keyOf('ORDER#2') });
    await call('TransactWriteItems', request);
    expect(await item('ORDER#2')).toEqual(order('2'));
  });

  test('may have 36 characters', async () => {
    const { call } = await recordTable();
    const request = { ...increment, ClientRequestToken: 'x'.repeat(37) };
    expect(await failureOf(call('TransactWriteItems', request))).toMatchObject({ code: 'ValidationException' });
  });
});
