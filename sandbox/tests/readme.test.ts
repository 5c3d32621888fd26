import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../sandbox.ts';
import { runSandbox } from './support/running-sandbox.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

let sandbox: Sandbox & AsyncDisposable;
beforeAll(async () => {
  sandbox = await runSandbox({});
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

describe('the README', () => {
  test('shows a program that does what it says', () => {
    const [, shown] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(shown).toBe(read('tests/example-app/try.ts'));
    const cwd = join(root, 'tests/example-app');
    const { stdout, stderr } = spawnSync(process.execPath, ['try.ts'], { cwd, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'EXPIRED\n', stderr: '' });
  });

  test('names every option', () => {
    const [, declared = ''] = /interface SandboxOptions \{([\s\S]*?)\n\}/.exec(read('sandbox.ts')) ?? [];
    const options = [...declared.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
    const [, table = ''] = /^## Options([\s\S]*?)\n## /m.exec(readme) ?? [];
    const named = [...table.matchAll(/^\| (`\w+`[^|]*) \|/gm)].flatMap(([, names = '']) => names.match(/\w+/g));
    expect(named).toEqual(options);
  });

  test('names all services that there are, and no others', () => {
    const [, named = ''] = /\*\*Services\*\*: ([\s\S]*?), each with/.exec(readme) ?? [];
    expect([...named.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(sandbox.services.names().sort());
  });

  test('names routes that are there', async () => {
    const routes = [...readme.matchAll(/^\| `(GET|POST|DELETE) (\/\S*)` \|/gm)];
    expect(routes.length).toBeGreaterThan(8);
    for (const [, method = '', path = ''] of routes) {
      const { status } = await fetch(sandbox.url + path, { method });
      expect([method, path, status]).not.toEqual([method, path, 404]);
    }
  });

  test('links to what is there', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(8);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
