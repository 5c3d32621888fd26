import { afterEach } from '@jest/globals';
import { VirtualClock } from '../../clock.ts';
import type { Item } from '../../dynamodb/attribute-values.ts';
import { DynamoDb, type StreamRecord } from '../../dynamodb/dynamodb.ts';

export const TableName = 'records';
/** Actions that name their tables elsewhere. */
const ofManyTables = /^(Transact|Batch|ListTables)/;
const KEYS = ['PK', 'SK', 'GSI1PK', 'GSI1SK', 'GSI2PK', 'GSI2SK'];

export interface RecordTable {
  readonly clock: VirtualClock;
  readonly dynamoDb: DynamoDb;
  /** What came out of the stream so far. */
  readonly records: StreamRecord[];
  call(action: string, input?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The stored item. */
  item(PK: string, SK?: string): Promise<Item | undefined>;
}

const opened: Pick<RecordTable, 'clock' | 'dynamoDb'>[] = [];

afterEach(async () => {
  for (const { clock, dynamoDb } of opened.splice(0)) {
    await dynamoDb.close();
    clock.stop();
  }
});

/** A DynamoDB with the product's table: two indexes, a stream, time to live in `ttl`. */
export async function recordTable(): Promise<RecordTable> {
  const clock = new VirtualClock();
  const dynamoDb = new DynamoDb({ clock, region: 'eu-central-1', accountId: '111122223333' });
  opened.push({ clock, dynamoDb });
  const call = (action: string, input: Record<string, unknown> = {}) =>
    dynamoDb.call(action, ofManyTables.test(action) ? input : { TableName, ...input });
  await call('CreateTable', createRecords());
  await call('UpdateTimeToLive', { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } });
  const records: StreamRecord[] = [];
  dynamoDb.onStreamRecord(TableName, (record) => records.push(record));
  const item = async (PK: string, SK = 'DETAILS') => {
    const { Item: found } = await call('GetItem', { Key: keyOf(PK, SK) });
    return found as Item | undefined;
  };
  return { clock, dynamoDb, records, call, item };
}

export function createRecords(): Record<string, unknown> {
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: KEYS.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema('PK', 'SK'),
    GlobalSecondaryIndexes: ['GSI1', 'GSI2'].map((IndexName) => ({
      IndexName,
      KeySchema: keySchema(`${IndexName}PK`, `${IndexName}SK`),
      Projection: { ProjectionType: 'ALL' },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
}

export function keyOf(PK: string, SK = 'DETAILS'): Item {
  return { PK: { S: PK }, SK: { S: SK } };
}

/** A order in the table's form. */
export function order(id: string, attributes: Item = {}): Item {
  return { ...keyOf(`ORDER#${id}`), entity: { S: 'order' }, version: { N: '1' }, status: { S: 'OPEN' }, ...attributes };
}

/** The error a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('the call should have failed');
    },
    (error: unknown) => error,
  );
}

function keySchema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}
