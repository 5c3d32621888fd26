import { expect, test } from '@jest/globals';
import { ArgumentFailure, argumentsOf } from '../../../tools/simulate/arguments.ts';

test.each([
  [[], { claims: 1000, seed: 1, json: false }],
  [['--claims', '30', '--seed', '7', '--json'], { claims: 30, seed: 7, json: true }],
  [['--claims=1', '--seed=0'], { claims: 1, seed: 0, json: false }],
  [['--help', '--claims', 'many'], 'help'],
])('%j is read', (args, read) => {
  expect(argumentsOf(args)).toEqual(read);
});

test.each([
  [['--claims', 'many'], '--claims takes a whole number from 1 to 100000, and not "many"'],
  [['--claims', '0'], '--claims takes a whole number from 1 to 100000, and not "0"'],
  [['--claims', '100001'], '--claims takes a whole number from 1 to 100000, and not "100001"'],
  [['--claims', '1e3'], '--claims takes a whole number from 1 to 100000, and not "1e3"'],
  [['--claims'], "Option '--claims <value>' argument missing"],
  [['--seed=-1'], '--seed takes a whole number from 0 to 4294967295, and not "-1"'],
  [['--seed', '1.5'], '--seed takes a whole number from 0 to 4294967295, and not "1.5"'],
  [['--weeks', '3'], "Unknown option '--weeks'"],
  [['30'], "Unexpected argument '30'"],
])('%j is refused by its name', (args, said) => {
  expect(() => argumentsOf(args)).toThrow(ArgumentFailure);
  expect(() => argumentsOf(args)).toThrow(said);
});
