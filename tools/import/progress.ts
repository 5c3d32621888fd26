import cliProgress from 'cli-progress';
import type { Counts } from './import-state.ts';

/** Where the import tells what it does: a terminal, a file or a pipe. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Shows how far a file is: a bar on a terminal, a line at each tenth elsewhere. */
export interface Progress {
  update(bytes: number, counts: Counts): void;
  stop(): void;
}

export function showProgress(label: string, totalBytes: number, output: Output): Progress {
  return output.isTTY ? bar(label, totalBytes, output) : plainLines(label, totalBytes, output);
}

function bar(label: string, totalBytes: number, stream: Output): Progress {
  const shown = new cliProgress.SingleBar({
    stream,
    hideCursor: true,
    format: `${label} {bar} {percentage} % | {read} rows, {rejected} rejected | {duration_formatted}`,
  });
  shown.start(totalBytes, 0, { read: 0, rejected: 0 });
  return { update: (bytes, counts) => shown.update(bytes, counts), stop: () => shown.stop() };
}

function plainLines(label: string, totalBytes: number, stream: Output): Progress {
  let said = 0;
  return {
    update(bytes, { read, rejected }) {
      const tenth = totalBytes === 0 ? 10 : Math.floor((10 * bytes) / totalBytes);
      if (tenth <= said) return;
      said = tenth;
      stream.write(`${label} ${tenth * 10} %: ${read} rows, ${rejected} rejected\n`);
    },
    stop: () => undefined,
  };
}
