import { type ApiClient, connect, kinds } from './api-client.ts';
import { holdsFirstRows, importFile, type Source } from './import-file.ts';
import { type Counts, none, type State, StateFile } from './import-state.ts';
import { openSources, type SourceOptions } from './open-sources.ts';
import { type Output, showProgress } from './progress.ts';
import { RejectsFile } from './rejects-file.ts';

export interface ImportOptions extends SourceOptions {
  readonly endpoint: string;
  readonly token: string | undefined;
  /** Where the record of a stopped run is. */
  readonly stateFolder: string;
  /** Stops the import where it is; it throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Brings files of branches, staff, customers and policies in through the API, in this order, since one needs the other. Prints
 * what it does to `output`. Resolves when every row is settled, rejected ones included; throws ImportFailure where it
 * cannot go on, and then goes on from there when it is run again.
 */
export async function runImport(options: ImportOptions, output: Output): Promise<void> {
  const { sources, identity } = await openSources(options, output);
  const client = await connect(options);
  const rejects = new RejectsFile(
    options.rejects,
    sources.map(({ header }) => header),
  );
  const stateFile = new StateFile(options.stateFolder, [identity, options.endpoint]);
  let state = await stoppedRun(stateFile, rejects, sources, client, output);
  if (!state) {
    await rejects.clear();
    state = { rejectsBytes: 0 };
  }
  for (const source of sources) {
    for await (const counts of settledCounts(source, client, rejects, state[source.kind] ?? none, output)) {
      state = { ...state, [source.kind]: counts, rejectsBytes: rejects.bytes };
      await stateFile.write(state);
    }
  }
  await stateFile.remove();
  summarize(sources, state, rejects, output);
}

/** Where to go on, if an earlier run was stopped and all that it did is still there. */
async function stoppedRun(
  stateFile: StateFile,
  rejects: RejectsFile,
  [first]: readonly Source[],
  client: ApiClient,
  output: Output,
): Promise<State | undefined> {
  const state = await stateFile.read();
  if (!state || !first) return undefined;
  if (!(await holdsFirstRows(first, client)) || !(await rejects.goOn(state.rejectsBytes))) {
    output.write('A stopped import was found, but what it did is not there any more: starting over.\n');
    return undefined;
  }
  const done = kinds.reduce((sum, kind) => sum + (state[kind]?.read ?? 0), 0);
  output.write(`Going on with a stopped import: ${done} rows are done.\n`);
  return state;
}

/** The counts of a file after each batch. */
async function* settledCounts(
  source: Source,
  client: ApiClient,
  rejects: RejectsFile,
  start: Counts,
  output: Output,
): AsyncGenerator<Counts> {
  const progress = showProgress(source.kind, source.size, output);
  let counts = start;
  try {
    for await (const settled of importFile(source, client, start.read)) {
      counts = add(counts, settled.counts);
      await rejects.add(settled.rejects, source.header);
      progress.update(settled.bytesRead, counts);
      yield counts;
    }
    yield counts;
  } finally {
    progress.stop();
  }
}

function add(a: Counts, b: Counts): Counts {
  return {
    read: a.read + b.read,
    written: a.written + b.written,
    unchanged: a.unchanged + b.unchanged,
    rejected: a.rejected + b.rejected,
  };
}

function summarize(sources: readonly Source[], state: State, rejects: RejectsFile, output: Output): void {
  let rejected = 0;
  for (const { kind, path } of sources) {
    const counts = state[kind] ?? none;
    rejected += counts.rejected;
    output.write(
      `${kind} (${path}): read ${counts.read} = written ${counts.written} + unchanged ${counts.unchanged} + rejected ${counts.rejected}\n`,
    );
  }
  if (rejected > 0) output.write(`${rejected} rejected: see ${rejects.path} for the lines and the reasons\n`);
}
