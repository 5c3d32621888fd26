import type { z } from 'zod';
import type { Case, CaseChange, CaseType, World } from '../cases/case.ts';
import type { Role } from '../platform/http/auth.ts';
import { derivedId } from '../platform/ids.ts';
import { begun } from '../platform/record/entity.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { cancelled, type Queue, type Task } from './task.ts';
import { type TaskClock, taskDue } from './task-due.ts';
import type { Decider, Fields } from './task-kind.ts';
import { reminders, tasks } from './task-store.ts';

/**
 * A kind of task about a case that no workflow waits for: the case goes on meanwhile, or has ended. All there is to say of
 * it is in one file of its context. Its rule is pure: it says what changes, and throws `DomainError`.
 */
export interface FollowUp<C extends Case, R, About = unknown, F extends Fields = Fields, D extends Fields = Fields> {
  readonly kind: string;
  /** By which its time is counted; when that is over it goes to the queue above. */
  readonly clock: TaskClock;
  readonly queue: Queue;
  readonly deciders: readonly [Role, ...Role[]];
  /** What the person needs to decide. */
  readonly facts: F;
  readonly decision: D;
  /** The facts that its case tells, as it stands when the follow-up is made. */
  shows?(world: World<C, R>): Partial<z.input<F>>;
  /** What it is about, as it is when it is decided. */
  about(table: Table, facts: z.output<F>): Promise<About>;
  decides(world: World<C, R> & Decider & { readonly about: About }, decision: z.output<D>): CaseChange<C>;
  /** What the task keeps of its decision, and shows, where that is not all of it. */
  keeps?(decision: z.output<D>): Readonly<Record<string, unknown>>;
}

/** Types the follow-ups of a type of case, each by what it is about and by its schemas. */
export function followUpsOf<C extends Case, R>(_type: CaseType<C, R>) {
  return <About, F extends Fields, D extends Fields>(declared: FollowUp<C, R, About, F, D>) => declared;
}

/** What makes a follow-up: its facts, and what tells it from others of its kind on the same case. */
export interface Occasion<F extends Fields> {
  readonly facts: z.input<F>;
  readonly key: string;
}

/** An open follow-up of a case, and its writes. The same occasion again is the same task, which conflicts. */
export function followUp<C extends Case, R, F extends Fields>(
  type: Pick<CaseType<C, R>, 'idOf' | 'name' | 'clocks'>,
  world: World<C, R>,
  declared: Pick<FollowUp<C, R, never, F>, 'kind' | 'clock' | 'queue' | 'facts' | 'shows'>,
  { facts, key }: Occasion<F>,
  now: Date,
): { task: Task; writes: Write[] } {
  const { it, customer } = world;
  const { kind, clock, queue } = declared;
  const caseId = type.idOf(it);
  const { reference: caseReference, customerId, branchId } = it;
  const task: Task = {
    taskId: derivedId('tsk', caseId, kind, key),
    kind,
    queue: queue.name,
    escalatesTo: queue.escalatesTo,
    status: 'OPEN',
    followsUp: true,
    ...{ caseId, caseReference, customerId, customerName: customer.name, branchId },
    facts: declared.facts.parse(Object.assign({}, declared.shows?.(world), facts)),
    dueAt: taskDue(type, world, clock, now.toISOString()),
    escalations: 0,
    ...begun(now),
  };
  return { task, writes: [tasks.create(task), reminders.put({ taskId: task.taskId, dueAt: task.dueAt })] };
}

/** The writes that take back a follow-up whose question has answered itself; none where it is decided. */
export function takenBack(task: Task, now: Date): Write[] {
  if (task.status !== 'OPEN') return [];
  const done = reminders.put({ taskId: task.taskId, doneAt: now.toISOString() });
  return [tasks.replace(task, cancelled(task), now).write, done];
}
