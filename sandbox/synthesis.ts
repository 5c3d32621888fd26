import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** The app could not be synthesized; `tail` is the end of what the synthesis said. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
  readonly tail: string;

  constructor(message: string, tail: string) {
    super(message);
    this.tail = tail;
  }
}

/**
 * Synthesizes the sandbox stage of the app in `root` and resolves to the directory of the assembly, which is named
 * after its sources: from the same sources it is made once, also when several processes ask at a time, and none that is
 * in use is changed. Rejects with SynthesisError.
 */
export async function synthesize(root: string): Promise<string> {
  const directory = join(root, '.sandbox');
  const assembly = join(directory, `cdk.out.${hashSources(root).slice(0, 16)}`);
  if (existsSync(assembly)) return assembly;
  mkdirSync(directory, { recursive: true });
  removeOld(directory);
  const unfinished = mkdtempSync(join(directory, 'unfinished-'));
  try {
    await runApp(root, unfinished);
    renameSync(unfinished, assembly);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have finished the same assembly first.
    if (error instanceof SynthesisError || !existsSync(assembly)) throw error;
  }
  return assembly;
}

/** A day is longer than anyone keeps a sandbox of old sources running. */
const KEPT_MS = 86_400_000;

function removeOld(directory: string): void {
  for (const name of readdirSync(directory).filter((name) => /^(cdk\.out|unfinished-)/.test(name))) {
    const path = join(directory, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

function runApp(root: string, assembly: string): Promise<void> {
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { ...process.env, CARELINE_STAGE: 'sandbox', CDK_OUTDIR: assembly },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => output.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SynthesisError(error.message, '')));
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const lines = output.join('').trimEnd().split('\n');
      reject(new SynthesisError(`Synthesis failed (node infra/app.ts, exit ${code})`, lines.slice(-15).join('\n')));
    });
  });
}

/** Everything that the templates and bundles are made of. */
const SOURCES = ['{infra,functions,workflows,rules}/**/*', '{package-lock,cdk,tsconfig}.json'];

function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()) {
    const file = join(root, path);
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
