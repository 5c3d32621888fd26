import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { testTable } from '../support/assembly.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

const KB = 1024;
const TableName = 'records';
let sandbox: Sandbox & AsyncDisposable;
let client: DynamoDBClient;

beforeAll(async () => {
  const indexed = testTable('indexed');
  const GlobalSecondaryIndexes = [
    {
      IndexName: 'GSI1',
      KeySchema: [
        { AttributeName: 'GSI1PK', KeyType: 'HASH' },
        { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ];
  const AttributeDefinitions = ['PK', 'SK', 'GSI1PK', 'GSI1SK'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  }));
  sandbox = await runSandbox({
    Records: testTable(TableName),
    Others: testTable('others'),
    Indexed: { ...indexed, Properties: { ...indexed.Properties, GlobalSecondaryIndexes, AttributeDefinitions } },
  });
  client = new DynamoDBClient(clientOf(sandbox));
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const key = (PK: string, SK = 'x') => ({ PK: { S: PK }, SK: { S: SK } });
const invalid = (message: string) => ({ name: 'ValidationException', message });

describe('an item', () => {
  // PK, SK and the name of the attribute take 2 + 1 + 2 + 1 + 4 bytes.
  const item = (text: string) => ({ TableName, Item: { ...key('a'), note: { S: text } } });

  test('takes 400 KB, and not a byte more', async () => {
    await client.send(new PutItemCommand(item('x'.repeat(400 * KB - 10))));
    await expect(client.send(new PutItemCommand(item('x'.repeat(400 * KB - 9))))).rejects.toMatchObject(
      invalid('Item size has exceeded the maximum allowed size'),
    );
  });

  test('is measured in UTF-8, three bytes a Chinese character', async () => {
    await client.send(new PutItemCommand(item('保'.repeat(136_000))));
    await expect(client.send(new PutItemCommand(item('保'.repeat(137_000))))).rejects.toMatchObject(
      invalid('Item size has exceeded the maximum allowed size'),
    );
  });

  test.each(['x'.repeat(400 * KB), '保'.repeat(140_000)])('cannot be updated beyond it', async (text) => {
    const update = new UpdateItemCommand({
      TableName,
      Key: key('b'),
      UpdateExpression: 'SET note = :text',
      ExpressionAttributeValues: { ':text': { S: text } },
    });
    await expect(client.send(update)).rejects.toMatchObject(
      invalid('Item size to update has exceeded the maximum allowed size'),
    );
  });
});

describe('a key', () => {
  const put = (PK: string, SK: string) => client.send(new PutItemCommand({ TableName, Item: key(PK, SK) }));
  const partitionKey =
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes';
  const sortKey =
    'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes';

  test('takes 2048 bytes in its partition and 1024 in its sort part', async () => {
    await put('x'.repeat(2048), '保'.repeat(341));
    await expect(put('x'.repeat(2049), 'x')).rejects.toMatchObject(invalid(partitionKey));
    await expect(put('保'.repeat(683), 'x')).rejects.toMatchObject(invalid(partitionKey));
    await expect(put('x', 'x'.repeat(1025))).rejects.toMatchObject(invalid(sortKey));
    await expect(put('x', '保'.repeat(342))).rejects.toMatchObject(invalid(sortKey));
    const get = new GetItemCommand({ TableName, Key: key('x'.repeat(2049)) });
    await expect(client.send(get)).rejects.toMatchObject(invalid(partitionKey));
  });

  test('of an index takes no more', async () => {
    const putIndexed = (GSI1PK: string, GSI1SK: string) =>
      client.send(
        new PutItemCommand({
          TableName: 'indexed',
          Item: { ...key('a'), GSI1PK: { S: GSI1PK }, GSI1SK: { S: GSI1SK } },
        }),
      );
    await putIndexed('x'.repeat(2048), 'x'.repeat(1024));
    await expect(putIndexed('x'.repeat(2049), 'x')).rejects.toMatchObject({
      message: expect.stringContaining('GSI1PK'),
    });
    await expect(putIndexed('x', '保'.repeat(342))).rejects.toMatchObject({
      message: expect.stringContaining('GSI1SK'),
    });
  });
});

describe('an expression', () => {
  const expression = (length: number) => `attribute_not_exists(PK)${' '.repeat(length - 24)}`;
  const message = (name: string) =>
    `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: 4097`;

  test('takes 4 KB', async () => {
    const put = (ConditionExpression: string) =>
      client.send(new PutItemCommand({ TableName, Item: key('expression'), ConditionExpression }));
    await put(expression(4 * KB));
    await expect(put(expression(4 * KB + 1))).rejects.toMatchObject(invalid(message('ConditionExpression')));
  });

  test('takes no more inside a transaction or a batch', async () => {
    const ConditionExpression = expression(4 * KB + 1);
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ ConditionCheck: { TableName, Key: key('a'), ConditionExpression } }],
    });
    await expect(client.send(transaction)).rejects.toMatchObject(invalid(message('ConditionExpression')));
    const batch = new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [key('a')], ProjectionExpression: 'x'.repeat(4 * KB + 1) } },
    });
    await expect(client.send(batch)).rejects.toMatchObject(invalid(message('ProjectionExpression')));
  });
});

describe('a transaction', () => {
  const puts = (count: number, text = 'x') =>
    Array.from({ length: count }, (_, i) => ({ Put: { TableName, Item: { ...key(`t${i}`), note: { S: text } } } }));
  const transact = (TransactItems: ReturnType<typeof puts>, ClientRequestToken?: string) =>
    client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));

  test('takes 100 actions', async () => {
    await transact(puts(100));
    await expect(transact(puts(101))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^1 validation error detected: .* at 'transactItems' failed .*: Member must have length less than or equal to 100$/,
      ),
    });
    const gets = Array.from({ length: 101 }, (_, i) => ({ Get: { TableName, Key: key(`t${i}`) } }));
    await expect(client.send(new TransactGetItemsCommand({ TransactItems: gets }))).rejects.toMatchObject({
      message: expect.stringMatching(/Member must have length less than or equal to 100$/),
    });
  });

  test('takes 4 MB, to write and to read', async () => {
    await transact(puts(10, 'x'.repeat(390 * KB)));
    await expect(transact(puts(11, 'x'.repeat(390 * KB)))).rejects.toMatchObject(
      invalid('The aggregate size of the items in the transaction exceeds 4 MB'),
    );
    await client.send(new PutItemCommand({ TableName, Item: { ...key('t10'), note: { S: 'x'.repeat(390 * KB) } } }));
    const gets = Array.from({ length: 11 }, (_, i) => ({ Get: { TableName, Key: key(`t${i}`) } }));
    await expect(client.send(new TransactGetItemsCommand({ TransactItems: gets }))).rejects.toMatchObject(
      invalid('The aggregate size of the items in the transaction exceeds 4 MB'),
    );
  });

  test('takes a token of 36 characters', async () => {
    await transact(puts(1), 'x'.repeat(36));
    await expect(transact(puts(1), 'x'.repeat(37))).rejects.toMatchObject(
      invalid(
        `1 validation error detected: Value '${'x'.repeat(37)}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36`,
      ),
    );
  });
});

describe('a batch', () => {
  const puts = (count: number, text = 'x') =>
    Array.from({ length: count }, (_, i) => ({ PutRequest: { Item: { ...key(`w${i}`), note: { S: text } } } }));
  const write = (RequestItems: Record<string, ReturnType<typeof puts>>) =>
    client.send(new BatchWriteItemCommand({ RequestItems }));

  test('takes 25 writes, in all its tables', async () => {
    await write({ [TableName]: puts(15), others: puts(10) });
    await expect(write({ [TableName]: puts(26) })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Member must have length less than or equal to 25'),
    });
    await expect(write({ [TableName]: puts(15), others: puts(11) })).rejects.toMatchObject(
      invalid('Too many items requested for the BatchWriteItem call'),
    );
  });

  test('takes 16 MB as it comes over the wire', async () => {
    // A byte in the table, six in JSON.
    const text = '\u0001'.repeat(390 * KB);
    await write({ [TableName]: puts(7, text) });
    await expect(write({ [TableName]: puts(8, text) })).rejects.toMatchObject(
      invalid('The total request size exceeds 16 MB'),
    );
  });

  const get = (count: number) =>
    client.send(
      new BatchGetItemCommand({
        RequestItems: { [TableName]: { Keys: Array.from({ length: count }, (_, i) => key(`w${i}`)) } },
      }),
    );

  test('reads 100 keys', async () => {
    await get(100);
    await expect(get(101)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Member must have length less than or equal to 100'),
    });
  });

  test('returns 16 MB and tells what is left', async () => {
    for (let first = 0; first < 45; first += 9) {
      const items = puts(45, 'x'.repeat(395 * KB)).slice(first, first + 9);
      await write({ [TableName]: items });
    }
    const { Responses, UnprocessedKeys } = await get(45);
    expect(Responses?.[TableName]).toHaveLength(41);
    expect(UnprocessedKeys?.[TableName]?.Keys).toHaveLength(4);
  });
});

test('a table is called by 3 to 255 letters, digits, dots, dashes and underscores', async () => {
  const create = (name: string) =>
    client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      }),
    );
  const length = 'TableName must be at least 3 characters long and at most 255 characters long';
  await expect(create('ab')).rejects.toMatchObject(invalid(length));
  await expect(create('a'.repeat(256))).rejects.toMatchObject(invalid(length));
  await expect(create('a b c')).rejects.toMatchObject({
    message: expect.stringContaining('Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+'),
  });
  await create('a'.repeat(255));
});
