import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApp } from '@careline/sandbox/templates';
import { build } from '../infra/constructs/bundling.ts';
import { type FunctionName, functions } from '../infra/functions.ts';
import { synthesizeCareline } from '../local/careline.ts';
import { bundleClients } from './startup/bare-clients.ts';
import { firstRequests } from './startup/first-requests.ts';
import { start } from './startup/start.ts';
import { startStub } from './startup/stub.ts';

// `npm run bench:startup [function …]`: the processor time that a function takes to load and to make its first request of AWS,
// against its clients as the SDK has them. Fails where that is more than we want (bench/README.md).

const RUNS = 9;
const wanted = { median: 1.2, worst: 1.35, withoutClients: 40 };

const root = join(import.meta.dirname, '..');
const app = readApp(await synthesizeCareline(), { apiUrl: 'http://127.0.0.1', awsUrl: 'http://127.0.0.1' });
const { outputs } = build(join(root, 'functions')).metafile;
const folder = mkdtempSync(join(tmpdir(), 'careline-startup-'));
const stub = await startStub();
const ratios: number[] = [];

console.log('function                 ms    its clients, ms    ratio');
try {
  for (const name of Object.keys(functions) as FunctionName[]) {
    if (process.argv.length > 2 && !process.argv.includes(name)) continue;
    const [ours, clients] = await measure(name);
    console.log(`${name.padEnd(22)}${shown(ours)}${clients ? `${shown(clients)}${shown(ours / clients, 2)}` : ''}`);
    if (clients) ratios.push(ours / clients);
    else if (ours > wanted.withoutClients)
      fail(`${name} has no clients and takes more than ${wanted.withoutClients} ms`);
  }
} finally {
  stub.close();
  rmSync(folder, { recursive: true });
}
const [middle, worst] = [median(ratios), Math.max(0, ...ratios)];
console.log(`median ${middle.toFixed(2)}, highest ${worst.toFixed(2)}`);
if (middle > wanted.median || worst > wanted.worst) fail(`Wanted: ${wanted.median} and ${wanted.worst}`);

/** Milliseconds of the function and of its clients, medians of runs by turns; of clients none where it has none. */
async function measure(name: FunctionName): Promise<[ours: number, clients: number | undefined]> {
  const { event, sends } = firstRequests[name];
  const deployed = app.functions.find((it) => it.name === `careline-sandbox-${name}`);
  const output = outputs[`functions/${name}/index.mjs`];
  if (!deployed || !output) throw new Error(`${name} is not deployed`);
  const startOurs = () => start(join(deployed.bundle, 'index.mjs'), event, stub.url, deployed.environment);
  stub.asked();
  await startOurs();
  const asked = stub.asked();
  const bare = join(folder, `${name}.mjs`);
  bundleClients(root, output, firstRequests[name], asked.length, bare);
  const startBare = () => start(bare, {}, stub.url);
  await startBare();
  const same = `${stub.asked().toSorted()}` === `${asked.toSorted()}` && asked.length > 0 === (sends !== undefined);
  if (!same) throw new Error(`${name} asks for ${asked}, which its clients do not`);
  const [ours, clients]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    ours.push(await startOurs());
    if (sends) clients.push(await startBare());
  }
  return [median(ours), sends && median(clients)];
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function shown(value: number, digits = 0): string {
  return value.toFixed(digits).padStart(10);
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
