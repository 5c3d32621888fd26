import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { config } from 'zod';
import { build, zodSettings } from '../../infra/constructs/bundling.ts';
import { type FunctionName, functions } from '../../infra/functions.ts';
import { budgets } from './bundle-budgets.ts';

let outputs: Metafile['outputs'];

beforeAll(() => {
  outputs = build(join(import.meta.dirname, '../../functions')).metafile.outputs;
}, 60_000);

describe.each(Object.keys(functions) as FunctionName[])('the bundle of %s', (name) => {
  test('keeps to its budget', () => {
    const { bytes } = bundleOf(name);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes / 1024).toBeLessThanOrEqual(budgets[name]);
  });

  test('holds no package twice', () => {
    expect(twice(bundleOf(name))).toEqual([]);
  });

  test('has no way to credentials but the environment', () => {
    const providers = packagesOf(bundleOf(name)).map(({ name: found }) => found);
    expect(providers.filter((found) => /credential-provider|token-providers|nested-clients/.test(found))).toEqual(
      providers.some((found) => found.startsWith('@aws-sdk/client-')) ? ['@aws-sdk/credential-provider-env'] : [],
    );
  });

  test('imports nothing when it is loaded, not even of Node', () => {
    expect(bundleOf(name).imports).toEqual([]);
  });
});

test('zod looks for its settings where a bundle puts them', () => {
  expect(config()).toBe(Reflect.get(globalThis, zodSettings));
});

test('two versions of a package in one bundle are found', () => {
  const module = { bytesInOutput: 1 };
  const inputs = {
    'node_modules/@aws-sdk/client-s3/dist-es/index.js': module,
    'node_modules/@aws-sdk/s3-presigned-post/node_modules/@aws-sdk/client-s3/dist-es/index.js': module,
    'node_modules/zod/index.js': module,
    'node_modules/zod/v4/core/index.js': module,
    'node_modules/other/node_modules/zod/index.js': { bytesInOutput: 0 },
  };
  expect(twice({ inputs })).toEqual(['@aws-sdk/client-s3']);
});

function bundleOf(name: string): Metafile['outputs'][string] {
  const output = outputs[`functions/${name}/index.mjs`];
  if (!output) throw new Error(`esbuild made no bundle of ${name}`);
  return output;
}

type Inputs = Pick<Metafile['outputs'][string], 'inputs'>;

/** The packages of which something is in a bundle, each with where it is installed. */
function packagesOf({ inputs }: Inputs): { name: string; path: string }[] {
  const found = new Map<string, string>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const [path, name] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
    if (bytesInOutput > 0 && path && name) found.set(path, name);
  }
  return [...found].map(([path, name]) => ({ path, name }));
}

function twice(bundle: Inputs): string[] {
  const names = packagesOf(bundle).map(({ name }) => name);
  return names.filter((name, i) => names.indexOf(name) !== i);
}
