import { dayAt } from '../deadlines/counting/dates.ts';
import { type ClockedCase, keptBy, keptWrites } from '../deadlines/keeping.ts';
import { latestOf, packOf, rulesFor } from '../deadlines/packs/packs.ts';
import { clockOf, type Rule, type RulePack } from '../deadlines/packs/rule.ts';
import type { Facts } from '../deadlines/packs/scope.ts';
import { stage } from '../deadlines/stage.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Write } from '../platform/record/table.ts';
import type { Case, CaseChange, CaseType, Clocks, World } from './case.ts';
import type { CaseStore } from './case-store.ts';

/**
 * What changes of a case mean for its clocks: the packs that it is counted by from its beginning, and the writes. What a change
 * means besides its events is told on the timeline, so that the history alone explains the clocks.
 */
export function clocksAfter<C extends Case, R>(
  store: CaseStore<C, R>,
  world: World<C, R>,
  after: C,
  changes: readonly Pick<CaseChange<C>, 'happened'>[],
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): { readonly packs?: Readonly<Record<string, string>>; readonly writes: readonly Write[] } {
  const { type } = store;
  const { clocks } = type;
  if (!clocks) return { writes: [] };
  const { it: before } = world;
  const packs = before.packs ?? Object.fromEntries(clocks.packs().map((name) => [name, latestOf(name).version]));
  const first = before.packs ? [] : [{ type: typeOf(type, clocks.first), at: before.createdAt }];
  const marks = clocks.marks?.(before, after) ?? [];
  const happened = [...changes.map((change) => change.happened), ...marks];
  const at = now.toISOString();
  const happenings = [...first, ...happened.map((name) => ({ type: typeOf(type, name), at }))];
  const of = clockedCase(type, clocks, { ...world, it: after }, packs);
  const told = marks.map((mark) => store.noted(after, { happened: mark }, actor, { id: mark, now }));
  return { packs, writes: [...told, ...keptWrites(keptBy(of, world.deadlines, happenings, now), now)] };
}

/** Which rule is asked for: a clock of the law, or of the house's promises. */
interface Wanted {
  readonly class: Rule['class'];
  readonly clock: string;
}

/**
 * The rule by which something of a case has its time: of the packs that the case began with, or of the latest where those do not
 * have the clock; rather one that is not in force on that day than none. Undefined where no pack has it.
 */
export function ruleFor<C extends Case, R>(
  { clocks }: Pick<CaseType<C, R>, 'clocks'>,
  world: Pick<World<C, R>, 'it' | 'customer' | 'reads'>,
  wanted: Wanted,
  at: string,
): { readonly rule: Rule; readonly pack: RulePack } | undefined {
  const begunWith = Object.entries(world.it.packs ?? {}).map(([pack, version]) => packOf(pack, version));
  const latest = clocks?.packs().map(latestOf) ?? [];
  for (const pack of [...begunWith, ...latest].filter((one) => one.class === wanted.class)) {
    const rule = clocks && ruleIn(pack, clocks.facts(world), wanted, at);
    if (rule) return { rule, pack };
  }
  return undefined;
}

function ruleIn(pack: RulePack, facts: Facts, { clock }: Wanted, at: string): Rule | undefined {
  const isWanted = (rule: Rule) => clockOf(rule) === clock;
  const days = [dayAt(at, pack.zone), ...pack.rules.filter(isWanted).map(({ inForceFrom }) => inForceFrom)];
  return days.flatMap((day) => rulesFor(pack, facts, day, stage)).find(isWanted);
}

/** What a case's clocks are kept by, as it is in that world. */
export function clockedCase<C extends Case, R>(
  { idOf }: CaseType<C, R>,
  clocks: Clocks<C, R>,
  world: Pick<World<C, R>, 'it' | 'customer' | 'reads'>,
  packs: ClockedCase['packs'],
): ClockedCase {
  const { reference, customerId, branchId } = world.it;
  return { caseId: idOf(world.it), caseReference: reference, customerId, branchId, packs, facts: clocks.facts(world) };
}

function typeOf({ name }: { readonly name: string }, happened: string): string {
  return `${name}.${happened}.v1`;
}
