import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, type BuildResult, buildSync } from 'esbuild';
import { openApi } from '../../functions/reference/openapi/openapi.ts';
import { routes } from '../../functions/routes.ts';
import project from '../../package.json' with { type: 'json' };
import { type FunctionName, functions } from '../functions.ts';

/** What esbuild made: files as `<function>/index.mjs` and its source map, and what each of them is made of. */
export type Built = BuildResult<{ write: false; metafile: true }>;

/** Builds functions in one esbuild call, by default all. `directory` is that of their sources. Throws when one does not build. */
export function build(directory: string, names = Object.keys(functions) as FunctionName[]): Built {
  return buildSync({
    ...settings,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, join(directory, functions[name].entry)])),
    outdir: directory,
    // Before anything else is.
    inject: [join(directory, 'platform/cold-start.ts')],
    absWorkingDir: join(directory, '..'),
    alias: { ...builtins, ...unneeded, ...credentials(directory) },
    define: { OPENAPI_DOCUMENT: JSON.stringify(JSON.stringify(openApi(routes, project.version))) },
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    // Error names reach logs and workflows.
    keepNames: true,
    // Beside the release and not named in it: to read one when a function starts took 0.18 of the start.
    sourcemap: 'external',
    sourcesContent: false,
  });
}

/** As any module for this Node is bundled. */
export const settings = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  charset: 'utf8',
} as const satisfies BuildOptions;

/** An `import` of a module of Node's own calls each of its getters: that of `node:http` loads undici, 35 ms in place of 3. */
const builtins = Object.fromEntries(
  builtinModules
    .filter((name) => !name.startsWith('node:'))
    .flatMap((name) => [name, `node:${name}`])
    .map((name) => [name, `data:text/javascript,module.exports=process.getBuiltinModule('${name}')`]),
);

/** What the SDK loads when an operation streams events, which none of ours does: 20 KB, and what they share is loaded with it. */
const unneeded = {
  '@smithy/core/event-streams': `data:text/javascript,throw new Error('Event streams are left out of the bundles')`,
};

function credentials(directory: string) {
  return { '@aws-sdk/credential-provider-node': join(directory, 'platform/environment-credentials.ts') };
}
