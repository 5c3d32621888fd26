import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import type { WorkflowEnvironment } from './workflow-scope.ts';

/** Where cases run. */
export interface Endpoint {
  readonly name: string;
  /** Undefined for AWS itself, whose services have endpoints of their own. */
  readonly url: string | undefined;
  /** Lets a moment pass, real or virtual. */
  readonly settle: () => Promise<void>;
}

/** An endpoint from outside: an emulator's URL, or `aws` for the account of the machine's own credentials. */
export function otherEndpoint(address: string): Endpoint {
  const url = address === 'aws' ? undefined : address;
  return { name: url ?? 'AWS', url, settle: () => setTimeout(250) };
}

/** Clients of an endpoint with a table for this run, which is deleted at the end. */
export interface Run extends WorkflowEnvironment, AsyncDisposable {
  /** Tells this run's names from all others. */
  readonly id: string;
  /** Why there is no table, if there is none. */
  readonly noTable: string | undefined;
}

export async function startRun({ url, settle }: Endpoint): Promise<Run> {
  const dynamodb = new DynamoDBClient(clientOf(url));
  const sfn = new SFNClient(clientOf(url));
  const doc = DynamoDBDocument.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  const id = `careline-oracle-${randomBytes(4).toString('hex')}`;
  const roleArn = process.env.CARELINE_ORACLE_ROLE_ARN ?? 'arn:aws:iam::000000000000:role/careline-oracle';
  const noTable = await createTable(dynamodb, doc, id).catch(reasonOf);
  return {
    id,
    doc,
    sfn,
    roleArn,
    TableName: id,
    settle,
    noTable,
    [Symbol.asyncDispose]: async () => {
      if (noTable === undefined) await doc.send(new DeleteTableCommand({ TableName: id }));
      doc.destroy();
      dynamodb.destroy();
      sfn.destroy();
    },
  };
}

async function createTable(dynamodb: DynamoDBClient, doc: DynamoDBDocument, TableName: string): Promise<undefined> {
  const names = ['PK', 'SK', 'GSI1PK', 'GSI1SK'];
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await doc.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys('PK', 'SK'),
      GlobalSecondaryIndexes: [
        { IndexName: 'GSI1', KeySchema: keys('GSI1PK', 'GSI1SK'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60, minDelay: 1 }, { TableName });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
}

/** Emulators take any credentials; a URL that asks for some finds them in the usual environment variables. */
function clientOf(url: string | undefined) {
  const region = process.env.AWS_REGION ?? 'us-east-1';
  if (url === undefined) return { region };
  const { AWS_ACCESS_KEY_ID: accessKeyId = 'test', AWS_SECRET_ACCESS_KEY: secretAccessKey = 'test' } = process.env;
  return { region, endpoint: url, credentials: { accessKeyId, secretAccessKey } };
}
