import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readApp } from '@careline/sandbox/templates';
import { synthesizeCareline } from '../local/careline.ts';

// `npm run bench:bundles`: what each function's bundle weighs, and how long Node takes to load it compared with loading
// nothing, in the same run. On AWS a cold start adds the download and the runtime's own start to it.

const RUNS = 5;
const app = readApp(await synthesizeCareline(), {
  apiUrl: 'http://127.0.0.1',
  awsUrl: 'http://127.0.0.1',
});
const nothing = median(() => load('', {}));

console.log('function                   KiB   gzip KiB   load, as a multiple of an empty Node process');
for (const { name, bundle, environment } of app.functions) {
  const source = readFileSync(join(bundle, 'index.mjs'));
  const loading = median(() => load(`await import(${JSON.stringify(join(bundle, 'index.mjs'))})`, environment));
  const sizes = [source.length, gzipSync(source).length].map((bytes) => (bytes / 1024).toFixed(0).padStart(9));
  console.log(
    `${name.replace('careline-sandbox-', '').padEnd(21)}${sizes.join(' ')}   ${(loading / nothing).toFixed(1)}`,
  );
}

/** Milliseconds that a fresh Node process takes to run a module. */
function load(code: string, environment: Readonly<Record<string, string>>): number {
  const started = performance.now();
  const env = { ...process.env, ...environment, AWS_REGION: 'us-east-1' };
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`A bundle does not load: ${stderr}`);
  return performance.now() - started;
}

function median(measure: () => number): number {
  return Array.from({ length: RUNS }, measure).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}
