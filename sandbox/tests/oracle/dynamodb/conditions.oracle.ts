import { type DynamoDbCase, failure } from '../conformance-case.ts';
import { absent, type TableScope } from '../table-scope.ts';

/** Whether a condition holds on an item: whether the item may be put again. */
async function holds(
  table: TableScope,
  ConditionExpression: string,
  values: Record<string, unknown> = {},
  names: Record<string, string> = {},
): Promise<unknown> {
  const outcome = await failure(
    table.put('a', item, {
      ConditionExpression,
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    }),
  );
  const told = { '{"succeeded":true}': true, '{"error":"ConditionalCheckFailedException"}': false };
  return told[JSON.stringify(outcome) as keyof typeof told] ?? outcome;
}

const item = { n: 5, s: 'claim', l: [1, 2], m: { x: 'deep' }, set: new Set(['a', 'b']), no: null, status: 'OPEN' };

/** Conditions, and whether each holds on the item. */
const conditions: readonly [condition: string, holds: boolean, values?: Record<string, unknown>][] = [
  ['n = :v', true, { ':v': 5 }],
  ['n <> :v', true, { ':v': 6 }],
  ['n > :v', true, { ':v': 4.9 }],
  ['n > :v', false, { ':v': '4' }],
  ['nothing <> :v', true, { ':v': 1 }],
  ['nothing = :v', false, { ':v': 1 }],
  ['n BETWEEN :a AND :b', true, { ':a': 5, ':b': 6 }],
  ['n IN (:a, :b)', true, { ':a': 1, ':b': 5 }],
  ['begins_with(s, :v)', true, { ':v': 'cl' }],
  ['contains(s, :v)', true, { ':v': 'lai' }],
  ['contains(l, :v)', true, { ':v': 2 }],
  ['contains(#set, :v)', true, { ':v': 'b' }],
  ['size(s) = :v', true, { ':v': 5 }],
  ['size(l) = :v', true, { ':v': 2 }],
  ['attribute_type(n, :v)', true, { ':v': 'N' }],
  ['attribute_type(#no, :v)', true, { ':v': 'NULL' }],
  ['attribute_exists(m.x)', true],
  ['attribute_exists(m.y)', false],
  ['attribute_not_exists(l[2])', true],
  ['attribute_exists(#no)', true],
  ['m.x = :v', true, { ':v': 'deep' }],
  ['l[1] = :v', true, { ':v': 2 }],
  ['n = :v OR s = :s AND NOT s = :s', true, { ':v': 5, ':s': 'claim' }],
  ['(n = :v OR s = :s) AND NOT s = :s', false, { ':v': 5, ':s': 'claim' }],
];

export const conditionCases: readonly DynamoDbCase[] = [
  {
    name: 'conditions compare, look inside and combine',
    run: async (table) => {
      await table.put('a', item);
      const results: [string, unknown][] = [];
      for (const [condition, , values] of conditions) {
        const names = Object.fromEntries(
          ['set', 'no'].filter((name) => condition.includes(`#${name}`)).map((name) => [`#${name}`, name]),
        );
        results.push([condition, await holds(table, condition, values, names)]);
      }
      return results;
    },
    expected: conditions.map(([condition, expected]) => [condition, expected]),
  },
  {
    name: 'a failed condition changes nothing',
    run: async (table) => {
      await table.put('a', { n: 1 });
      return { outcome: await failure(table.put('a', { n: 2 }, absent)), now: await table.get('a') };
    },
    expected: { outcome: { error: 'ConditionalCheckFailedException' }, now: { n: 1 } },
  },
  {
    name: 'a failed condition hands back the item if asked',
    run: async (table) => {
      await table.put('a', { n: 1 });
      const more = { ...absent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
      const error: unknown = await table.put('a', { n: 2 }, more).catch((thrown: unknown) => thrown);
      // The document client leaves errors as they come over the wire.
      return (error as { Item?: { n?: { N?: string } } }).Item?.n?.N ?? 'no item';
    },
    expected: '1',
  },
  {
    name: 'one of many writers at the same time wins',
    run: async (table) => {
      const writers = Array.from({ length: 20 }, (_, n) => failure(table.put('a', { n }, absent)));
      const outcomes = (await Promise.all(writers)).map((outcome) => JSON.stringify(outcome));
      return {
        won: outcomes.filter((outcome) => outcome.includes('succeeded')).length,
        lost: outcomes.filter((outcome) => outcome.includes('ConditionalCheckFailedException')).length,
      };
    },
    expected: { won: 1, lost: 19 },
  },
  {
    name: 'counters lose no increment',
    run: async (table) => {
      await Promise.all(Array.from({ length: 20 }, () => table.update('a', 'ADD n :one', { ':one': 1 })));
      return table.get('a');
    },
    expected: { n: 20 },
  },
];
