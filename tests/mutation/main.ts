import { spawnSync } from 'node:child_process';

// `npm run mutate`: breaks the rules of every context; `npm run mutate -- tasks payments` those of some.

const env = { ...process.env, MUTATE: process.argv.slice(2).join(',') };
for (const [command, file] of [
  ['stryker', ['run', 'tests/mutation/stryker.config.mjs']],
  ['node', ['tests/mutation/score.ts']],
] as const) {
  const { status } = spawnSync(command, file, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
  if (status !== 0) break;
}
