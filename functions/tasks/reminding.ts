import { chainOfCase } from '../chains.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { reminders, tasks } from './task-store.ts';

/** What becomes of a task that no workflow waits for, when its time is over; nothing where somebody was reminded meanwhile. */
export async function remindOfTask(table: Table, taskId: string, now: Date): Promise<Write[]> {
  // In this order: what another run writes after the second read gives the task a version that conflicts.
  const task = await tasks.get(table, taskId);
  const reminder = await reminders.get(table, taskId);
  if (!reminder?.dueAt || reminder.dueAt > now.toISOString()) return [];
  if (!task) throw new Error(`The task ${taskId} is gone`);
  return chainOfCase(task.caseId).remind(table, task, now);
}
