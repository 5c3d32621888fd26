import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Starts a module in a Node of its own and calls its handler with the event; resolves to the milliseconds of processor time that
 * loading and the call took. Clients find the endpoint by the environment, and credentials as Lambda gives them.
 */
export function start(
  module: string,
  event: unknown,
  endpoint: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const args = [join(import.meta.dirname, 'measured.mjs'), pathToFileURL(module).href, JSON.stringify(event)];
  const env = {
    ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, atEndpoint(value, endpoint)])),
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    // Lambda's functions have no files of configuration in their home.
    HOME: import.meta.dirname,
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const [said, told] = [child.stdio[2], child.stdio[3]].map((stream) => {
    const texts: string[] = [];
    stream?.on('data', (text) => texts.push(String(text)));
    return texts;
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve(Number(told?.join('')));
      else reject(new Error(`${module} does not start: ${said?.join('').slice(-1000)}`));
    });
  });
}

/** URLs of queues name the account's endpoint. */
function atEndpoint(value: string, endpoint: string): string {
  return value.replace(/^http:\/\/127\.0\.0\.1(?=\/\d{12}\/)/, endpoint);
}
