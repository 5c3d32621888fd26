import { describe, expect, test } from '@jest/globals';
import { failureOf, keyOf, order, recordTable, TableName } from './record-table.ts';

const exists = { ConditionExpression: 'attribute_exists(PK)' };
const notThere = { ConditionExpression: 'attribute_not_exists(PK)' };
const put = (id: string, more: object = {}) => ({ Put: { TableName, Item: order(id), ...more } });
const check = (id: string, more: object = {}) => ({
  ConditionCheck: { TableName, Key: keyOf(`ORDER#${id}`), ...exists, ...more },
});
const update = (id: string, UpdateExpression: string, more: object = {}) => ({
  Update: { TableName, Key: keyOf(`ORDER#${id}`), UpdateExpression, ...more },
});
const remove = (id: string, more: object = {}) => ({ Delete: { TableName, Key: keyOf(`ORDER#${id}`), ...more } });

describe('a transaction', () => {
  test('puts, updates, deletes and checks in one commit', async () => {
    const { call, item, records } = await recordTable();
    await call('TransactWriteItems', { TransactItems: [put('1'), put('2'), put('3')] });
    const paid = {
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':paid': { S: 'PAID' } },
    };
    const TransactItems = [put('4', notThere), update('1', 'SET #s = :paid', paid), remove('2', exists), check('3')];
    expect(await call('TransactWriteItems', { TransactItems })).toEqual({});
    expect(await item('ORDER#1')).toEqual(order('1', { status: { S: 'PAID' } }));
    expect(await item('ORDER#2')).toBeUndefined();
    expect(await item('ORDER#4')).toEqual(order('4'));
    expect(records.slice(3).map(({ eventName, dynamodb }) => [eventName, dynamodb.Keys.PK?.S])).toEqual([
      ['INSERT', 'ORDER#4'],
      ['MODIFY', 'ORDER#1'],
      ['REMOVE', 'ORDER#2'],
    ]);
  });

  test('with a failed condition writes nothing, and names the reasons in the order of its actions', async () => {
    const { call, item, records } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const TransactItems = [put('2'), put('1', notThere), check('9'), remove('3')];
    const error = await failureOf(call('TransactWriteItems', { TransactItems }));
    const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
    expect(error).toMatchObject({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, None]',
      statusCode: 400,
      details: { CancellationReasons: [{ Code: 'None' }, failed, failed, { Code: 'None' }] },
    });
    expect(await item('ORDER#2')).toBeUndefined();
    expect(records).toHaveLength(1);
    const { Count } = await call('Scan');
    expect(Count).toBe(1);
  });

  test('hands back the items that failed their conditions, where asked to', async () => {
    const { call } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const asked = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const TransactItems = [put('1', { ...notThere, ...asked }), check('9', asked), check('8')];
    const error = await failureOf(call('TransactWriteItems', { TransactItems }));
    const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
    expect(error).toMatchObject({
      details: { CancellationReasons: [{ ...failed, Item: order('1') }, failed, failed] },
    });
    expect(error).not.toHaveProperty('details.CancellationReasons.1.Item');
  });

  test('reports what is invalid for an item as the reason of that action', async () => {
    const { call, item } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const one = { ExpressionAttributeValues: { ':one': { N: '1' } } };
    const TransactItems = [
      put('2'),
      update('1', 'SET version = entity + :one', one),
      { Delete: { TableName, Key: { PK: { S: 'ORDER#3' } } } },
    ];
    expect(await failureOf(call('TransactWriteItems', { TransactItems }))).toMatchObject({
      code: 'TransactionCanceledException',
      details: {
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
          { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
        ],
      },
    });
    expect(await item('ORDER#2')).toBeUndefined();
  });

  test.each([
    ['a check and a put', [check('1'), put('1')]],
    ['two updates', [update('1', 'REMOVE entity'), update('1', 'REMOVE version')]],
  ])('cannot hold %s of the same item', async (_case, TransactItems) => {
    const { call } = await recordTable();
    await call('PutItem', { Item: order('1') });
    expect(await failureOf(call('TransactWriteItems', { TransactItems }))).toMatchObject({
      code: 'ValidationException',
      message: 'Transaction request cannot include multiple operations on one item',
    });
  });

  test.each([
    ['no action', [], /Member must have length greater than or equal to 1$/],
    [
      '101 actions',
      Array.from({ length: 101 }, (_, i) => put(`${i}`)),
      /Member must have length less than or equal to 100$/,
    ],
    [
      'two kinds in one',
      [{ ...put('1'), ...remove('1') }],
      /^TransactItems can only contain one of Check, Put, Update or Delete$/,
    ],
    [
      'a check of nothing',
      [check('1', { ConditionExpression: undefined })],
      /at 'transactItems.1.member.conditionCheck.conditionExpression' .*must not be null$/,
    ],
    [
      'an update of nothing',
      [{ Update: { TableName, Key: keyOf('1') } }],
      /at 'transactItems.1.member.update.updateExpression' .*must not be null$/,
    ],
    [
      'an unknown return value',
      [put('1', { ReturnValuesOnConditionCheckFailure: 'ALL_NEW' })],
      /enum value set: \[ALL_OLD, NONE\]$/,
    ],
    [
      'a malformed expression',
      [put('1', { ConditionExpression: 'PK =' })],
      /^Invalid ConditionExpression: Syntax error/,
    ],
    [
      'an unused value',
      [put('1', { ...notThere, ExpressionAttributeValues: { ':x': { S: 'x' } } })],
      /unused in expressions/,
    ],
    [
      'more than 4 MB',
      Array.from({ length: 11 }, (_, i) => put(`${i}`, { Item: order(`${i}`, { notes: { S: 'x'.repeat(400_000) } }) })),
      /exceeds 4 MB$/,
    ],
  ])('with %s is refused as a whole', async (_case, TransactItems, message) => {
    const { call, records } = await recordTable();
    const error = await failureOf(call('TransactWriteItems', { TransactItems }));
    expect(error).toMatchObject({ code: 'ValidationException', message: expect.stringMatching(message) });
    expect(records).toHaveLength(0);
  });

  test('to an unknown table is refused as a whole', async () => {
    const { call } = await recordTable();
    const TransactItems = [put('1', { TableName: 'elsewhere' })];
    expect(await failureOf(call('TransactWriteItems', { TransactItems }))).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('is isolated: of twenty that move the same version on, each sees the one before', async () => {
    const { call, item } = await recordTable();
    await call('PutItem', { Item: order('1') });
    const moveOn = async (id: number): Promise<void> => {
      const version = (await item('ORDER#1'))?.version ?? { N: '0' };
      const next = {
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':seen': version, ':one': { N: '1' } },
      };
      const TransactItems = [update('1', 'SET version = version + :one', next), put(`event-${id}`, notThere)];
      await call('TransactWriteItems', { TransactItems }).catch((error: Error) => {
        if (error.name !== 'TransactionCanceledException') throw error;
        return moveOn(id);
      });
    };
    await Promise.all(Array.from({ length: 20 }, (_, id) => moveOn(id)));
    expect(await item('ORDER#1')).toMatchObject({ version: { N: '21' } });
    expect((await call('Scan')).Count).toBe(21);
  });
});

describe('a transactional read', () => {
  test('answers in the order of its keys, with nothing for what is not there', async () => {
    const { call } = await recordTable();
    await call('TransactWriteItems', { TransactItems: [put('1'), put('2')] });
    const get = (id: string, more = {}) => ({ Get: { TableName, Key: keyOf(`ORDER#${id}`), ...more } });
    const TransactItems = [get('2', { ProjectionExpression: 'entity' }), get('9'), get('1')];
    expect(await call('TransactGetItems', { TransactItems })).toEqual({
      Responses: [{ Item: { entity: { S: 'order' } } }, {}, { Item: order('1') }],
    });
  });

  test('with a wrong key is cancelled', async () => {
    const { call } = await recordTable();
    const TransactItems = [{ Get: { TableName, Key: { PK: { S: 'ORDER#1' } } } }];
    expect(await failureOf(call('TransactGetItems', { TransactItems }))).toMatchObject({
      code: 'TransactionCanceledException',
      details: { CancellationReasons: [{ Code: 'ValidationError' }] },
    });
  });
});
