import { type DynamoDbCase, failure } from '../conformance-case.ts';

export const expressions: readonly DynamoDbCase[] = [
  {
    name: 'SET computes with what is there, if_not_exists and list_append',
    run: async (table) => {
      await table.put('a', { n: 5, l: [1] });
      return table.updated(
        'a',
        'SET n = n + :two, m = if_not_exists(m, :two), l = list_append(l, :more), o = n - :two',
        {
          ':two': 2,
          ':more': [2, 3],
        },
      );
    },
    expected: { n: 7, m: 2, l: [1, 2, 3], o: 3 },
  },
  {
    name: 'SET reaches into maps and lists; an index behind the end appends',
    run: async (table) => {
      await table.put('a', { m: { x: 1 }, l: ['a', 'b'] });
      return table.updated('a', 'SET m.y = :v, l[0] = :v, l[9] = :v', { ':v': 'new' });
    },
    expected: { m: { x: 1, y: 'new' }, l: ['new', 'b', 'new'] },
  },
  {
    name: 'SET under a map that is not there is refused',
    run: async (table) => {
      await table.put('a', {});
      return failure(table.update('a', 'SET m.y = :v', { ':v': 1 }));
    },
    expected: { error: 'ValidationException' },
  },
  {
    name: 'REMOVE takes out attributes and list elements',
    run: async (table) => {
      await table.put('a', { n: 1, l: [0, 1, 2], keep: true });
      return table.updated('a', 'REMOVE n, l[1], nothing');
    },
    expected: { l: [0, 2], keep: true },
  },
  {
    name: 'ADD counts from zero and joins sets, DELETE takes from sets',
    run: async (table) => {
      await table.put('a', { s: new Set(['a', 'b', 'c']) });
      return table.updated('a', 'ADD n :one, t :set DELETE s :set', { ':one': 1, ':set': new Set(['b', 'c']) });
    },
    expected: { s: { set: ['a'] }, n: 1, t: { set: ['b', 'c'] } },
  },
  {
    name: 'a set from which all is deleted is gone',
    run: async (table) => {
      await table.put('a', { s: new Set(['a']), keep: 1 });
      return table.updated('a', 'DELETE s :s', { ':s': new Set(['a']) });
    },
    expected: { keep: 1 },
  },
  {
    name: 'an update of what is not there makes it',
    run: async (table) => table.updated('a', 'SET n = :n', { ':n': 1 }),
    expected: { n: 1 },
  },
  {
    name: 'an update returns old or new attributes, all or the changed ones',
    run: async (table) => {
      await table.put('a', { n: 1, other: 'x' });
      const results: Record<string, unknown> = {};
      for (const ReturnValues of ['UPDATED_OLD', 'UPDATED_NEW', 'ALL_OLD', 'ALL_NEW', 'NONE'])
        results[ReturnValues] =
          (await table.update('a', 'SET n = n + :one', { ':one': 1 }, { ReturnValues })).Attributes ?? 'none';
      return results;
    },
    expected: {
      UPDATED_OLD: { n: 1 },
      UPDATED_NEW: { n: 3 },
      ALL_OLD: { PK: 'a', SK: 'A', n: 3, other: 'x' },
      ALL_NEW: { PK: 'a', SK: 'A', n: 5, other: 'x' },
      NONE: 'none',
    },
  },
  {
    name: 'an expression that is malformed, changes a key, names a reserved word or leaves a value unused is refused',
    run: async (table) => {
      await table.put('a', { n: 1 });
      return {
        malformed: await failure(table.update('a', 'SET n =', undefined)),
        key: await failure(table.update('a', 'SET SK = :v', { ':v': 'B' })),
        reserved: await failure(table.update('a', 'SET status = :v', { ':v': 'B' })),
        unused: await failure(table.update('a', 'SET n = :v', { ':v': 1, ':w': 2 })),
        undefinedValue: await failure(table.update('a', 'SET n = :v', { ':w': 2 })),
        overlapping: await failure(table.update('a', 'SET n = :v REMOVE n', { ':v': 2 })),
      };
    },
    expected: {
      malformed: { error: 'ValidationException' },
      key: { error: 'ValidationException' },
      reserved: { error: 'ValidationException' },
      unused: { error: 'ValidationException' },
      undefinedValue: { error: 'ValidationException' },
      overlapping: { error: 'ValidationException' },
    },
  },
  {
    name: 'arithmetic on what is no number, and on nothing, is refused',
    run: async (table) => {
      await table.put('a', { s: 'text' });
      return {
        text: await failure(table.update('a', 'SET s = s + :one', { ':one': 1 })),
        nothing: await failure(table.update('a', 'SET n = n + :one', { ':one': 1 })),
      };
    },
    expected: { text: { error: 'ValidationException' }, nothing: { error: 'ValidationException' } },
  },
];
