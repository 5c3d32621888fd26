import { parseArgs } from 'node:util';
import { type ImportOptions, runImport } from './import.ts';
import { ImportFailure } from './import-failure.ts';

const usage = `Usage: npm run import -- --customers FILE --policies FILE [options]

  --branches FILE    CSV of branches
  --staff FILE       CSV of staff
  --customers FILE   CSV of customers
  --policies FILE    CSV of policies (may be the same file, with a map)
  --map FILE         which columns become which fields; see docs/import.md
  --endpoint URL     the API, http://127.0.0.1:3000 by default
  --token TOKEN      a bearer token of an integration or admin (or CARELINE_TOKEN); a sandbox gives one by itself
  --encoding NAME    utf-8 or gb18030 …, found out by default
  --rejects FILE     where rows go that are not taken, rejects.csv by default

A stopped import goes on where it was when the same command is run again. Exit code 0 when every row is settled,
rejected ones included; 1 when the import could not be finished.`;

const stop = new AbortController();
// Once: who cannot wait for the requests under way stops it with a second Ctrl-C.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = optionsOf(args);
    if (options === 'help') process.stdout.write(`${usage}\n`);
    else await runImport(options, process.stdout);
    return 0;
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write('Stopped. The same command goes on from here.\n');
      return 130;
    }
    if (!(error instanceof ImportFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function optionsOf(args: readonly string[]): ImportOptions | 'help' {
  const { help, endpoint, ...values } = parsed(args);
  if (help) return 'help';
  return {
    branches: values.branches,
    staff: values.staff,
    customers: values.customers,
    policies: values.policies,
    map: values.map,
    endpoint: endpoint.replace(/\/+$/, ''),
    token: values.token ?? process.env.CARELINE_TOKEN,
    encoding: values.encoding,
    rejects: values.rejects,
    stateFolder: '.import',
    signal: stop.signal,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        branches: { type: 'string' },
        staff: { type: 'string' },
        customers: { type: 'string' },
        policies: { type: 'string' },
        map: { type: 'string' },
        endpoint: { type: 'string', default: 'http://127.0.0.1:3000' },
        token: { type: 'string' },
        encoding: { type: 'string' },
        rejects: { type: 'string', default: 'rejects.csv' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new ImportFailure(`${(error as Error).message}\n\n${usage}`);
  }
}
