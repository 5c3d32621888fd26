import * as z from 'zod';
import type { Principal, Role } from '../platform/http/auth.ts';
import { DomainError } from '../platform/problems.ts';
import { versioned } from '../platform/record/entity.ts';
import { type Actor, actor, actorOf } from '../platform/record/events.ts';
import { type Resume, resumable } from '../platform/record/resume.ts';
import { says } from './task-wordings.ts';

/** Where tasks of a branch wait to be taken; named as the role whose work it is. */
export interface Queue {
  readonly name: Role;
  /** The queue, and so the role, that a task goes to when nobody decided it in its time. */
  readonly escalatesTo: Role;
}
export const taskStatuses = ['OPEN', 'DECIDED', 'CANCELLED'] as const;

/** Work that a workflow waits for a person to decide. One that no workflow waits for has no token. */
export const taskSchema = z.lazy(() =>
  z.object({
    ...versioned,
    ...resumable,
    taskId: z.string(),
    kind: z.string(),
    queue: z.string(),
    /** Its queue's superior: that role also decides what is assigned to somebody, and gives it to somebody else. */
    escalatesTo: z.string(),
    status: z.enum(taskStatuses),
    /** No workflow waits for it, and its case does not stand still for it. */
    followsUp: z.literal(true).optional(),
    caseId: z.string(),
    caseReference: z.string(),
    customerId: z.string(),
    customerName: z.string().optional(),
    branchId: z.string(),
    /** What the person needs to decide, frozen when the task was opened. */
    facts: z.record(z.string(), z.unknown()),
    dueAt: z.iso.datetime(),
    escalations: z.int(),
    /** How often whoever it waits for was reminded. */
    reminders: z.int().optional(),
    assignee: actor.optional(),
    /** By sub: whom the assignee stands in for. */
    standsInFor: z.string().optional(),
    /** When the customer was told that somebody will come or call. */
    appointmentAt: z.iso.datetime().optional(),
    decision: z.record(z.string(), z.unknown()).optional(),
    decidedBy: actor.optional(),
    decidedAt: z.iso.datetime().optional(),
  }),
);
export type Task = Readonly<z.infer<typeof taskSchema>>;

/** The task, decided. Only its assignee or a supervisor may decide a task that is assigned. */
export function decided(
  task: Task,
  decision: Record<string, unknown>,
  by: Principal,
  resume: Resume | undefined,
  now: Date,
): Task {
  assertOpen(task);
  if (task.assignee && task.assignee.sub !== by.sub && !isSuperior(by, task)) {
    throw new DomainError('forbidden', says.notYours);
  }
  const answered = { decision, decidedBy: actorOf(by), decidedAt: now.toISOString(), ...(resume && { resume }) };
  return { ...task, status: 'DECIDED', ...answered };
}

/** Whom a task is given to. */
interface Given {
  readonly assignee: Actor;
  readonly standsInFor?: string | undefined;
  readonly appointmentAt?: string | undefined;
}

/** The task, taken on by a person, or given to one by a supervisor. */
export function assigned(task: Task, { assignee, standsInFor, appointmentAt }: Given, by: Principal): Task {
  assertMayAssign(task, assignee.sub, by);
  return {
    ...unassigned(task),
    assignee,
    ...(standsInFor !== undefined && { standsInFor }),
    ...(appointmentAt !== undefined && { appointmentAt }),
  };
}

/** The task of somebody who is not there: another's in their place, or anybody's in its queue. */
export function passedOn(task: Task, from: string, assignee: Actor | undefined): Task {
  return { ...unassigned(task), ...(assignee && { assignee, standsInFor: from }) };
}

/** Throws `forbidden`: everybody takes on what is nobody's, and a supervisor gives a task to others. */
export function assertMayAssign(task: Task, sub: string, by: Principal): void {
  assertOpen(task);
  const others = sub !== by.sub || (task.assignee !== undefined && task.assignee.sub !== by.sub);
  if (others && !isSuperior(by, task) && !by.roles.includes('admin')) {
    throw new DomainError('forbidden', says.supervisorAssigns);
  }
}

/** Throws `forbidden` for whoever does not decide tasks of its kind, or of its queue. */
export function assertMayDecide(by: Principal, task: Task, { deciders }: { readonly deciders: readonly Role[] }): void {
  if (!deciders.some((role) => by.roles.includes(role))) {
    throw new DomainError('forbidden', says.deciders(task.kind, deciders.join(', ')));
  }
  // What was escalated, or is a superior's from the start, is theirs alone.
  if (task.queue === task.escalatesTo && !isSuperior(by, task)) {
    throw new DomainError('forbidden', says.superiorsQueue(task.queue));
  }
}

/** Throws `forbidden` for everybody but its assignee: who is to call is known to the customer by name. */
export function assertMayCall({ sub }: Principal, task: Task): void {
  assertOpen(task);
  if (task.assignee?.sub !== sub) throw new DomainError('forbidden', says.assigneeCalls);
}

/** The task, given back by whoever had it or by a superior: anybody of the queue may take it. */
export function released(task: Task, by: Principal): Task {
  assertOpen(task);
  const { assignee } = task;
  if (!assignee) throw new DomainError('illegal-state', says.notTaken);
  if (assignee.sub !== by.sub && !isSuperior(by, task) && !by.roles.includes('admin')) {
    throw new DomainError('forbidden', says.notYours);
  }
  return unassigned(task);
}

/** The task, no longer needed; a workflow that waits for it is resumed with the error. */
export function cancelled(task: Task, resume?: Resume): Task {
  return { ...task, status: 'CANCELLED', ...(resume && { resume }) };
}

/** The task under a new wait, which has its token. */
export function awaitedAgain(task: Task, taskToken: string): Task {
  return { ...task, taskToken };
}

/** The task under a new wait until `dueAt`: whoever was waited for is reminded of it. */
export function extended(task: Task, taskToken: string, dueAt: string): Task {
  return { ...task, taskToken, dueAt, reminders: (task.reminders ?? 0) + 1 };
}

/** The task that nobody decided in its time, in the queue above its own, where anybody may take it. */
export function escalated(task: Task, taskToken: string | undefined, dueAt: string): Task {
  const next = { ...unassigned(task), queue: task.escalatesTo, dueAt, escalations: task.escalations + 1 };
  return taskToken === undefined ? next : { ...next, taskToken };
}

/** Whether it is somebody of the queue above the task's own. */
export function isSuperior({ roles }: Principal, { escalatesTo }: Task): boolean {
  return roles.some((role) => role === escalatesTo);
}

function unassigned({ assignee, standsInFor, ...task }: Task): Task {
  return task;
}

function assertOpen(task: Task): void {
  if (task.status !== 'OPEN') throw new DomainError('illegal-state', says.already(task.status));
}
