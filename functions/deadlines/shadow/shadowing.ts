import { isDeepStrictEqual } from 'node:util';
import { chainOfCase } from '../../chains.ts';
import { decideAndCommit } from '../../platform/record/commit.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { type Deadline, deadlineIdOf, isOver } from '../deadline.ts';
import { latestOf, packOf } from '../packs/packs.ts';
import type { RulePack } from '../packs/rule.ts';
import { missedAt, replayed } from '../replays/replaying.ts';
import { readShadows, shadows } from './shadow-store.ts';

/** Keeps the shadow clocks of a case, after anything that happened to it: again is the same, in whatever order it is told. */
export async function shadowCase(table: Table, packs: readonly string[], caseId: string, now: Date): Promise<void> {
  await decideAndCommit(table, async () => {
    const known = await readShadows(table, caseId);
    const shadowed = packs.map((name) => versionFor(known, name));
    return { writes: await shadowWrites(table, caseId, known, shadowed, now) };
  });
}

/** A shadow clock whose time has come: what its case was told meanwhile, which no event says, is read before it is missed. */
export async function wakeShadow(table: Table, id: string, now: Date): Promise<Write[]> {
  const shadow = await shadows.get(table, id);
  if (!shadow?.wakeAt || shadow.wakeAt > now.toISOString()) return [];
  const known = (await readShadows(table, shadow.caseId)).filter(({ pack }) => pack === shadow.pack);
  return shadowWrites(table, shadow.caseId, known, [packOf(shadow.pack, shadow.packVersion)], now);
}

/**
 * The clocks follow from the whole past of the case, each time anew, so that none depends on which event came first, or twice. What has
 * become of it changes them alone: no event, no message, no task, no rung.
 */
async function shadowWrites(
  table: Table,
  caseId: string,
  known: readonly Deadline[],
  packs: readonly RulePack[],
  now: Date,
): Promise<Write[]> {
  const past = await chainOfCase(caseId).past(table, caseId);
  if (!past) return [];
  const before = new Map(known.map((shadow) => [deadlineIdOf(shadow), shadow]));
  return packs
    .flatMap((pack) => replayed(past, pack, now))
    .flatMap((clock) => written(before.get(deadlineIdOf(clock)), shadowOf(clock, now), now));
}

function written(before: Deadline | undefined, after: Deadline, now: Date): Write[] {
  if (!before) return [shadows.create(after)];
  const { version, createdAt, updatedAt } = before;
  const kept = { ...after, version, createdAt, updatedAt };
  return isDeepStrictEqual(withoutUndefined(kept), withoutUndefined(before))
    ? []
    : [shadows.replace(before, kept, now).write];
}

/** A clock as the shadow keeps it: it has no rungs, and is woken where it would be missed. */
function shadowOf(clock: Deadline, now: Date): Deadline {
  const { wakeAt, breachedAt: _, ...stays } = clock;
  const breachedAt = missedAt(clock, now);
  if (breachedAt) return { ...stays, ...(!isOver(clock) && { state: 'BREACHED' as const }), breachedAt };
  return clock.state === 'RUNNING'
    ? { ...stays, wakeAt: clock.due }
    : { ...stays, ...(clock.due === undefined && wakeAt && { wakeAt }) };
}

/** The version that the case's shadow began with, or the newest. */
function versionFor(known: readonly Deadline[], name: string): RulePack {
  const first = known.find(({ pack }) => pack === name);
  return first ? packOf(name, first.packVersion) : latestOf(name);
}

function withoutUndefined(deadline: Deadline): unknown {
  return JSON.parse(JSON.stringify(deadline));
}
