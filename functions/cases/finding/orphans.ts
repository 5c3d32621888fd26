import type { Table, Write } from '../../platform/record/table.ts';
import { cancelled, type Task } from '../../tasks/task.ts';
import { openTasksOf, tasks } from '../../tasks/task-store.ts';
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
  const isOrphan = ({ taskId, followsUp }: Task) => !followsUp && taskId !== it.openTaskId;
  const orphans = await openTasksOf(table, idOf(it), isOrphan);
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
