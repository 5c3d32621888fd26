import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const main = join(import.meta.dirname, '../../local/main.ts');

/** Runs `npm start` with these arguments until it ends. */
async function start(...args: string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, errors };
}

describe('npm start', () => {
  test('says in one line which port is in use and how to choose another', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    expect(await start('--port', String(port), '--aws-port', '0')).toEqual({
      code: 1,
      errors: `Port ${port} is in use: choose another with 'npm start -- --port <number>'\n`,
    });
    expect(await start('--port', '0', '--aws-port', String(port))).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--aws-port <number>'),
    });
    taken.close();
  });

  test('refuses arguments that it does not know', async () => {
    expect(await start('--port', 'http')).toEqual({ code: 1, errors: "--port takes a port number, not 'http'\n" });
    expect(await start('--prot', '1')).toMatchObject({ code: 1, errors: expect.stringContaining('--prot') });
  });
});
