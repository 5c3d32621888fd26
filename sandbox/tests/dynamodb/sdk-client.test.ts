import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { AwsError } from '../../aws/aws-error.ts';
import type { DynamoDb } from '../../dynamodb/dynamodb.ts';
import { failureOf, recordTable, TableName } from './record-table.ts';

const open = { PK: 'ORDER#1', SK: 'DETAILS', status: 'OPEN', amount: 120_000, parts: ['door', 'mirror'] };
const onlyOnce = {
  TableName,
  ConditionExpression: 'attribute_not_exists(PK)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

describe('the SDK', () => {
  test('writes and reads plain values', async () => {
    const client = clientOf((await recordTable()).dynamoDb);
    await client.send(new PutCommand({ TableName, Item: open }));
    const { Item } = await client.send(new GetCommand({ TableName, Key: { PK: open.PK, SK: open.SK } }));
    expect(Item).toEqual(open);
  });

  test('understands why a write was refused', async () => {
    const client = clientOf((await recordTable()).dynamoDb);
    await client.send(new PutCommand({ TableName, Item: open }));
    const error = await failureOf(client.send(new PutCommand({ ...onlyOnce, Item: open })));
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ Item: { status: { S: 'OPEN' } } });
  });

  test('understands why a transaction was cancelled', async () => {
    const client = clientOf((await recordTable()).dynamoDb);
    const put = (PK: string) => ({ Put: { ...onlyOnce, Item: { ...open, PK } } });
    await client.send(new TransactWriteCommand({ TransactItems: [put('ORDER#1')] }));
    const again = new TransactWriteCommand({ TransactItems: [put('ORDER#2'), put('ORDER#1')] });
    const error = await failureOf(client.send(again));
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { status: { S: 'OPEN' } } }],
    });
  });

  test('pages through an index', async () => {
    const client = clientOf((await recordTable()).dynamoDb);
    for (let i = 0; i < 7; i++) {
      const Item = { ...open, PK: `ORDER#${i}`, GSI1PK: 'CUSTOMER#1', GSI1SK: String(i) };
      await client.send(new PutCommand({ TableName, Item }));
    }
    const newestFirst = {
      TableName,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :customer',
      ExpressionAttributeValues: { ':customer': 'CUSTOMER#1' },
      ScanIndexForward: false,
    };
    const found: unknown[] = [];
    for await (const { Items = [] } of paginateQuery({ client, pageSize: 3 }, newestFirst)) {
      found.push(...Items.map(({ GSI1SK }) => GSI1SK));
    }
    expect(found).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });
});

/** A client whose requests go straight into the DynamoDB instead of over the network. */
function clientOf(dynamoDb: DynamoDb): DynamoDBDocumentClient {
  const handle = async ({ headers, body }: { headers: Record<string, string>; body?: Uint8Array }) => {
    const action = (headers['x-amz-target'] ?? '').replace('DynamoDB_20120810.', '');
    const [statusCode, answer] = await dynamoDb.call(action, JSON.parse(new TextDecoder().decode(body))).then(
      (output): [number, unknown] => [200, output],
      (error: unknown): [number, unknown] => {
        if (!(error instanceof AwsError)) throw error;
        const __type = `com.amazonaws.dynamodb.v20120810#${error.code}`;
        return [error.statusCode, { __type, message: error.message, ...error.details }];
      },
    );
    const response = {
      statusCode,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify(answer)),
    };
    return { response };
  };
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  const client = new DynamoDBClient({ region: 'eu-central-1', credentials, requestHandler: { handle } });
  return DynamoDBDocumentClient.from(client);
}
