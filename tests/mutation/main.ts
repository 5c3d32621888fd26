import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

// `npm run mutate`: breaks the rules of every context; `npm run mutate -- tasks payments` those of some.

/** The ground floor, and what describes the API: neither decides anything of the business. */
const withoutRules = ['platform', 'reference'];
const functions = new URL('../../functions/', import.meta.url);
const contexts = readdirSync(functions, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !withoutRules.includes(entry.name))
  .map(({ name }) => name);
const named = process.argv.slice(2);
const unknown = named.filter((name) => !contexts.includes(name));
if (unknown.length > 0) {
  console.error(`No such context: ${unknown.join(', ')}. There are ${contexts.join(', ')}.`);
  process.exit(2);
}

const chosen = named.length > 0 ? named : contexts;
for (const context of chosen) run('stryker', ['run', 'tests/mutation/stryker.config.mjs'], { MUTATE: context });
run('node', ['tests/mutation/score.ts', ...chosen]);

function run(command: string, args: string[], more: NodeJS.ProcessEnv = {}): void {
  const env = { ...process.env, ...more };
  const { status } = spawnSync(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
