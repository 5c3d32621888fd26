import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { functions } from '../../infra/functions.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| [a-z]+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6)
  .map(([, context = '', owns, records = '', own = '']) => ({
    context,
    owns,
    records: names(records),
    own: names(own),
  }))
  .filter(({ context }) => context !== 'context');

function names(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

const folders = readdirSync(join(root, 'functions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('the page of the architecture has a row for each context', () => {
  expect(rows.map(({ context }) => context).sort()).toEqual(folders.sort());
});

test('it gives each function to the context that its code stands in', () => {
  const given = Object.fromEntries(rows.flatMap(({ context, own }) => own.map((name) => [name, context])));
  const entries = Object.entries(functions).map(([name, { entry }]) => [name, entry.split('/')[0]]);
  expect(given).toEqual(Object.fromEntries(entries));
});

test.each(folders)('it names the records of %s', (context) => {
  const sources = globSync('**/*.ts', { cwd: join(root, 'functions', context) }).map((file) =>
    readFileSync(join(root, 'functions', context, file), 'utf8'),
  );
  const declared = sources.flatMap((source) => [
    ...[...source.matchAll(/entity\(\{\s*type: '([\w-]+)'/g)].map(([, type]) => type),
    ...[...source.matchAll(/CaseType<.*> = \{\s*name: '([\w-]+)'/g)].map(([, type]) => type),
    ...[...source.matchAll(/entity: '([\w-]+)'/g)].map(([, type]) => type),
  ]);
  expect(rows.find((row) => row.context === context)?.records.sort()).toEqual([...new Set(declared)].sort());
});
