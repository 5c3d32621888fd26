import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Careline } from './careline.ts';

// `npm start`. Modules are loaded once the installation is known to be whole, so that what is missing is said in a line.

const root = join(import.meta.dirname, '..');

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  checkInstallation();
  await checkPorts(options);
  console.log('Synthesizing the app …');
  const sandbox = await start(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(sandbox));
  const next = options.demo ? await demo(sandbox) : '';
  console.log(`\nCareline        ${sandbox.url}`);
  console.log(`Messages        ${sandbox.url}/_sandbox/messages`);
  console.log(`API reference   ${sandbox.url}/docs`);
  console.log(`AWS endpoint    ${sandbox.awsUrl}`);
  console.log(`${next}
Ctrl-C ends everything.`);
}

async function demo(sandbox: Careline): Promise<string> {
  console.log('Playing a short story …');
  const [{ playDemo }, { nextSteps }] = await Promise.all([import('./demo/demo.ts'), import('./demo/next-steps.ts')]);
  return nextSteps(sandbox.url, await playDemo(sandbox));
}

interface Options {
  readonly port: number;
  readonly awsPort: number;
  readonly demo: boolean;
  readonly verbose: boolean;
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      port: { type: 'string', default: '3000' },
      'aws-port': { type: 'string', default: '4566' },
      demo: { type: 'boolean', default: true },
      verbose: { type: 'boolean', default: false },
    },
  });
  return {
    port: portOf('--port', values.port),
    awsPort: portOf('--aws-port', values['aws-port']),
    demo: values.demo,
    verbose: values.verbose,
  };
}

function portOf(flag: string, text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`${flag} takes a port number, not '${text}'`);
  return port;
}

function checkInstallation(): void {
  const missing = ['@careline/sandbox', 'aws-cdk-lib', 'dynalite', 'esbuild', 'jose', 'jsonata', 'zod'].filter(
    (name) => !existsSync(join(root, 'node_modules', name, 'package.json')),
  );
  if (missing.length > 0) throw new Error(`Not installed: ${missing.join(', ')}. Run 'npm ci' first.`);
}

/** Says that a port is in use before the synthesis, not after it. */
async function checkPorts({ port, awsPort }: Options): Promise<void> {
  const { HttpServer, PortInUseError } = await import('@careline/sandbox/http-server');
  try {
    await using _api = await HttpServer.listen(port);
    await using _aws = await HttpServer.listen(awsPort);
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    const flag = error.port === port ? '--port' : '--aws-port';
    throw new Error(`Port ${error.port} is in use: choose another with 'npm start -- ${flag} <number>'`);
  }
}

async function start({ port, awsPort, verbose }: Options): Promise<Careline> {
  const [{ startCareline }, { SynthesisError }] = await Promise.all([
    import('./careline.ts'),
    import('@careline/sandbox/synthesis'),
  ]);
  return startCareline({ port, awsPort, ...(verbose && { onLog: print }) }).catch((error) => {
    if (error instanceof SynthesisError) console.error(error.tail);
    throw error;
  });
}

function print(functionName: string, { message }: { message: string }): void {
  console.log(`[${functionName}] ${message}`);
}

async function stop(sandbox: { stop(): Promise<void> }): Promise<void> {
  // Whatever does not end by itself does not hold up the terminal.
  setTimeout(() => process.exit(0), 1_500).unref();
  await sandbox.stop();
  process.exit(0);
}
