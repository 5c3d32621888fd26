import { begun } from '../platform/record/entity.ts';
import type { Write } from '../platform/record/table.ts';
import { calendar } from './calendars/calendars.ts';
import { dayAt } from './counting/dates.ts';
import { type Deadline, deadlineIdOf, isOver } from './deadline.ts';
import { deadlines } from './deadline-store.ts';
import { type Happening, happened } from './happening.ts';
import { packOf, type RuleRef, ruleOf, rulesFor } from './packs/packs.ts';
import type { Rule } from './packs/rule.ts';
import type { Facts } from './packs/scope.ts';
import { type Counted, reckoned } from './reckoning.ts';
import { stage } from './stage.ts';

/** What a case's clocks are kept by: the packs that it began with, by name and version, and what their rules ask about it. */
export interface ClockedCase extends Pick<Deadline, 'caseId' | 'caseReference' | 'customerId' | 'branchId'> {
  readonly packs: Readonly<Record<string, string>>;
  readonly facts: Facts;
}

/** A clock before and after; one that begins has nothing before. */
export interface KeptDeadline {
  readonly before?: Deadline;
  readonly after: Deadline;
}

/** What became of the clocks of a case by what happened to it, in that order: those that began, and those that changed. */
export function keptBy(
  of: ClockedCase,
  known: readonly Deadline[],
  happenings: readonly Happening[],
  now: Date,
): readonly KeptDeadline[] {
  const kept = new Map<string, KeptDeadline>(known.map((each) => [deadlineIdOf(each), { before: each, after: each }]));
  for (const happening of happenings) {
    for (const [id, { after, ...rest }] of kept) {
      kept.set(id, { ...rest, after: happened(after, countedOf(after).rule, happening) });
    }
    for (const each of starting(
      of,
      [...kept.values()].map(({ after }) => after),
      happening,
      now,
    )) {
      kept.set(deadlineIdOf(each), { after: each });
    }
  }
  return [...kept.values()]
    .filter(({ before, after }) => before !== after)
    .map(({ after, ...rest }) => ({ ...rest, after: reckoned(after, countedOf(after), now) }));
}

/** The writes of clocks that began or changed. */
export function keptWrites(kept: readonly KeptDeadline[], now: Date): Write[] {
  return kept.map(({ before, after }) =>
    before ? deadlines.replace(before, after, now).write : deadlines.create(after),
  );
}

/** What a deadline is counted by: its rule in the version of its pack, and that pack's zone and calendar. */
export function countedOf({
  pack,
  packVersion: version,
  rule: id,
}: Pick<Deadline, 'pack' | 'packVersion' | 'rule'>): Counted {
  const { zone, calendar: name, rungs, rolledBy } = packOf(pack, version);
  const rule = ruleOf({ pack, version, id });
  return { rule, zone, calendar: calendar(name), rungs: rule.rungs ?? rungs, rolledBy };
}

/** The clocks that a happening begins: one for each rule that is not running, and was not unless it runs again. */
function starting(of: ClockedCase, known: readonly Deadline[], { type, at }: Happening, now: Date): Deadline[] {
  return Object.entries(of.packs).flatMap(([pack, version]) =>
    rulesFor(packOf(pack, version), of.facts, dayAt(at, packOf(pack, version).zone), stage)
      .filter((rule) => [...(rule.startedBy ?? []), ...(rule.restartedBy ?? [])].includes(type))
      .flatMap((rule) => {
        const earlier = known.filter((each) => each.pack === pack && each.rule === rule.id);
        const mayStart =
          earlier.every(isOver) && (earlier.length === 0 || rule.again || isRestart(rule, earlier, type));
        return mayStart ? [begin(of, { pack, version, id: rule.id }, earlier.length + 1, { type, at }, now)] : [];
      }),
  );
}

function isRestart(rule: Rule, earlier: readonly Deadline[], type: string): boolean {
  const last = earlier.at(-1);
  return Boolean(rule.restartedBy?.includes(type) && last?.endedAt !== undefined && last.endedBy === undefined);
}

function begin(
  { caseId, caseReference, customerId, branchId }: ClockedCase,
  { pack, version, id }: RuleRef,
  generation: number,
  { type, at }: Happening,
  now: Date,
): Deadline {
  const of = { caseId, caseReference, customerId, branchId };
  const began = { startedAt: at, startedBy: type, state: 'RUNNING', ...begun(now) } as const;
  return { ...of, pack, packVersion: version, rule: id, generation, ...began };
}
