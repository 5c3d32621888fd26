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
    banner: { js: coldStart },
    absWorkingDir: join(directory, '..'),
    alias: { ...builtins, ...readByName, ...unneeded, ...credentials(directory) },
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

/**
 * A start parses a few things once: to compile a parser for each takes longer than parsing does. Said where zod looks for its
 * settings when it is loaded, for an injected `config({ jitless: true })` has zod wrapped in a function, 3 ms more.
 */
export const zodSettings = '__zod_globalConfig';
const coldStart = `globalThis.${zodSettings}={jitless:true};`;

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

/** Of these, only what is used is read: esbuild reads every property of what else it imports, and one of `util` loads workers, 5 ms. */
const readByName = Object.fromEntries(
  ['node:console', 'node:crypto', 'node:util'].flatMap((name) => {
    const source = `data:text/javascript,const $=process.getBuiltinModule('${name}');export default $;${namesIn(name)}`;
    return [
      [name, source],
      [name.slice('node:'.length), source],
    ];
  }),
);

function namesIn(builtin: string): string {
  const names = Object.keys(process.getBuiltinModule(builtin) ?? {});
  return names.map((name) => `export const ${name}=/* @__PURE__ */(()=>$.${name})();`).join('');
}

/** What the SDK loads when an operation streams events, which none of ours does: 20 KB, and what they share is loaded with it. */
const unneeded = {
  '@smithy/core/event-streams': `data:text/javascript,throw new Error('Event streams are left out of the bundles')`,
};

function credentials(directory: string) {
  return { '@aws-sdk/credential-provider-node': join(directory, 'platform/environment-credentials.ts') };
}
