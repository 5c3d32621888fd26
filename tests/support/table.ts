import { AwsError } from '@careline/sandbox/aws-error';
import { VirtualClock } from '@careline/sandbox/clock';
import { DynamoDb, type StreamRecord } from '@careline/sandbox/dynamodb';
import { indexes, projected } from '../../functions/platform/record/indexes.ts';
import { type Table, tableOn } from '../../functions/platform/record/table.ts';
import { documentsOf } from './documents.ts';

export interface TestTable {
  readonly table: Table;
  readonly db: DynamoDb;
  readonly clock: VirtualClock;
  /** What the table's stream has told, in commit order. */
  readonly streamRecords: StreamRecord[];
}

const keys = ['PK', 'SK', ...indexes.flatMap((index) => [`${index}PK`, `${index}SK`])];

/** An empty table with the product's keys in an in-process DynamoDB. */
export async function testTable(clock = new VirtualClock()): Promise<TestTable> {
  const db = new DynamoDb({ clock, region: 'eu-central-1', accountId: '000000000000' });
  await db.call('CreateTable', {
    TableName: 'careline',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema('PK', 'SK'),
    GlobalSecondaryIndexes: indexes.map((IndexName) => ({
      IndexName,
      KeySchema: keySchema(`${IndexName}PK`, `${IndexName}SK`),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  const streamRecords: StreamRecord[] = [];
  db.onStreamRecord('careline', (record) => streamRecords.push(record));
  return { table: tableOn(documentsOf(db), 'careline'), db, clock, streamRecords };
}

/** A request handler for the SDK clients of AWS's JSON protocols that calls a service in this process. */
export function inProcess(call: (action: string, input: Record<string, unknown>) => Promise<unknown>) {
  return { handle: (request: HttpRequest) => answer(call, request) };
}

interface HttpRequest {
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

async function answer(call: Parameters<typeof inProcess>[0], request: HttpRequest) {
  const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  try {
    return reply(200, await call(action, JSON.parse(new TextDecoder().decode(request.body))));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return reply(error.statusCode, { __type: error.code, message: error.message, ...error.details });
  }
}

function reply(statusCode: number, body: unknown) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { response: { statusCode, headers, body: Buffer.from(JSON.stringify(body)) } };
}

function keySchema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}
