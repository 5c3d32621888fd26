import { type ClockedCase, keptBy, keptWrites } from '../deadlines/keeping.ts';
import { latestOf } from '../deadlines/packs/packs.ts';
import type { Write } from '../platform/record/table.ts';
import type { Case, CaseChange, CaseType, Clocks, World } from './case.ts';

/** What changes of a case mean for its clocks: the packs that it is counted by from its beginning, and the writes. */
export function clocksAfter<C extends Case, R>(
  type: CaseType<C, R>,
  world: World<C, R>,
  after: C,
  changes: readonly Pick<CaseChange<C>, 'happened'>[],
  now: Date,
): { readonly packs?: Readonly<Record<string, string>>; readonly writes: readonly Write[] } {
  const { clocks } = type;
  if (!clocks) return { writes: [] };
  const { it: before } = world;
  const packs = before.packs ?? Object.fromEntries(clocks.packs.map((name) => [name, latestOf(name).version]));
  const first = before.packs ? [] : [{ type: typeOf(type, clocks.first), at: before.createdAt }];
  const happened = [...changes.map((change) => change.happened), ...(clocks.marks?.(before, after) ?? [])];
  const at = now.toISOString();
  const happenings = [...first, ...happened.map((name) => ({ type: typeOf(type, name), at }))];
  const of = clockedCase(type, clocks, { ...world, it: after }, packs);
  return { packs, writes: keptWrites(keptBy(of, world.deadlines, happenings, now), now) };
}

function clockedCase<C extends Case, R>(
  { idOf }: CaseType<C, R>,
  clocks: Clocks<C, R>,
  world: World<C, R>,
  packs: ClockedCase['packs'],
): ClockedCase {
  const { reference, customerId, branchId } = world.it;
  return { caseId: idOf(world.it), caseReference: reference, customerId, branchId, packs, facts: clocks.facts(world) };
}

function typeOf({ name }: { readonly name: string }, happened: string): string {
  return `${name}.${happened}.v1`;
}
