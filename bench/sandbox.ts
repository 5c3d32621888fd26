import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startCareline } from '../local/careline.ts';
import type { Order } from './sandbox/player.ts';

// `npm run bench:sandbox [claims]`: what a fast-track claim takes of the sandbox, from the report to the payment: the processor
// time of its process with all functions in it, and the memory that it holds. Whoever plays the claims is a process of its own.
// Fails where that is more than we want (bench/README.md).

const wanted = { milliseconds: 150, mebibytes: 800 };
const MARKS = [500, 1000, 2000, 3000];
const MEBIBYTE = 2 ** 20;

const claims = Number(process.argv[2] ?? 2000);
const sandbox = await startCareline();
const player = fork(join(import.meta.dirname, 'sandbox/player.ts'), [sandbox.url]);
console.log('claims   ms a claim   MiB resident   MiB at most   MiB of heap in the main thread');
printRow(0, undefined);
try {
  let played = 0;
  for (const mark of [...MARKS.filter((figure) => figure < claims), claims]) {
    await tell(player, { kind: 'insure', from: played, to: mark });
    const before = process.cpuUsage();
    await tell(player, { kind: 'play', from: played, to: mark });
    const { user, system } = process.cpuUsage(before);
    const each = (user + system) / 1000 / (mark - played);
    printRow(mark, each);
    if (each > wanted.milliseconds) fail(`A claim takes more than ${wanted.milliseconds} ms`);
    played = mark;
  }
  if (residentAtMost() > wanted.mebibytes) fail(`The sandbox takes more than ${wanted.mebibytes} MiB`);
} finally {
  player.kill();
  await sandbox.stop();
}

/** Has the player do something; resolves when it is done, rejects when the player ends. */
async function tell(to: ChildProcess, order: Order): Promise<void> {
  const heard = new AbortController();
  const gone = once(to, 'exit', heard).then(([code]) => {
    throw new Error(`The player ended with ${code}`);
  });
  to.send(order);
  await Promise.race([once(to, 'message', heard), gone]);
  gone.catch(() => undefined);
  heard.abort();
}

function printRow(played: number, milliseconds: number | undefined): void {
  const { rss, heapUsed } = process.memoryUsage();
  const figures: [number | undefined, number][] = [
    [played, 6],
    [milliseconds, 13],
    [rss / MEBIBYTE, 15],
    [residentAtMost(), 14],
    [heapUsed / MEBIBYTE, 33],
  ];
  console.log(figures.map(([figure, width]) => (figure?.toFixed(0) ?? '').padStart(width)).join(''));
}

/** What the process held when it held most, in MiB. */
function residentAtMost(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}
