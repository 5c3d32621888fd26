import type { z } from 'zod';
import type { Principal, Role } from '../platform/auth.ts';
import { type Actor, actorOf } from '../platform/events.ts';
import { DomainError } from '../platform/problems.ts';
import type { Resume } from '../platform/resume.ts';
import type { Table, Write } from '../platform/table.ts';
import { says } from './task-wordings.ts';

export const queues = ['surveyor', 'claims-handler', 'claims-supervisor', 'customer'] as const;
export type Queue = (typeof queues)[number];
export const taskStatuses = ['OPEN', 'DECIDED', 'CANCELLED'] as const;

/** Where a task goes that nobody decided in its time. */
export const escalationQueue: Queue = 'claims-supervisor';

/** Work that a workflow waits for a person to decide. */
export interface Task {
  readonly taskId: string;
  readonly kind: string;
  readonly queue: Queue;
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
  /** Resumes the workflow; never leaves the record. */
  readonly taskToken: string;
  /** Which entry of the workflow's state the token is of. */
  readonly visit: string;
  readonly resume?: Resume;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a context says of a kind of task: who decides it, what a decision looks like, and what follows. */
export interface TaskKind<Decision extends z.ZodType = z.ZodType> {
  readonly deciders: readonly Role[];
  readonly decision: Decision;
  /** How the workflow goes on, and what else is written with the decision. Throws `DomainError`; nothing is written then. */
  readonly decide: (
    context: DecisionContext,
    decision: z.output<Decision>,
  ) => Promise<{ resume: Resume; writes?: Write[] }>;
  /** What is written when somebody takes the task on. */
  readonly assigned?: (table: Table, task: Task, assignment: Assignment, now: Date) => Promise<Write[]>;
}

export interface Assignment {
  readonly assignee: Actor;
  /** When the person will come or call. */
  readonly appointmentAt?: string | undefined;
}

export interface DecisionContext {
  readonly table: Table;
  readonly task: Task;
  readonly principal: Principal;
  readonly now: Date;
}

/** The task, decided. Only its assignee or a supervisor may decide a task that is assigned. */
export function decided(task: Task, decision: Record<string, unknown>, by: Principal, resume: Resume, now: Date): Task {
  assertOpen(task);
  if (task.assignee && task.assignee.sub !== by.sub && !by.roles.includes('claims-supervisor')) {
    throw new DomainError('forbidden', says.notYours);
  }
  const at = now.toISOString();
  return { ...change(task, now), status: 'DECIDED', decision, decidedBy: actorOf(by), decidedAt: at, resume };
}

/** The task, taken on by a person, or given to one by a supervisor. */
export function assigned(task: Task, assignee: Actor, by: Principal, now: Date): Task {
  assertOpen(task);
  const others = assignee.sub !== by.sub || (task.assignee !== undefined && task.assignee.sub !== by.sub);
  if (others && !by.roles.some((role) => role === 'claims-supervisor' || role === 'admin')) {
    throw new DomainError('forbidden', says.supervisorAssigns);
  }
  return { ...change(task, now), assignee };
}

/** The task, no longer needed; the workflow that waits for it is resumed with the error. */
export function cancelled(task: Task, resume: Resume, now: Date): Task {
  return { ...change(task, now), status: 'CANCELLED', resume };
}

/** The task with the token of a new wait. One that was decided meanwhile resumes that wait at once. */
export function awaitedAgain(
  task: Task,
  { taskToken, visit }: Pick<Task, 'taskToken' | 'visit'>,
  escalateUntil: string | undefined,
  now: Date,
): Task {
  const again = { ...change(task, now), taskToken, visit };
  if (task.status !== 'OPEN' || escalateUntil === undefined) return again;
  const { assignee, ...unassigned } = again;
  return { ...unassigned, queue: escalationQueue, dueAt: escalateUntil, escalations: task.escalations + 1 };
}

function change(task: Task, now: Date): Task {
  return { ...task, version: task.version + 1, updatedAt: now.toISOString() };
}

function assertOpen(task: Task): void {
  if (task.status !== 'OPEN') throw new DomainError('illegal-state', says.already(task.status));
}
