import type { Input } from '../../aws/services.ts';
import { ACCOUNT_ID } from '../../templates/account.ts';
import type { App } from '../../templates/app-resources.ts';
import { arnOf, type Demand, type Demands, keyDemands, NO_RESOURCE } from './demand.ts';

type Wanted = readonly [action: string, tableName: string, index?: unknown];

/** Permissions of DynamoDB's actions; those of transactions are the ones of what they are made of ("Using IAM with DynamoDB transactions"). */
export const dynamodbDemands: Readonly<Record<string, Demands>> = {
  ...Object.fromEntries(
    ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => [
      action,
      (input: Input, app: App) => dataDemands(app, [[action, String(input.TableName)]]),
    ]),
  ),
  ...Object.fromEntries(
    ['Query', 'Scan'].map((action) => [
      action,
      (input: Input, app: App) => dataDemands(app, [[action, String(input.TableName), input.IndexName]]),
    ]),
  ),
  ...Object.fromEntries(
    ['BatchGetItem', 'BatchWriteItem'].map((action) => [
      action,
      ({ RequestItems }: Input, app: App) =>
        dataDemands(
          app,
          Object.keys(RequestItems ?? {}).map((table): Wanted => [action, table]),
        ),
    ]),
  ),
  TransactWriteItems: (input, app) => transactionDemands('TransactWriteItems', input, app),
  TransactGetItems: (input, app) => transactionDemands('TransactGetItems', input, app),
  DescribeTable: ({ TableName }, app) => [
    { action: 'dynamodb:DescribeTable', resource: tableArn(app, String(TableName)) },
  ],
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: NO_RESOURCE }],
};

/** What Lambda asks of a function's role to read a stream for it ("IAM policy to allow a Lambda function to access DynamoDB stream records"). */
export function streamDemands(app: App, streamArn: string): Demand[] {
  const [table = '', tableName = ''] = /^.*:table\/([^/]+)/.exec(streamArn) ?? [];
  return [
    { action: 'dynamodb:ListStreams', resource: NO_RESOURCE },
    ...['DescribeStream', 'GetShardIterator', 'GetRecords'].map((action) => ({
      action: `dynamodb:${action}`,
      resource: streamArn,
    })),
    // A stream is encrypted by the table's key.
    ...tableKeyDemands(app, table, tableName),
  ];
}

/** What each member of a transaction is allowed as. */
const members: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function transactionDemands(operation: string, { TransactItems }: Input, app: App): Demand[] {
  const items = Array.isArray(TransactItems) ? TransactItems : [];
  const wanted = items.flatMap((item) =>
    Object.entries(item as Record<string, Input>).flatMap(([kind, { TableName }]): Wanted[] =>
      members[kind] === undefined ? [] : [[members[kind], String(TableName)]],
    ),
  );
  return dataDemands(app, wanted, { 'dynamodb:enclosingoperation': operation });
}

function dataDemands(app: App, wanted: readonly Wanted[], context = {}): Demand[] {
  const distinct = [...new Map(wanted.map((one) => [one.join(), one])).values()];
  return [
    ...distinct.map(([action, table, index]) => ({
      action: `dynamodb:${action}`,
      resource: index === undefined ? tableArn(app, table) : `${tableArn(app, table)}/index/${index}`,
      context,
    })),
    ...[...new Set(distinct.map(([, table]) => table))].flatMap((table) =>
      tableKeyDemands(app, tableArn(app, table), table),
    ),
  ];
}

/**
 * DynamoDB decrypts the table's key in the caller's name, to write too; making data keys it does in its own ("DynamoDB
 * encryption at rest: usage notes", the CloudTrail examples). It keeps the key for five minutes; here it never does.
 */
function tableKeyDemands(app: App, encrypted: string, tableName: string): Demand[] {
  return keyDemands(app, encrypted, 'dynamodb', ['kms:Decrypt'], {
    'aws:dynamodb:tableName': tableName,
    'aws:dynamodb:subscriberId': ACCOUNT_ID,
  });
}

function tableArn({ tables }: App, nameOrArn: string): string {
  return tables.find(({ name }) => name === nameOrArn)?.arn ?? arnOf(nameOrArn, 'dynamodb', 'table/');
}
