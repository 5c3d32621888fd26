import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCareline } from '../local/careline.ts';

// `npm run bench:import [rows]`: how long an import of invented customers and policies takes against the sandbox, once when
// every row is new and once when every row is known.

const rows = Number(process.argv[2] ?? 9134);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'careline-bench-'));
const sandbox = await startCareline();
try {
  writeFileSync(
    join(folder, 'customers.csv'),
    csv('externalRef,name,phone', (n) => `B-${n},王${n},+86138${pad(n)}`),
  );
  writeFileSync(
    join(folder, 'policies.csv'),
    csv(
      'policyNumber,customerExternalRef,line,plan,effectiveAt,expiresAt,perils,currency,sumInsured',
      (n) =>
        `P-${n},B-${n},motor,综合险,2026-01-01T00:00:00+08:00,2027-01-01T00:00:00+08:00,collision glass,CNY,200000.00`,
    ),
  );
  const first = await run();
  const again = await run();
  console.log(`${rows} customers and ${rows} policies`);
  console.log(`all new    ${first.toFixed(1)} s   ${Math.round((2 * rows) / first)} rows a second`);
  console.log(`all known  ${again.toFixed(1)} s   ${(first / again).toFixed(1)} times as fast`);
  console.log(`sandbox    ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MiB resident`);
} finally {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
}

/** Seconds of one run of the importer as a process of its own. */
async function run(): Promise<number> {
  const started = performance.now();
  const files = ['--customers', 'customers.csv', '--policies', 'policies.csv'];
  const child = spawn(process.execPath, [join(root, 'tools/import/main.ts'), ...files, '--endpoint', sandbox.url], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The import ended with ${code}`);
  return (performance.now() - started) / 1000;
}

function csv(header: string, row: (n: number) => string): string {
  return `${[header, ...Array.from({ length: rows }, (_, n) => row(n))].join('\n')}\n`;
}

function pad(n: number): string {
  return String(n).padStart(8, '0');
}
