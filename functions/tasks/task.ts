import type { Principal, Role } from '../platform/http/auth.ts';
import { DomainError } from '../platform/problems.ts';
import { type Actor, actorOf } from '../platform/record/events.ts';
import type { Resume } from '../platform/record/resume.ts';
import { says } from './task-wordings.ts';

/** Where tasks of a branch wait to be taken; named as the role whose work it is. */
export interface Queue {
  readonly name: Role;
  /** The queue, and so the role, that a task goes to when nobody decided it in its time. */
  readonly escalatesTo: Role;
}
export const taskStatuses = ['OPEN', 'DECIDED', 'CANCELLED'] as const;

/** Work that a workflow waits for a person to decide. */
export interface Task {
  readonly taskId: string;
  readonly kind: string;
  readonly queue: string;
  /** Its queue's superior: that role also decides what is assigned to somebody, and gives it to somebody else. */
  readonly escalatesTo: string;
  readonly status: (typeof taskStatuses)[number];
  readonly caseId: string;
  readonly caseReference: string;
  readonly customerId: string;
  readonly branchId: string;
  /** What the person needs to decide, frozen when the task was opened. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly dueAt: string;
  readonly escalations: number;
  readonly assignee?: Actor;
  readonly decision?: Readonly<Record<string, unknown>>;
  readonly decidedBy?: Actor;
  readonly decidedAt?: string;
  /** Resumes the workflow that waits; never leaves the record. A task that no workflow waits for has none. */
  readonly taskToken?: string;
  readonly resume?: Resume;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The task, decided. Only its assignee or a supervisor may decide a task that is assigned. */
export function decided(task: Task, decision: Record<string, unknown>, by: Principal, resume: Resume, now: Date): Task {
  assertOpen(task);
  if (task.assignee && task.assignee.sub !== by.sub && !isSuperior(by, task)) {
    throw new DomainError('forbidden', says.notYours);
  }
  const at = now.toISOString();
  return { ...change(task, now), status: 'DECIDED', decision, decidedBy: actorOf(by), decidedAt: at, resume };
}

/** The task, taken on by a person, or given to one by a supervisor. */
export function assigned(task: Task, assignee: Actor, by: Principal, now: Date): Task {
  assertOpen(task);
  const others = assignee.sub !== by.sub || (task.assignee !== undefined && task.assignee.sub !== by.sub);
  if (others && !isSuperior(by, task) && !by.roles.includes('admin')) {
    throw new DomainError('forbidden', says.supervisorAssigns);
  }
  return { ...change(task, now), assignee };
}

/** The task, no longer needed; the workflow that waits for it is resumed with the error. */
export function cancelled(task: Task, resume: Resume, now: Date): Task {
  return { ...change(task, now), status: 'CANCELLED', resume };
}

/** The task under a new wait, which has its token. */
export function awaitedAgain(task: Task, taskToken: string, now: Date): Task {
  return { ...change(task, now), taskToken };
}

/** The task under a new wait until `dueAt`: whoever was waited for is reminded of it. */
export function extended(task: Task, taskToken: string, dueAt: string, now: Date): Task {
  return { ...awaitedAgain(task, taskToken, now), dueAt };
}

/** The task that nobody decided in its time, in the queue above its own, where anybody may take it. */
export function escalated(task: Task, taskToken: string | undefined, dueAt: string, now: Date): Task {
  const { assignee, ...rest } = task;
  const next = { ...change(rest, now), queue: task.escalatesTo, dueAt, escalations: task.escalations + 1 };
  return taskToken === undefined ? next : { ...next, taskToken };
}

/** Whether it is somebody of the queue above the task's own. */
export function isSuperior({ roles }: Principal, { escalatesTo }: Task): boolean {
  return roles.some((role) => role === escalatesTo);
}

function change(task: Task, now: Date): Task {
  return { ...task, version: task.version + 1, updatedAt: now.toISOString() };
}

function assertOpen(task: Task): void {
  if (task.status !== 'OPEN') throw new DomainError('illegal-state', says.already(task.status));
}
