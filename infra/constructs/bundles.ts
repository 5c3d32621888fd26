import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync, type OutputFile } from 'esbuild';
import { type FunctionName, functions } from '../functions.ts';

/**
 * Builds all functions in one esbuild call, when the first one needs its code. NodejsFunction starts esbuild for each
 * function anew: 14 functions took 6.6 to 9.4 s that way on two cores, and 1.8 to 3.1 s this way.
 */
export class Bundles {
  readonly #directory: string;
  #built: readonly OutputFile[] | undefined;

  /** `directory` is that of the functions' sources. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The code of a function: `index.mjs` with everything it imports, and its source map. Throws when its entry is not there. */
  code(name: FunctionName): Code {
    const { entry } = functions[name];
    if (!existsSync(join(this.#directory, entry))) throw new Error(`function entry functions/${entry} does not exist`);
    return Code.fromAsset(this.#directory, {
      assetHashType: AssetHashType.OUTPUT,
      bundling: {
        image: DockerImage.fromRegistry('never-used'),
        // Tells one function's asset from another's in the CDK's cache of assets.
        command: [name],
        local: { tryBundle: (output) => this.#write(name, output) },
      },
    });
  }

  #write(name: FunctionName, output: string): boolean {
    this.#built ??= this.#build();
    const files = this.#built.filter(({ path }) => path.startsWith(join(this.#directory, name, '/')));
    mkdirSync(output, { recursive: true });
    for (const { path, contents } of files) writeFileSync(join(output, basename(path)), contents);
    return true;
  }

  #build(): readonly OutputFile[] {
    const entries = Object.entries(functions).map(([name, { entry }]) => [
      `${name}/index`,
      join(this.#directory, entry),
    ]);
    return buildSync({
      entryPoints: Object.fromEntries(entries),
      outdir: this.#directory,
      ...settings,
    }).outputFiles;
  }
}

const settings = {
  outExtension: { '.js': '.mjs' },
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  // Error names reach logs and workflows.
  keepNames: true,
  charset: 'utf8',
  sourcemap: 'linked',
  sourcesContent: false,
} as const satisfies BuildOptions;
