import { entityOf } from '../platform/record/entity.ts';
import { resumeAttributes } from '../platform/record/resume.ts';
import type { Item, Range, Table, Write } from '../platform/record/table.ts';
import type { Task } from './task.ts';

const key = (taskId: string) => ({ PK: `TASK#${taskId}`, SK: 'TASK' });

/** The task, or undefined. */
export async function getTask(table: Table, taskId: string): Promise<Task | undefined> {
  const item = await table.get(key(taskId));
  return item && toTask(item);
}

export function toTask(item: Item): Task {
  const { outbox, ...task } = entityOf<Task & { outbox?: string }>(item);
  return task;
}

export function createTask(task: Task): Write {
  return { create: toItem(task) };
}

export function replaceTask(task: Task, read: number): Write {
  return { replace: toItem(task), read };
}

/** A branch's queue, first due first. Branches are the shards: no queue is hotter than its branch is large. */
export function queueRange(queue: string, branchId: string, status: string): Range {
  return { index: 'GSI2', partition: queueKey(queue, branchId, status) };
}

/** The tasks of a case, newest first. */
export function caseTasks(caseId: string): Range {
  return { index: 'GSI1', partition: `CASE#${caseId}#TASKS`, newestFirst: true };
}

function toItem(task: Task): Item {
  return {
    ...key(task.taskId),
    GSI1PK: `CASE#${task.caseId}#TASKS`,
    GSI1SK: `${task.createdAt}#${task.taskId}`,
    GSI2PK: queueKey(task.queue, task.branchId, task.status),
    GSI2SK: `${task.dueAt}#${task.taskId}`,
    entity: 'task',
    ...task,
    ...resumeAttributes(task),
  };
}

function queueKey(queue: string, branchId: string, status: string): string {
  return `QUEUE#${queue}#${branchId}#${status}`;
}
