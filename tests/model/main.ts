import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Tally } from './tally.ts';

// `npm run model`: 5,000 new sequences on all cores, and 20 through the whole sandbox. `-- --runs 100 --sandbox 0 --seed 7` for others.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5000' },
    sandbox: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
});
const directory = mkdtempSync(join(tmpdir(), 'careline-model-'));
const cores = availableParallelism();
const shards = Array.from({ length: cores }, (_, shard) => ({
  path: 'tests/model/model.test.ts',
  runs: Math.ceil(Number(values.runs) / cores),
  seed: Number(values.seed) + shard,
}));
const whole = { path: 'tests/model/sandbox.test.ts', runs: Number(values.sandbox), seed: Number(values.seed) };

const codes = await Promise.all(shards.map(play));
if (whole.runs > 0) codes.push(await play(whole));
const tally = new Tally();
for (const { path, seed } of [...shards, ...(whole.runs > 0 ? [whole] : [])])
  tally.add(readFileSync(fileOf(path, seed), 'utf8'));
console.log(`${values.runs} sequences, seed ${values.seed}, and ${whole.runs} through the sandbox\n${tally.report()}`);
rmSync(directory, { recursive: true });
process.exitCode = Math.max(...codes);

function fileOf(path: string, seed: number): string {
  return join(directory, `${path.replaceAll('/', '-')}-${seed}.json`);
}

function play({ path, runs, seed }: typeof whole): Promise<number> {
  const env = { ...process.env, MODEL_RUNS: String(runs), MODEL_SEED: String(seed), MODEL_TALLY: fileOf(path, seed) };
  const jest = ['--no-warnings', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-i', path];
  return new Promise((resolve) => {
    spawn(process.execPath, jest, { env, stdio: 'inherit' }).on('close', (code) => resolve(code ?? 1));
  });
}
