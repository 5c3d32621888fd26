import { CreateTableCommand, DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type DynamoDbCase, failure } from '../conformance-case.ts';

export const tables: readonly DynamoDbCase[] = [
  {
    name: 'a table describes its keys, its index and its billing',
    run: async ({ doc, TableName }) => {
      const { Table } = await doc.send(new DescribeTableCommand({ TableName }));
      return {
        status: Table?.TableStatus,
        keys: Table?.KeySchema,
        billing: Table?.BillingModeSummary?.BillingMode,
        indexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection, IndexStatus }) => ({
          IndexName,
          KeySchema,
          Projection,
          IndexStatus,
        })),
      };
    },
    expected: {
      status: 'ACTIVE',
      keys: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      billing: 'PAY_PER_REQUEST',
      indexes: [
        {
          IndexName: 'GSI1',
          KeySchema: [
            { AttributeName: 'GSI1PK', KeyType: 'HASH' },
            { AttributeName: 'GSI1SK', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
          IndexStatus: 'ACTIVE',
        },
      ],
    },
  },
  {
    name: 'a table of a name that is taken, and one without a name for its key, are refused',
    run: async ({ doc, TableName }) => {
      const AttributeDefinitions = [{ AttributeName: 'PK', AttributeType: 'S' as const }];
      const KeySchema = [{ AttributeName: 'PK', KeyType: 'HASH' as const }];
      const BillingMode = 'PAY_PER_REQUEST' as const;
      return {
        taken: await failure(
          doc.send(new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, BillingMode })),
        ),
        undefinedKey: await failure(
          doc.send(
            new CreateTableCommand({ TableName: `${TableName}-2`, AttributeDefinitions: [], KeySchema, BillingMode }),
          ),
        ),
      };
    },
    expected: { taken: { error: 'ResourceInUseException' }, undefinedKey: { error: 'ValidationException' } },
  },
  {
    name: 'tables are listed in pages that go on behind a name',
    run: async ({ doc, TableName }) => {
      const ExclusiveStartTableName = TableName.slice(0, -1);
      const { TableNames } = await doc.send(new ListTablesCommand({ ExclusiveStartTableName, Limit: 1 }));
      return TableNames?.[0] === TableName;
    },
    expected: true,
  },
];
