import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { OutputFile } from 'esbuild';
import { type FunctionName, functions } from '../functions.ts';
import { build } from './bundling.ts';

/**
 * Builds all functions in one esbuild call, when the first one needs its code. NodejsFunction starts esbuild for each
 * function anew: 14 functions took 6.6 to 9.4 s that way on two cores, and 1.8 to 3.1 s this way.
 */
export class Bundles {
  readonly #directory: string;
  readonly #sourceMaps: string;
  #built: readonly OutputFile[] | undefined;

  /** `directory` is that of the functions' sources; `sourceMaps` takes a map for each function, `<function>.map`. */
  constructor(directory: string, sourceMaps: string) {
    this.#directory = directory;
    this.#sourceMaps = sourceMaps;
  }

  /** The code of a function: `index.mjs` with everything it imports. Throws when its entry is not there. */
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
    this.#built ??= build(this.#directory).outputFiles;
    for (const directory of [output, this.#sourceMaps]) mkdirSync(directory, { recursive: true });
    writeFileSync(join(output, 'index.mjs'), this.#file(name, 'index.mjs'));
    writeFileSync(join(this.#sourceMaps, `${name}.map`), this.#file(name, 'index.mjs.map'));
    return true;
  }

  #file(name: FunctionName, file: string): Uint8Array {
    const path = join(this.#directory, name, file);
    const found = this.#built?.find((built) => built.path === path);
    if (!found) throw new Error(`esbuild made no ${path}`);
    return found.contents;
  }
}
