import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox.ts';
import { type TestStack, testApi, testFunction, writeAssembly } from './assembly.ts';
import { permitted } from './permitted.ts';

/** Starts a sandbox of one stack on ports of its own; `bundles` as `writeAssembly` takes them, `options` as `startSandbox`. */
export async function runSandbox(
  resources: TestStack['Resources'],
  bundles: Readonly<Record<string, string>> = {},
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox & AsyncDisposable> {
  const stack = {
    Resources: permitted({
      Nothing: testFunction('nothing'),
      ...testApi({ 'GET /nothing': { function: 'Nothing' } }),
      ...resources,
    }),
  };
  const assembly = writeAssembly({ Test: stack }, { nothing: 'export const handler = async () => null;', ...bundles });
  const sandbox = await startSandbox({ assembly: assembly.directory, port: 0, awsPort: 0, ...options });
  return {
    ...sandbox,
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      assembly[Symbol.dispose]();
    },
  };
}

/** What SDK clients need to reach a sandbox from outside. */
export function clientOf({ awsUrl }: Sandbox) {
  return {
    endpoint: awsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}
