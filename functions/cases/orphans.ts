import type { Table, Write } from '../platform/record/table.ts';
import { cancelled } from '../tasks/task.ts';
import { caseTasks, replaceTask, toTask } from '../tasks/task-store.ts';
import type { Case } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { findingWrite } from './finding.ts';

/** Cancels the open tasks of a case that it does not wait for: nobody must work on them. */
export async function orphansOf<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  it: C,
  now: Date,
): Promise<Write[]> {
  const { idOf, name } = store.type;
  const { items } = await table.query(caseTasks(idOf(it)));
  const orphans = items.map(toTask).filter(({ taskId, status }) => status === 'OPEN' && taskId !== it.openTaskId);
  if (orphans.length === 0) return [];
  const resume = { error: 'case-moved', cause: `The ${name} does not wait for this task` };
  const found = findingWrite({
    kind: 'orphan-task',
    action: 'cancelled',
    caseType: name,
    caseId: idOf(it),
    reference: it.reference,
    foundAt: now.toISOString(),
  });
  return [...orphans.map((task) => replaceTask(cancelled(task, resume, now), task.version)), found];
}
