import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { itemSize } from '@careline/sandbox/attribute-values';
import type { StreamRecord } from '@careline/sandbox/dynamodb';
import { indexes, projected } from '../functions/platform/record/indexes.ts';
import { startCareline } from '../local/careline.ts';

// `npm run bench:load -- customers.csv policies.csv [map.json]`: bytes and write units of each kind of record that a load makes, in
// the table and its indexes, as docs/scale.md adds them up; the examples by default.

type Image = NonNullable<StreamRecord['dynamodb']['NewImage']>;

const root = join(import.meta.dirname, '..');
const [customers = 'examples/customers.csv', policies = 'examples/policies.csv', map] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'careline-bench-'));
const sandbox = await startCareline();
try {
  const images: Image[] = [];
  const table = sandbox.app.tables[0]?.name ?? '';
  sandbox.dynamodb.onStreamRecord(table, ({ eventName, dynamodb: { NewImage } }) => {
    if (eventName === 'INSERT' && NewImage) images.push(NewImage);
  });
  await load();
  console.log('record               items   bytes (at most)   in indexes        write units');
  for (const [entity, same] of Map.groupBy(images, (image) => image.entity?.S ?? '')) print(entity, same);
  for (const kind of ['customers', 'policies']) printReads(`POST /v1/${kind}/batch`);
} finally {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
}

/** Runs the importer as a process of its own. */
async function load(): Promise<void> {
  const files = ['--customers', resolve(root, customers), '--policies', resolve(root, policies)];
  const args = [...files, ...(map === undefined ? [] : ['--map', resolve(root, map)]), '--endpoint', sandbox.url];
  const main = join(root, 'tools/import/main.ts');
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`The import ended with ${code}`);
}

/** The averages of one kind of record; the table's units are those of a transaction. */
function print(entity: string, same: readonly Image[]): void {
  const sizes = same.map(itemSize);
  const entries = same.map((image) => indexes.flatMap((index) => entryIn(index, image)).map(itemSize));
  const indexed = mean(entries.map((found) => sum(found)));
  const units = mean(sizes.map((size, place) => 2 * blocks(size) + sum((entries[place] ?? []).map(blocks))));
  const shown = [
    entity.padEnd(18),
    String(same.length).padStart(7),
    `${Math.round(mean(sizes))} (${Math.max(...sizes)})`.padStart(15),
    `${Math.round(indexed)} in ${mean(entries.map(({ length }) => length)).toFixed(2)}`.padStart(17),
    units.toFixed(2).padStart(14),
  ];
  console.log(shown.join(' '));
}

/** What an index holds of an item, if it does. */
function entryIn(index: string, image: Image): Image[] {
  const keys = [`${index}PK`, `${index}SK`];
  if (keys.some((name) => image[name] === undefined)) return [];
  const kept = new Set<string>(['PK', 'SK', ...keys, ...projected]);
  return [Object.fromEntries(Object.entries(image).filter(([name]) => kept.has(name)))];
}

function printReads(route: string): void {
  const { lines } = sandbox.costs.bill({ route });
  const units = lines.filter(({ service, unit }) => service === 'DynamoDB' && unit !== 'MB-month');
  console.log(`${route}: ${units.map(({ what, quantity }) => `${quantity} ${what}`).join(', ')}`);
}

function blocks(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}
