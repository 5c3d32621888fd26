import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Kind, kinds } from './api-client.ts';
import { encodingOf, readRows } from './csv-file.ts';
import { defaultFields } from './default-map.ts';
import { ImportFailure } from './import-failure.ts';
import type { Source } from './import-file.ts';
import { columnsOf, type Fields, type ImportMap, readMap } from './import-map.ts';
import type { Output } from './progress.ts';

const flags = kinds.map((kind) => `--${kind} FILE`).join(', ');

export interface SourceOptions extends Readonly<Partial<Record<Kind, string | undefined>>> {
  readonly map: string | undefined;
  readonly encoding: string | undefined;
  readonly rejects: string;
}

/**
 * Looks at the files and the map before anything is sent: that they are there, are CSV, and fit each other. `identity`
 * is all that makes a later run the same import. Throws ImportFailure.
 */
export async function openSources(
  options: SourceOptions,
  output: Output,
): Promise<{ sources: readonly Source[]; identity: unknown }> {
  const asked = kinds.filter((kind) => options[kind] !== undefined);
  if (asked.length === 0) throw new ImportFailure(`Nothing to import: give one or more of ${flags}`);
  const mapped = options.map === undefined ? undefined : await readMap(options.map);
  const sources: Source[] = [];
  for (const kind of asked) sources.push(await openSource(kind, options, mapped?.map, output));
  const files = await Promise.all(
    sources.map(async ({ kind, path, encoding }) => [kind, encoding, await identityOf(path)]),
  );
  return { sources, identity: [files, mapped?.text, resolve(options.rejects)] };
}

async function openSource(kind: Kind, options: SourceOptions, map: ImportMap | undefined, output: Output) {
  const path = options[kind] ?? '';
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new ImportFailure(
      error.code === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read (${error.code})`,
    );
  });
  if (!found.isFile()) throw new ImportFailure(`${path} is not a file`);
  if (resolve(path) === resolve(options.rejects)) {
    throw new ImportFailure(`${path} is where the rejects go: name another file with --rejects`);
  }
  const encoding = await encodingOf(path, options.encoding);
  const header = await headerOf(path, encoding);
  return {
    kind,
    path,
    encoding,
    size: found.size,
    header,
    fields: fieldsOf(kind, path, header, options.map, map, output),
  };
}

async function headerOf(path: string, encoding: string): Promise<readonly string[]> {
  for await (const { cells } of readRows(path, encoding, () => undefined)) {
    const header = cells.map((cell) => cell.trim());
    const twice = header.find((column, place) => header.indexOf(column) !== place);
    if (twice !== undefined) throw new ImportFailure(`${path}: two columns are named "${twice}"`);
    return header;
  }
  throw new ImportFailure(`${path} is empty: its first line must name the columns`);
}

function fieldsOf(
  kind: Kind,
  path: string,
  header: readonly string[],
  mapPath: string | undefined,
  map: ImportMap | undefined,
  output: Output,
): Fields {
  if (!map) {
    const fields = defaultFields(kind, header);
    const used = new Set(['currency', ...Object.keys(fields)]);
    const ignored = header.filter((column) => !used.has(column));
    if (Object.keys(fields).length === 0) throw new ImportFailure(`${path} has no column of ${kind}: give a --map`);
    if (ignored.length > 0) output.write(`${path}: columns that are not known are left out: ${ignored.join(', ')}\n`);
    return fields;
  }
  const fields = map[kind]?.fields;
  if (!fields) throw new ImportFailure(`${mapPath} has no "${kind}", and --${kind} is given`);
  for (const [target, spec] of Object.entries(fields)) {
    const missing = columnsOf(spec).find((column) => !header.includes(column));
    if (missing === undefined) continue;
    throw new ImportFailure(`${mapPath}: ${kind} > fields > ${target}: ${path} has no column "${missing}"`);
  }
  return fields;
}

async function identityOf(path: string): Promise<unknown> {
  const { size, mtimeMs } = await stat(path);
  return [resolve(path), size, mtimeMs];
}
