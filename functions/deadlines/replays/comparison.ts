import type { Row } from '../../jobs/job.ts';
import type { Deadline } from '../deadline.ts';
import { countedOf } from '../keeping.ts';
import { clockOf, type RulePack } from '../packs/rule.ts';
import { missedAt } from './replaying.ts';

/**
 * What is different: missed by the replayed pack only, by both, by its own only, or by its own while the replayed version of the pack
 * has no such clock for it.
 */
export const differences = ['newly-missed', 'missed-too', 'no-longer-missed', 'no-clock'] as const;
export type Difference = (typeof differences)[number];

export const columns = [
  ...['caseReference', 'caseId', 'branchId', 'clock', 'generation', 'difference'],
  ...['rule', 'startedAt', 'due', 'satisfiedAt', 'breachedAt'],
  ...['ownRule', 'ownStartedAt', 'ownDue', 'ownSatisfiedAt', 'ownBreachedAt'],
];

/** A clock by the replayed pack, and the case's own for the same. */
interface Pair {
  readonly clock: string;
  readonly replayed?: Deadline;
  readonly own?: Deadline;
}

/**
 * A row for each clock of a case that was missed, by a replayed pack or by those that it has: the same clock, and the same
 * generation, side by side. Clocks of other packs that the replayed one says nothing of are none of its business.
 */
export function compared(
  replayed: readonly Deadline[],
  own: readonly Deadline[],
  { pack }: Pick<RulePack, 'pack'>,
  now: Date,
): Row[] {
  const pairs = new Map<string, Pair>();
  for (const each of replayed) pairs.set(nameOf(each), { clock: clockNamed(each), replayed: each });
  for (const each of own.toSorted((a, b) => rankOf(a, pack) - rankOf(b, pack))) {
    const pair = pairs.get(nameOf(each));
    const counterpart = pair ? pair.own === undefined : each.pack === pack;
    if (counterpart) pairs.set(nameOf(each), { clock: clockNamed(each), ...pair, own: each });
  }
  return [...pairs.values()].flatMap((pair) => rowOf(pair, now));
}

/** Of several clocks for the same, that of the same pack stands beside the replayed one, then what the law sets, then what was promised. */
function rankOf(deadline: Deadline, pack: string): number {
  if (deadline.pack === pack) return 0;
  return countedOf(deadline).rule.class === 'law' ? 1 : 2;
}

function rowOf({ clock, replayed, own }: Pair, now: Date): Row[] {
  const breachedAt = replayed && missedAt(replayed, now);
  const ownBreachedAt = own && missedAt(own, now);
  const one = replayed ?? own;
  if (!one || (!breachedAt && !ownBreachedAt)) return [];
  const { caseReference, caseId, branchId, generation } = one;
  const difference: Difference = breachedAt
    ? ownBreachedAt
      ? 'missed-too'
      : 'newly-missed'
    : replayed
      ? 'no-longer-missed'
      : 'no-clock';
  return [
    {
      ...{ caseReference, caseId, branchId, clock, generation, difference },
      ...{ rule: ruleOf(replayed), startedAt: replayed?.startedAt ?? null, due: replayed?.due ?? null },
      ...{ satisfiedAt: replayed?.satisfiedAt ?? null, breachedAt: breachedAt ?? null },
      ...{ ownRule: ruleOf(own), ownStartedAt: own?.startedAt ?? null, ownDue: own?.due ?? null },
      ...{ ownSatisfiedAt: own?.satisfiedAt ?? null, ownBreachedAt: ownBreachedAt ?? null },
    },
  ];
}

function ruleOf(deadline: Deadline | undefined): string | null {
  return deadline ? `${deadline.pack} ${deadline.packVersion} ${deadline.rule}` : null;
}

function nameOf(deadline: Deadline): string {
  return `${clockNamed(deadline)} ${deadline.generation}`;
}

function clockNamed(deadline: Deadline): string {
  return clockOf(countedOf(deadline).rule);
}
