import type { KindView } from '../cases/chain/chain.ts';
import { chains } from '../chains.ts';
import type { Role } from '../platform/http/auth.ts';

/** Every kind of task once; the hand-over is one of each chain. */
export const kinds: readonly KindView[] = [
  ...new Map(chains.flatMap((chain) => chain.kinds.map((kind) => [kind.kind, kind]))).values(),
];

const queues = chains.flatMap((chain) => chain.queues);

/** The queues of all chains, and those above them, by the role that works in each. */
export const queueNames = atLeastOne([
  ...new Set([...queues.map(({ name }) => name), ...queues.map(({ escalatesTo }) => escalatesTo)]),
]);

/** The roles of the queues that others escalate to. */
export const superiors = atLeastOne([...new Set(queues.map(({ escalatesTo }) => escalatesTo))]);

/** Who decides some kind of task by its decision; what a customer decides has routes of its own. */
export const deciders = atLeastOne([...new Set(chains.flatMap((chain) => chain.kinds).flatMap(byStaff))]);

/** The staff who decide a kind of task. */
export function byStaff(kind: KindView): Role[] {
  return kind.deciders.filter((role) => role !== 'customer');
}

/** Values as `z.union` and the like take them. */
export function atLeastOne<T>(values: readonly T[]): [T, ...T[]] {
  const [first, ...others] = values;
  if (first === undefined) throw new Error('There is none');
  return [first, ...others];
}
