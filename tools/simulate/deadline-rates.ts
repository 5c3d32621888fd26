import type { Deadline } from '../../functions/deadlines/deadline.ts';
import { type Count, countsOf } from './counts.ts';

export interface Rate {
  /** Pack and rule, `CN.art23-pay`. */
  readonly rule: string;
  readonly kept: number;
  /** Past its date, whether it was done later or not. */
  readonly missed: number;
  readonly cancelled: number;
  /** Running or standing still at the end. */
  readonly open: number;
  /** For want of a year of the calendar. */
  readonly notComputable: number;
  /** Kept of those that were kept or missed, in per cent to a tenth; null where there are none. */
  readonly keptPercent: number | null;
}

/** How the deadlines of each rule ended. One that another generation of it has taken over counts as that one. */
export function ratesOf(deadlines: Iterable<Deadline>): Rate[] {
  const counted = [...deadlines].filter(({ state }) => state !== 'SUPERSEDED');
  return [...Map.groupBy(counted, ({ pack, rule }) => `${pack}.${rule}`)]
    .map(([rule, same]) => rateOf(rule, same))
    .sort((one, other) => (one.rule < other.rule ? -1 : 1));
}

/** Rungs that were reached, in per cent, each once for a deadline. */
export function rungsOf(deadlines: Iterable<Deadline>): Count[] {
  const reached = [...deadlines].flatMap((deadline) => deadline.reached ?? []);
  return countsOf(reached.map((percent) => `${percent} %`)).sort(
    (one, other) => Number.parseInt(one.name, 10) - Number.parseInt(other.name, 10),
  );
}

function rateOf(rule: string, deadlines: readonly Deadline[]): Rate {
  const missed = deadlines.filter(({ breachedAt }) => breachedAt !== undefined);
  const others = deadlines.filter(({ breachedAt }) => breachedAt === undefined);
  const count = (...states: Deadline['state'][]) => others.filter(({ state }) => states.includes(state)).length;
  const kept = count('SATISFIED');
  const ended = kept + missed.length;
  return {
    rule,
    kept,
    missed: missed.length,
    cancelled: count('CANCELLED'),
    open: count('RUNNING', 'PAUSED'),
    notComputable: count('NOT_COMPUTABLE'),
    keptPercent: ended === 0 ? null : Math.round((kept * 1000) / ended) / 10,
  };
}
