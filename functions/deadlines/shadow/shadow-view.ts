import type * as z from 'zod';
import type { Deadline } from '../deadline.ts';
import { viewOf } from '../explanation/deadline-view.ts';
import type { shadowBreachView } from './shadow-schemas.ts';

/** A missed shadow clock as ops see it: without an id, for none of the routes of deadlines knows it. */
export function shadowViewOf(shadow: Deadline): z.input<typeof shadowBreachView> {
  const { caseId, caseReference, branchId, rule, generation, state, startedAt, due, satisfiedAt, pauses } =
    viewOf(shadow);
  const { breachedAt = startedAt } = shadow;
  const kept = { ...(due && { due }), ...(satisfiedAt && { satisfiedAt }) };
  return { caseId, caseReference, branchId, rule, generation, state, startedAt, ...kept, breachedAt, pauses };
}
