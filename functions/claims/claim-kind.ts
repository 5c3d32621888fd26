import type { Fields, TaskKind } from '../tasks/task-kind.ts';
import type { Claim, ClaimReads } from './claim.ts';
import type { ClaimPlace } from './claim-type.ts';

type Kind<F extends Fields, D extends Fields> = TaskKind<Claim, ClaimReads, F, D> & {
  readonly leadsTo: ClaimPlace;
  readonly orTo?: readonly ClaimPlace[];
};

/** Types a kind of task on claims by its schemas. */
export function claimKind<F extends Fields, D extends Fields>(declared: Kind<F, D>): Kind<F, D> {
  return declared;
}
