import type { Actor } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { takenBack } from '../tasks/follow-up.ts';
import type { Task } from '../tasks/task.ts';
import { openTasksOf } from '../tasks/task-store.ts';
import type { Case } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { reachKind } from './reach-customer.ts';

/**
 * What follows for staff when a customer answers: nobody need ask any more why the customer is silent, and the case's timeline tells
 * so. A task of another reason stays, for an answer mends no address.
 */
export async function customerAnswered<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  it: C,
  actor: Actor,
  now: Date,
): Promise<Write[]> {
  const asked = await openTasksOf(table, store.type.idOf(it), asksTheSilent);
  return asked.flatMap((task) => {
    const answered = { happened: 'customer-answered', data: { kind: task.kind } };
    return [...takenBack(task, now), store.noted(it, answered, actor, { id: task.taskId, now })];
  });
}

function asksTheSilent({ kind, facts }: Task): boolean {
  return kind === reachKind && facts.why === 'silent';
}
