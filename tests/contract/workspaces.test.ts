import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import own from '../../package.json' with { type: 'json' };
import sandbox from '../../sandbox/package.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const product = ['functions', 'infra', 'workflows', 'rules'];
const around = ['local', 'tests', 'tools', 'bench'];
const filesIn = (folders: readonly string[]) => globSync(`{${folders.join(',')}}/**/*.ts`, { cwd: root }).sort();
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:\bfrom |\bimport\(?\s?)'([^']+)'/g)].map(
    ([, name = '']) => name,
  );

describe('the workspaces', () => {
  test('leave the product alone: it knows no sandbox and nothing of local/', () => {
    const files = filesIn(product);
    expect(files.length).toBeGreaterThan(150);
    const wrong = files.filter((file) => importsOf(file).some((name) => /(^|\/)(sandbox|local)(\/|$)/.test(name)));
    expect(wrong).toEqual([]);
  });

  test('are used by their names, and by what they show', () => {
    const files = filesIn(around);
    const byPath = files.filter((file) =>
      importsOf(file).some((name) => /^(\.\.\/)+sandbox\/(?!package\.json)/.test(name)),
    );
    expect(byPath).toEqual([]);
    const shown = Object.keys(sandbox.exports).map((path) => path.replace('.', sandbox.name));
    const used = [...new Set(files.flatMap(importsOf).filter((name) => name.startsWith(sandbox.name)))].sort();
    expect(used).toEqual(shown.toSorted());
  });

  test('have what they share in the same version', () => {
    const versions: Record<string, string> = { ...own.dependencies, ...own.devDependencies };
    const needed = Object.entries({ ...sandbox.dependencies, ...sandbox.devDependencies });
    const shared = needed.filter(([name]) => name in versions);
    expect(shared.length).toBeGreaterThan(5);
    for (const [name, version] of shared) expect([name, versions[name]]).toEqual([name, version]);
  });
});
