import { describe, expect, test } from '@jest/globals';
import { createRecords, failureOf, keyOf, order, recordTable, TableName } from './record-table.ts';

describe('a table', () => {
  test('is described with its stream, its indexes and the number of its items', async () => {
    const { call } = await recordTable();
    await call('PutItem', { Item: order('1') });
    expect(await call('DescribeTable')).toMatchObject({
      Table: {
        TableName,
        TableArn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/records',
        TableStatus: 'ACTIVE',
        ItemCount: 1,
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        LatestStreamArn: expect.stringContaining('table/records/stream/'),
        GlobalSecondaryIndexes: [
          { IndexName: 'GSI1', IndexStatus: 'ACTIVE' },
          { IndexName: 'GSI2', IndexStatus: 'ACTIVE' },
        ],
      },
    });
  });

  test('takes the settings of a deployed one, and refuses by name what the sandbox has not', async () => {
    const { call } = await recordTable();
    const settings = {
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/records' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    };
    const create = { ...createRecords(), TableName: 'records-2' };
    expect(await call('CreateTable', { ...create, ...settings })).toMatchObject({
      TableDescription: { DeletionProtectionEnabled: true, SSEDescription: { Status: 'ENABLED' } },
    });
    expect(await failureOf(call('DeleteTable', { TableName: 'records-2' }))).toMatchObject({
      code: 'ValidationException',
    });
    const LocalSecondaryIndexes: unknown[] = [];
    expect(await failureOf(call('CreateTable', { ...create, LocalSecondaryIndexes }))).toMatchObject({
      code: 'NotImplemented',
    });
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' };
    expect(await failureOf(call('CreateTable', { ...create, TableName: 'keys', StreamSpecification }))).toMatchObject({
      code: 'NotImplemented',
    });
  });

  test('exists once, is listed, and is gone when deleted', async () => {
    const { call } = await recordTable();
    expect(await failureOf(call('CreateTable', createRecords()))).toMatchObject({ code: 'ResourceInUseException' });
    await call('CreateTable', { ...createRecords(), TableName: 'another' });
    expect(await call('ListTables')).toEqual({ TableNames: ['another', TableName] });
    expect(await call('ListTables', { Limit: 1 })).toEqual({
      TableNames: ['another'],
      LastEvaluatedTableName: 'another',
    });
    await call('DeleteTable');
    expect(await call('ListTables')).toEqual({ TableNames: ['another'] });
    expect(await failureOf(call('DescribeTable'))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: records not found',
    });
  });

  test('without a stream makes no records', async () => {
    const { call, dynamoDb } = await recordTable();
    const { StreamSpecification: _, ...create } = createRecords();
    await call('CreateTable', { ...create, TableName: 'quiet' });
    const records: unknown[] = [];
    dynamoDb.onStreamRecord('quiet', (record) => records.push(record));
    await call('PutItem', { TableName: 'quiet', Item: order('1') });
    expect(records).toHaveLength(0);
  });

  test('is empty after a reset, and still works with its stream, indexes and time to live', async () => {
    const { call, dynamoDb, records, clock, item } = await recordTable();
    const indexed = { GSI1PK: { S: 'CUSTOMER#1' }, GSI1SK: { S: '1' } };
    const expiring = { ttl: { N: String(Math.ceil(clock.now() / 1000) + 3600) } };
    const put = { TransactItems: [{ Put: { TableName, Item: order('1', { ...indexed, ...expiring }) } }] };
    const request = { ...put, ClientRequestToken: 'token' };
    await call('TransactWriteItems', request);
    await dynamoDb.reset();
    expect(await call('Scan')).toMatchObject({ Count: 0 });
    expect(await call('Scan', { IndexName: 'GSI1' })).toMatchObject({ Count: 0 });
    expect(records).toHaveLength(1);
    await call('TransactWriteItems', request);
    expect(await item('ORDER#1')).toBeDefined();
    await clock.advance(2 * 3_600_000);
    expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb.Keys])).toEqual([
      ['INSERT', keyOf('ORDER#1')],
      ['INSERT', keyOf('ORDER#1')],
      ['REMOVE', keyOf('ORDER#1')],
    ]);
  });
});
