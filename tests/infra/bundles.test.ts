import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openApi } from '../../functions/reference/openapi/openapi.ts';
import { routes } from '../../functions/routes.ts';
import { Bundles } from '../../infra/constructs/bundles.ts';
import { functions } from '../../infra/functions.ts';
import { synthesizeCareline } from '../../local/careline.ts';
import project from '../../package.json' with { type: 'json' };

let outdir: string;
let deployed: ReadonlyMap<string, ReturnType<typeof toDeployed>[1]>;

beforeAll(async () => {
  outdir = await synthesizeCareline();
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Stateless.template.json'), 'utf8'));
  deployed = new Map(
    Object.values(Resources as Record<string, Lambda>)
      .filter(isLambda)
      .map(toDeployed),
  );
}, 60_000);

describe.each(Object.keys(functions))('%s', (name) => {
  test('is one module with its handler', () => {
    expect(deployed.get(name)?.code).toMatch(/export\s*\{[^}]*\bhandler\b/);
  });

  test('is deployed without its source map, which nothing reads when it starts', () => {
    const { files, code = '', environment } = deployed.get(name) ?? {};
    expect(files).toEqual(['index.mjs']);
    expect(code).not.toContain('sourceMappingURL');
    expect(environment).not.toContain('NODE_OPTIONS');
  });

  test('is given every setting that it reads', () => {
    const { code = '', environment = [] } = deployed.get(name) ?? {};
    const read = settings.filter((setting) => code.includes(`"${setting}"`));
    expect(environment).toEqual(expect.arrayContaining(read));
  });
});

test('a function without its source is told by its file', () => {
  const nowhere = new Bundles(outdir, outdir);
  expect(() => nowhere.code('relay')).toThrow(
    'function entry functions/platform/record/relay.lambda.ts does not exist',
  );
});

test('the platform API answers with the document of all routes', () => {
  const { asset = '' } = deployed.get('reference-api') ?? {};
  const event = { routeKey: 'GET /openapi.json', rawPath: '/openapi.json', headers: {}, requestContext: {} };
  const code = `const { handler } = await import(process.argv[1]);
    process.stdout.write((await handler(${JSON.stringify(event)}, {})).body);`;
  const args = ['--input-type=module', '-e', code, join(asset, 'index.mjs')];
  const { stdout } = spawnSync(process.execPath, args, { env: { STAGE: 'test' }, encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(openApi(routes, project.version))));
});

test('a stack is told in our sources by the map beside the templates', () => {
  const [line, column] = placeIn(deployed.get('claims-steps')?.code ?? '');
  const [lineInSource] = placeIn(readFileSync('functions/platform/environment.ts', 'utf8'));
  const input = `Error\n    at o (file:///var/task/index.mjs:${line}:${column})\n    at p (node:fs:1:1)\n`;
  const args = ['tools/stack.ts', 'claims-steps', outdir];
  const { stdout } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
  const [, first, second] = stdout.split('\n');
  expect(first).toMatch(new RegExp(`^    at o \\(functions/platform/environment\\.ts:${lineInSource}:\\d+\\)$`));
  expect(second).toBe('    at p (node:fs:1:1)');
});

/** Line and column of an error that `environment` throws. */
function placeIn(code: string): [line: number, column: number] {
  const before = code.slice(0, code.search(/new Error\(`Environment variable \$\{\w+\} is not set`\)/)).split('\n');
  return [before.length, (before.at(-1) ?? '').length + 1];
}

interface Lambda {
  readonly Type: string;
  readonly Properties: {
    readonly FunctionName: string;
    readonly Code: { readonly S3Key: string };
    readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  };
}

/** What the product's functions are told by their environment. */
const settings = [
  'TABLE_NAME',
  'EVIDENCE_BUCKET',
  'EVENT_BUS_NAME',
  'FAILED_RECORDS_BUCKET',
  'CLAIM_LIFECYCLE_ARN',
  'SENDER_EMAIL',
  'SES_CONFIGURATION_SET',
  'PAYMENT_PROVIDER_URL',
  'PAYMENT_SECRET_ARN',
  'IDENTITY_KEY_SECRET_ARN',
];

function isLambda({ Type }: Lambda): boolean {
  return Type === 'AWS::Lambda::Function';
}

function toDeployed({ Properties: { FunctionName, Code, Environment } }: Lambda) {
  const asset = join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`);
  const name = FunctionName.replace('careline-sandbox-', '');
  const code = readFileSync(join(asset, 'index.mjs'), 'utf8');
  return [name, { asset, files: readdirSync(asset), code, environment: Object.keys(Environment.Variables) }] as const;
}
