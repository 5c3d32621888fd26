import type { Case, World } from '../cases/case.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { findingWrite } from '../cases/finding/finding.ts';
import { record } from '../cases/world.ts';
import type { Principal } from '../platform/http/auth.ts';
import { actorOf, system } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import type { FollowUp } from './follow-up.ts';
import { decided, escalated, type Task } from './task.ts';
import { later, taskDue } from './task-due.ts';
import { reminders, tasks } from './task-store.ts';
import { escalation } from './waiting.ts';

/** Hours. */
const WEEK = 7 * 24;

/** The decision on a follow-up: the task is decided and the case changed in one transaction. Throws what its rule throws. */
export async function decideFollowUp<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: FollowUp<C, R>,
  { table, world, task }: { readonly table: Table; readonly world: World<C, R>; readonly task: Task },
  decision: Readonly<Record<string, unknown>>,
  by: Principal,
  now: Date,
): Promise<{ task: Task; writes: Write[] }> {
  const about = await kind.about(table, kind.facts.parse(task.facts));
  const change = kind.decides({ ...world, by, now, about }, decision);
  const { after, write } = tasks.replace(
    task,
    decided(task, kind.keeps?.(decision) ?? decision, by, undefined, now),
    now,
  );
  const { writes } = record(store, world, [change], { actor: actorOf(by), now });
  return { task: after, writes: [...writes, write, reminders.put({ taskId: task.taskId, doneAt: now.toISOString() })] };
}

/**
 * What becomes of a follow-up that nobody decided in its time: it goes to the queue above, and ops see it; once there, they
 * see it again each week.
 */
export function remindOf<C extends Case, R>(
  store: CaseStore<C, R>,
  kind: Pick<FollowUp<C, R>, 'clock'>,
  world: World<C, R>,
  task: Task,
  now: Date,
): Write[] {
  const { taskId } = task;
  if (task.status !== 'OPEN') return [reminders.put({ taskId, doneAt: now.toISOString() })];
  const found = findingWrite({
    kind: 'follow-up-overdue',
    action: task.escalations === 0 ? 'escalated' : 'none',
    caseType: store.type.name,
    caseId: task.caseId,
    reference: task.caseReference,
    foundAt: now.toISOString(),
  });
  if (task.escalations > 0) {
    // The task is as it was, in a version that a second run conflicts with.
    return [tasks.replace(task, task, now).write, reminders.put({ taskId, dueAt: later(now, WEEK) }), found];
  }
  const dueAt = taskDue(store.type, world, kind.clock, now.toISOString());
  const { after, write } = tasks.replace(task, escalated(task, undefined, dueAt), now);
  const { writes } = record(store, world, [escalation(task)], { actor: system, now });
  return [...writes, write, reminders.put({ taskId, dueAt: after.dueAt }), found];
}
