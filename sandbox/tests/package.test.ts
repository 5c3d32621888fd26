import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import manifest from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const files = globSync('**/*.ts', { cwd: root, exclude: ['**/.sandbox/**', 'node_modules/**'] }).sort();
const sources = files.filter((file) => !file.startsWith('tests/'));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What a file imports, also by `import()`, by `declare module`, and as the address of a worker. */
const importsOf = (file: string) =>
  [...read(file).matchAll(/(?:\bfrom |\bimport\(?\s?|\bmodule |new URL\()'([^'$]+)'/g)].map(([, name = '']) => name);

const packageOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
const needs = (file: string) =>
  importsOf(file)
    .filter((name) => !/^(\.|node:)/.test(name))
    .map(packageOf);
const unique = (names: readonly string[]) => [...new Set(names)].sort();

describe('the package', () => {
  test.each(files)('has all that it imports in its own folder: %s', (file) => {
    const paths = importsOf(file).filter((name) => name.startsWith('.'));
    const outside = paths.filter((path) => relative(root, resolve(root, file, '..', path)).startsWith('..'));
    expect(outside).toEqual([]);
  });

  test('names what its source needs, and no more', () => {
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(300);
    expect(unique(sources.flatMap(needs))).toEqual(Object.keys(manifest.dependencies));
  });

  test('names what its tests need besides', () => {
    const known = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, [manifest.name]: '' });
    expect(unique(files.flatMap(needs)).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('shows what is there', () => {
    for (const path of Object.values(manifest.exports)) expect(sources).toContain(path.replace('./', ''));
  });

  test.each([...sources, 'costs/prices.json'])('knows nothing of the app that it runs: %s', (file) => {
    expect(read(file)).not.toMatch(
      /careline|\bclm\b|claim(Id|s?[-#_])|customerId|branchId|policyNumber|insur|premium|payment|surveyor|head ?office|理赔|客户|保险/i,
    );
  });
});
