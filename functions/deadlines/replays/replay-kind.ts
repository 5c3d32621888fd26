import * as z from 'zod';
import { type CaseListing, dayShards, listedOn } from '../../cases/case-listing.ts';
import { chains } from '../../chains.ts';
import type { Row } from '../../jobs/job.ts';
import { type JobPage, jobKind, type PageAt } from '../../jobs/job-kind.ts';
import { logger, thrown } from '../../platform/observability.ts';
import { mayPass } from '../../platform/record/may-pass.ts';
import type { Table } from '../../platform/record/table.ts';
import { addDays, beginningOf, daysBetween, endOf } from '../counting/dates.ts';
import { packOf } from '../packs/packs.ts';
import type { RulePack } from '../packs/rule.ts';
import { columns, compared } from './comparison.ts';
import { type ReplayInput, replayInput } from './replay-schemas.ts';
import { replayed } from './replaying.ts';

/** Cases of a page: their rows fit well into an item of 400 KB. */
const PAGE = 25;

/** Where a page begins: how many shards of days are behind it, and where it goes on in the next one. */
const cursor = z.object({ shard: z.int().min(0), after: z.record(z.string(), z.unknown()).optional() });
type Cursor = z.infer<typeof cursor>;

/** Had a pack been in force: the clocks that stored cases would have missed, beside those that they have. */
export const replayKind = jobKind({
  input: replayInput,
  columns,
  async page(table, input, { cursor: at, asOf }: PageAt): Promise<JobPage> {
    const pack = packOf(input.pack, input.version);
    const shards = shardsOf(input, pack);
    const { cases, next } = await nextCases(table, shards, at === undefined ? { shard: 0 } : read(at));
    const within = cases.filter(({ createdAt }) => isWithin(createdAt, input, pack.zone));
    const results = await Promise.all(within.map((one) => replay(table, one, pack, asOf)));
    const rows = results.flatMap((result) => result ?? []);
    return {
      rows,
      tally: { ...counted(rows), cases: within.length, unreadable: results.filter((result) => !result).length },
      ...(next && { cursor: JSON.stringify(next) }),
      looked: within.length,
      done: next?.shard ?? shards.length,
      of: shards.length,
    };
  },
});

type Shard = readonly [caseType: string, day: string, shard: number];

/** The shards of the days, in UTC, that the period touches. */
function shardsOf({ from, to, caseType }: ReplayInput, { zone }: RulePack): Shard[] {
  const [first, last] = [beginningOf(from, zone).slice(0, 10), endOf(to, zone).slice(0, 10)];
  const days = Array.from({ length: daysBetween(first, last) + 1 }, (_, day) => addDays(first, day));
  const types = chains.filter(({ name, hasClocks }) => hasClocks && (caseType ?? name) === name);
  return types.flatMap(({ name }) => days.flatMap((day) => dayShards.map((shard) => [name, day, shard] as const)));
}

/** The next cases, from the first shard that has any left. */
async function nextCases(table: Table, shards: readonly Shard[], from: Cursor) {
  let at: Cursor | undefined = from;
  while (at) {
    const shard = shards[at.shard];
    if (!shard) break;
    const { range, parse } = listedOn(...shard);
    const { items, last } = await table.query({ ...range, limit: PAGE, ...(at.after && { after: at.after }) });
    const onwards: Cursor | undefined = at.shard + 1 < shards.length ? { shard: at.shard + 1 } : undefined;
    at = last ? { shard: at.shard, after: last } : onwards;
    if (items.length > 0) return { cases: items.map(parse), next: at };
  }
  return { cases: [], next: undefined };
}

/** The rows of a case. One that cannot be read is counted, and keeps the others from nothing. */
async function replay(table: Table, { caseId, caseType }: CaseListing, pack: RulePack, asOf: Date) {
  try {
    const past = await chains.find(({ name }) => name === caseType)?.past(table, caseId);
    return past ? compared(replayed(past, pack, asOf), past.deadlines, pack, asOf) : undefined;
  } catch (error) {
    if (mayPass(error)) throw error;
    logger.error('A case could not be replayed', { caseId, error: thrown(error) });
    return undefined;
  }
}

function counted(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { difference } of rows) counts[String(difference)] = (counts[String(difference)] ?? 0) + 1;
  return counts;
}

function isWithin(createdAt: string, { from, to }: ReplayInput, zone: string): boolean {
  return createdAt >= beginningOf(from, zone) && createdAt < endOf(to, zone);
}

function read(text: string): Cursor {
  return cursor.parse(JSON.parse(text));
}
