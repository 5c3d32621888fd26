import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { type ImportOptions, runImport } from '../../tools/import/import.ts';

/** Files and runs of the import in a folder of its own. */
export class ImportRun {
  readonly folder: string;
  readonly endpoint: string;

  private constructor(folder: string, endpoint: string) {
    this.folder = folder;
    this.endpoint = endpoint;
  }

  static async in(endpoint: string): Promise<ImportRun> {
    return new ImportRun(await mkdtemp(join(tmpdir(), 'careline-import-')), endpoint);
  }

  /** Writes a file, and returns its path. */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(join(this.folder, name), content);
    return join(this.folder, name);
  }

  /** Runs the import in this process, and returns what it printed. Throws what it throws. */
  async run(options: Partial<ImportOptions>): Promise<string> {
    let printed = '';
    const output = new Writable({
      write(chunk, _, done) {
        printed += String(chunk);
        done();
      },
    });
    await runImport(
      {
        map: undefined,
        encoding: undefined,
        token: undefined,
        endpoint: this.endpoint,
        rejects: join(this.folder, 'rejects.csv'),
        stateFolder: join(this.folder, '.import'),
        ...options,
      },
      output,
    );
    return printed;
  }

  /** Starts the command as `npm run import` does. `exit` resolves to its code, null when it was killed. */
  start(...args: string[]) {
    const main = fileURLToPath(new URL('../../tools/import/main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--endpoint', this.endpoint, ...args], { cwd: this.folder });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    const exit = new Promise<{ code: number | null; printed: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, printed })),
    );
    return { child, exit };
  }

  /** The rows of rejects.csv by column; none when there is no such file. */
  async rejects(): Promise<Record<string, string>[]> {
    const text = await readFile(join(this.folder, 'rejects.csv'), 'utf8').catch(() => '');
    return parse(text, { columns: true, relax_column_count: true });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Reads `name (file): read 6 = written 5 + unchanged 0 + rejected 1` lines of a summary. */
export function countsIn(
  printed: string,
): Record<string, { read: number; written: number; unchanged: number; rejected: number }> {
  const lines = printed.matchAll(/^(\w+) \(.*\): read (\d+) = written (\d+) \+ unchanged (\d+) \+ rejected (\d+)$/gm);
  return Object.fromEntries(
    [...lines].map(([, kind, ...counts]) => {
      const [read = 0, written = 0, unchanged = 0, rejected = 0] = counts.map(Number);
      return [kind, { read, written, unchanged, rejected }];
    }),
  );
}
