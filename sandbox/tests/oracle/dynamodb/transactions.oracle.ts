import { type DynamoDbCase, failure } from '../conformance-case.ts';
import { absent, present } from '../table-scope.ts';

const needs = ['dynamodb:TransactWriteItems'];

export const transactions: readonly DynamoDbCase[] = [
  {
    name: 'a transaction puts, updates, deletes and checks together',
    needs,
    run: async (table) => {
      await table.put('update', { n: 1 });
      await table.put('delete', {});
      await table.put('check', {});
      const { part } = table;
      await table.transact(
        part.put('put', { n: 0 }, absent),
        part.update('update', 'SET n = n + :one', { ':one': 1 }),
        part.remove('delete', present),
        part.check('check', 'attribute_exists(PK)'),
      );
      return [await table.get('put'), await table.get('update'), (await table.get('delete')) ?? 'gone'];
    },
    expected: [{ n: 0 }, { n: 2 }, 'gone'],
  },
  {
    name: 'a transaction with a failed condition does nothing, and says which parts failed, in order',
    needs,
    run: async (table) => {
      await table.put('there', { n: 1 });
      const { part } = table;
      const outcome = await failure(
        table.transact(
          part.put('new', {}),
          part.put('there', { n: 2 }, absent),
          part.check('nowhere', 'attribute_exists(PK)'),
          part.remove('other'),
        ),
      );
      return { outcome, new: (await table.get('new')) ?? 'none', there: await table.get('there') };
    },
    expected: {
      outcome: {
        error: 'TransactionCanceledException',
        reasons: ['None', 'ConditionalCheckFailed', 'ConditionalCheckFailed', 'None'],
      },
      new: 'none',
      there: { n: 1 },
    },
  },
  {
    name: 'a cancelled transaction hands back items that were asked for',
    needs,
    run: async (table) => {
      await table.put('there', { n: 1 });
      const more = { ...absent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
      const error: unknown = await table
        .transact(table.part.put('there', { n: 2 }, more))
        .catch((thrown: unknown) => thrown);
      const { CancellationReasons: [reason] = [] } = error as { CancellationReasons?: { Item?: { n?: unknown } }[] };
      return reason?.Item?.n ?? 'no item';
    },
    // The document client leaves errors as they come over the wire.
    expected: { N: '1' },
  },
  {
    name: 'a transaction that uses one item twice is refused',
    needs,
    run: async (table) => {
      const { part } = table;
      return failure(table.transact(part.put('a'), part.check('a', 'attribute_exists(PK)')));
    },
    expected: { error: 'ValidationException' },
  },
  {
    name: 'a transaction of 100 actions is taken, of 101 refused',
    needs,
    run: async (table) => {
      const puts = (count: number) => Array.from({ length: count }, (_, index) => table.part.put(`i${index}`));
      return {
        hundred: await failure(table.transact(...puts(100))),
        more: await failure(table.transact(...puts(101))),
      };
    },
    expected: { hundred: { succeeded: true }, more: { error: 'ValidationException' } },
  },
  {
    name: 'a transaction cancelled for a wrong value says so in its reasons',
    needs,
    run: async (table) => {
      await table.put('a', { s: 'text' });
      const { part } = table;
      return failure(table.transact(part.put('b'), part.update('a', 'SET s = s + :one', { ':one': 1 })));
    },
    expected: { error: 'TransactionCanceledException', reasons: ['None', 'ValidationError'] },
  },
  {
    name: 'a repeated transaction of one token takes effect once; another body under it is refused',
    needs,
    run: async (table) => {
      const count = (by: number) =>
        table.doc.transactWrite({
          ClientRequestToken: table.TableName,
          TransactItems: [table.part.update('a', 'ADD n :by', { ':by': by })],
        });
      await count(1);
      await count(1);
      return { other: await failure(count(2)), now: await table.get('a') };
    },
    expected: { other: { error: 'IdempotentParameterMismatchException' }, now: { n: 1 } },
  },
  {
    name: 'a transactional read answers in the order of its keys',
    needs: ['dynamodb:TransactGetItems'],
    run: async (table) => {
      await table.put('a', { n: 1 });
      await table.put('b', { n: 2 });
      const { Responses = [] } = await table.doc.transactGet({
        TransactItems: ['b', 'nothing', 'a'].map((id) => ({
          Get: { TableName: table.TableName, Key: table.key(id), ProjectionExpression: 'n' },
        })),
      });
      return Responses.map(({ Item }) => Item ?? 'none');
    },
    expected: [{ n: 2 }, 'none', { n: 1 }],
  },
];
