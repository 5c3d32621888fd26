import { duePlace } from '../platform/record/due.ts';
import { entity, type List, type Place } from '../platform/record/entity.ts';
import type { Table } from '../platform/record/table.ts';
import { type Deadline, type DeadlineState, deadlineIdOf, deadlineSchema, nameOfDeadline } from './deadline.ts';

/** The states in which somebody still has to do something about it. */
export const openStates = ['RUNNING', 'PAUSED', 'BREACHED', 'NOT_COMPUTABLE'] as const satisfies DeadlineState[];
export type OpenState = (typeof openStates)[number];

/**
 * The clocks of a case stand in one partition, so that they are read with it, whole. Open ones are found by branch and state,
 * first due first, and by when the waker must look at them.
 */
export const deadlines = entity({
  type: 'deadline',
  schema: deadlineSchema,
  id: deadlineIdOf,
  key(id) {
    const { caseId = '', pack, rule, generation } = nameOfDeadline(id) ?? {};
    return { PK: partitionOf(caseId), SK: `${pack}.${rule}.${generation}` };
  },
  indexes: (deadline) => ({
    GSI2: duePlace(deadlineIdOf(deadline), deadline.wakeAt),
    GSI3: openPlace(deadline),
  }),
});

/** The clocks of a case, by pack and rule. */
export function deadlinesOf(caseId: string): List<Deadline> {
  return deadlines.list({ partition: partitionOf(caseId) });
}

/** All of them, as they are now: a case has no more than a page. */
export async function readDeadlines(table: Table, caseId: string): Promise<readonly Deadline[]> {
  const { range, parse } = deadlinesOf(caseId);
  const { items } = await table.query(range);
  return items.map(parse);
}

/** The open clocks of a branch in a state, first due first; only what is due before a moment, where that is said. */
export function openIn(branchId: string, state: OpenState, before?: string): List<Deadline> {
  const range = { index: 'GSI3', partition: openPartition(branchId, state) } as const;
  return deadlines.list(before === undefined ? range : { ...range, before });
}

/** The state, if it is an open one. */
export function openStateOf(state: DeadlineState): OpenState | undefined {
  return openStates.find((open) => open === state);
}

function openPlace(deadline: Deadline): Place | undefined {
  const { branchId, due, startedAt } = deadline;
  const state = openStateOf(deadline.state);
  return state && [openPartition(branchId, state), `${due ?? startedAt}#${deadlineIdOf(deadline)}`];
}

function partitionOf(caseId: string): string {
  return `CASE#${caseId}#DEADLINES`;
}

function openPartition(branchId: string, state: OpenState): string {
  return `DEADLINES#${branchId}#${state}`;
}
