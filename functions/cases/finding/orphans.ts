import type { Table, Write } from '../../platform/record/table.ts';
import { cancelled, type Task } from '../../tasks/task.ts';
import { tasks, tasksOf } from '../../tasks/task-store.ts';
import type { Case } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { findingWrite } from './finding.ts';

/** Cancels the open tasks of a case that it does not wait for, though it should: nobody must work on them. */
export async function orphansOf<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  it: C,
  now: Date,
): Promise<Write[]> {
  const { idOf, name } = store.type;
  const { range, parse } = tasksOf(idOf(it));
  const { items } = await table.query(range);
  const found = items.map(parse).filter((task) => isOpenOf(it, task));
  // The index lags behind, and holds no token: the record tells.
  const read = await Promise.all(found.map(({ taskId }) => tasks.get(table, taskId)));
  const orphans = read.flatMap((task) => (task?.status === 'OPEN' ? [task] : []));
  if (orphans.length === 0) return [];
  const resume = { error: 'case-moved', cause: `The ${name} does not wait for this task` };
  const finding = findingWrite({
    kind: 'orphan-task',
    action: 'cancelled',
    caseType: name,
    caseId: idOf(it),
    reference: it.reference,
    foundAt: now.toISOString(),
  });
  return [...orphans.map((task) => tasks.replace(task, cancelled(task, resume), now).write), finding];
}

function isOpenOf(it: Case, { taskId, status, followsUp }: Task): boolean {
  return status === 'OPEN' && !followsUp && taskId !== it.openTaskId;
}
