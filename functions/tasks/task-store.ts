import * as z from 'zod';
import { duePlace } from '../platform/record/due.ts';
import { entity, type List } from '../platform/record/entity.ts';
import { resumes, unshown } from '../platform/record/resume.ts';
import type { Table } from '../platform/record/table.ts';
import { type Task, taskSchema } from './task.ts';

/**
 * An open task is found in its branch's queue and by whoever it is assigned to, first due first; one that is done, by the
 * day on which it was. Branches are the shards: no queue is hotter than its branch is large.
 */
export const tasks = entity({
  type: 'task',
  schema: taskSchema,
  id: ({ taskId }) => taskId,
  apart: unshown,
  effects: resumes,
  indexes: (task) => ({
    GSI1: [casePartition(task.caseId), `${task.createdAt}#${task.taskId}`],
    ...(task.status === 'OPEN' ? openPlaces(task) : { GSI3: donePlace(task) }),
  }),
});

/**
 * By when somebody is reminded of a task that no workflow waits for: the task's own place in that index is its queue. One
 * that is done is soon forgotten.
 */
export const reminders = entity({
  type: 'task-reminder',
  schema: z.object({ taskId: z.string(), dueAt: z.iso.datetime().optional(), doneAt: z.iso.datetime().optional() }),
  id: ({ taskId }) => taskId,
  indexes: ({ taskId, dueAt }) => ({ GSI2: duePlace(taskId, dueAt) }),
  expires: ({ doneAt }) => (doneAt === undefined ? undefined : new Date(doneAt)),
});

/** The open tasks of a branch's queue. */
export function queueOf(queue: string, branchId: string): List<Task> {
  return tasks.list({ index: 'GSI2', partition: queuePartition(queue, branchId) });
}

/** The open tasks of a person, in whatever queue. */
export function assignedTo(sub: string): List<Task> {
  return tasks.list({ index: 'GSI3', partition: assigneePartition(sub) });
}

/** The tasks of a branch's queue that were decided, or no longer needed, on a day (UTC), newest first. */
export function doneIn(queue: string, branchId: string, status: string, day: string): List<Task> {
  return tasks.list({ index: 'GSI3', partition: donePartition(queue, branchId, status, day), newestFirst: true });
}

/** The open tasks of a case that are wanted. The index lags behind and holds no token: the record tells. */
export async function openTasksOf(table: Table, caseId: string, wanted: (task: Task) => boolean): Promise<Task[]> {
  const isWanted = (task: Task | undefined) => task?.status === 'OPEN' && wanted(task);
  const { range, parse } = tasksOf(caseId);
  const { items } = await table.query(range);
  const listed = items.map(parse).filter(isWanted);
  const read = await Promise.all(listed.map(({ taskId }) => tasks.get(table, taskId)));
  return read.flatMap((task) => (task && isWanted(task) ? [task] : []));
}

/** The tasks of a case, newest first. */
export function tasksOf(caseId: string): List<Task> {
  return tasks.list({ index: 'GSI1', partition: casePartition(caseId), newestFirst: true });
}

function openPlaces({ queue, branchId, dueAt, taskId, assignee }: Task) {
  const sort = `${dueAt}#${taskId}`;
  return {
    GSI2: [queuePartition(queue, branchId), sort],
    GSI3: assignee && ([assigneePartition(assignee.sub), sort] as const),
  } as const;
}

function donePlace({ queue, branchId, status, updatedAt, taskId }: Task) {
  return [donePartition(queue, branchId, status, updatedAt.slice(0, 10)), `${updatedAt}#${taskId}`] as const;
}

function casePartition(caseId: string): string {
  return `CASE#${caseId}#TASKS`;
}

function queuePartition(queue: string, branchId: string): string {
  return `QUEUE#${queue}#${branchId}`;
}

function assigneePartition(sub: string): string {
  return `ASSIGNEE#${sub}`;
}

function donePartition(queue: string, branchId: string, status: string, day: string): string {
  return `QUEUE#${queue}#${branchId}#${status}#${day}`;
}
