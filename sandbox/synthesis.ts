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

/** A CDK app, and what it is made of. */
export interface Synthesis {
  /** The app's directory. Assemblies go into `.sandbox` in it; a `cdk.json` gives the context, as to the CDK command. */
  readonly root: string;
  /** What synthesizes the app: a script in `root` that this Node runs. */
  readonly script: string;
  /** Globs of everything that the templates and bundles are made of, from `root`. */
  readonly sources: readonly string[];
  /** Environment variables of the script. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Synthesizes an app and resolves to the directory of the assembly, which is named after its sources: from the same
 * sources it is made once, also when several processes ask at a time, and none that is in use is changed. Rejects with
 * SynthesisError.
 */
export async function synthesize(app: Synthesis): Promise<string> {
  const directory = join(app.root, '.sandbox');
  const assembly = join(directory, `cdk.out.${hashOf(app).slice(0, 16)}`);
  if (existsSync(assembly)) return assembly;
  mkdirSync(directory, { recursive: true });
  removeOld(directory);
  const unfinished = mkdtempSync(join(directory, 'unfinished-'));
  try {
    await runApp(app, unfinished);
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

function runApp({ root, script, environment }: Synthesis, assembly: string): Promise<void> {
  const child = spawn(process.execPath, [script], {
    cwd: root,
    env: { ...process.env, ...contextOf(root), ...environment, CDK_OUTDIR: assembly },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => output.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SynthesisError(error.message, '')));
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const lines = output.join('').trimEnd().split('\n');
      reject(new SynthesisError(`Synthesis failed (node ${script}, exit ${code})`, lines.slice(-15).join('\n')));
    });
  });
}

/** The context of `cdk.json` as the CDK command hands it to an app: feature flags change what is synthesized. */
function contextOf(root: string): Record<string, string> {
  const file = join(root, 'cdk.json');
  if (!existsSync(file)) return {};
  const { context = {} } = JSON.parse(readFileSync(file, 'utf8'));
  return { CDK_CONTEXT_JSON: JSON.stringify(context) };
}

function hashOf({ root, script, sources, environment = {} }: Synthesis): string {
  const hash = createHash('sha256').update(JSON.stringify([script, environment]));
  for (const path of ['cdk.json', ...sources].flatMap((pattern) => globSync(pattern, { cwd: root })).sort()) {
    const file = join(root, path);
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
