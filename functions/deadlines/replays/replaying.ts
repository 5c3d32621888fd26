import type { Past } from '../../cases/past.ts';
import { type Deadline, deadlineIdOf } from '../deadline.ts';
import { type Happening, type Told, told } from '../happening.ts';
import { countedOf, keptBy } from '../keeping.ts';
import type { RulePack } from '../packs/rule.ts';
import { reckoned } from '../reckoning.ts';

type Step = { readonly at: string } & ({ readonly happening: Happening } | { readonly telling: Told });

/**
 * The clocks that a case would have by a pack, had it been in force from the case's beginning until `now`: begun, paused and
 * kept by all that happened to it and was told, in the order in which it was. Extensions are none, for nobody approved them.
 */
export function replayed(past: Past, { pack, version }: RulePack, now: Date): readonly Deadline[] {
  const of = { ...past.of, packs: { [pack]: version } };
  const until = now.toISOString();
  let clocks: readonly Deadline[] = [];
  for (const step of stepsOf(past)) {
    if (step.at > until) break;
    clocks = 'telling' in step ? clocks.map((clock) => toldBy(clock, step.telling, now)) : after(step.happening);
  }
  return clocks.map((clock) => reckoned(clock, countedOf(clock), now));

  function after(happening: Happening): readonly Deadline[] {
    const kept = keptBy(of, clocks, [happening], now).map(({ after }) => [deadlineIdOf(after), after] as const);
    return [...new Map([...clocks.map((clock) => [deadlineIdOf(clock), clock] as const), ...kept]).values()];
  }
}

/**
 * When a clock was missed: at its due date, where nothing had kept or ended it by then. So it is told of clocks of which
 * nobody was woken.
 */
export function missedAt({ due, satisfiedAt, endedAt }: Deadline, now: Date): string | undefined {
  if (due === undefined) return undefined;
  return (satisfiedAt ?? endedAt ?? now.toISOString()) >= due ? due : undefined;
}

function toldBy(clock: Deadline, telling: Told, now: Date): Deadline {
  const counted = countedOf(clock);
  return reckoned(told(clock, counted.rule, telling), counted, now);
}

/** What a provider says of a message is proven twice, when it was sent off and when it arrived, each at its own time. */
function stepsOf({ happenings, tellings }: Past): Step[] {
  const said = tellings.flatMap((telling) => [
    ...(telling.dispatchedAt ? [{ at: telling.dispatchedAt, telling: { ...telling, receivedAt: undefined } }] : []),
    ...(telling.receivedAt ? [{ at: telling.receivedAt, telling }] : []),
  ]);
  const steps = [...happenings.map((happening) => ({ at: happening.at, happening })), ...said];
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
