import type { Principal } from '../platform/http/auth.ts';
import { DomainError } from '../platform/problems.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { decide } from '../tasks/deciding.ts';
import type { FollowUp } from '../tasks/follow-up.ts';
import { decideFollowUp } from '../tasks/following-up.ts';
import type { Task } from '../tasks/task.ts';
import type { Assignment, TaskKind } from '../tasks/task-kind.ts';
import type { Case, CaseChange } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { says } from './case-wordings.ts';
import { messagesOf, mustRead, record } from './world.ts';

/** A task that changes hands: its write, what its case tells of it, and who has it now. */
interface Passing<C extends Case> {
  readonly task: Task;
  readonly write: Write;
  readonly change: Pick<CaseChange<C>, 'happened' | 'data'>;
  readonly assignment?: Assignment | undefined;
}

/** What a chain makes of its tasks: they are decided, taken on, and passed on. */
export function chainTasks<C extends Case, R>(
  store: CaseStore<C, R>,
  kinds: readonly TaskKind<C, R>[],
  followUps: readonly FollowUp<C, R>[],
) {
  return {
    /** The decision on an open task, and the writes that record it. Throws `illegal-state` when the case no longer waits for it. */
    async decide(table: Table, task: Task, decision: Readonly<Record<string, unknown>>, by: Principal, now: Date) {
      const world = await mustRead(store, table, task.caseId);
      if (task.followsUp) {
        return decideFollowUp(store, named(followUps, task.kind), { table, world, task }, decision, by, now);
      }
      if (world.it.openTaskId !== task.taskId) throw new DomainError('illegal-state', says.notAwaited);
      const { task: after, writes } = decide(store, named(kinds, task.kind), world, decision, by, now);
      return { task: after ?? task, writes };
    },

    /** Who must not have a task, by sub: whoever did what it checks. */
    async notFor(table: Table, task: Task): Promise<readonly string[]> {
      const kind = kinds.find((each) => each.kind === task.kind);
      return kind?.notFor?.(await mustRead(store, table, task.caseId)) ?? [];
    },

    /** What is written of a task that comes to somebody else, or to another queue, by no decision of theirs; its case tells of it. */
    async passOn(
      table: Table,
      { task, write, change, assignment }: Passing<C>,
      actor: Actor,
      now: Date,
    ): Promise<Write[]> {
      const world = await mustRead(store, table, task.caseId);
      const kind = kinds.find((each) => each.kind === task.kind);
      const tells = (assignment && kind?.assigned?.(world, assignment)) ?? [];
      return record(store, world, [{ ...change, tells, also: [write] }], { actor, now }).writes;
    },

    /** What is written when somebody takes a task on: whom it is told. */
    async assign(table: Table, assignment: Assignment, now: Date): Promise<Write[]> {
      const kind = kinds.find((each) => each.kind === assignment.task.kind);
      if (!kind?.assigned) return [];
      const { task } = assignment;
      const world = await mustRead(store, table, task.caseId);
      // An assignment leaves the case and its version alone: the task's version tells one from the next.
      const notices = kind.assigned(world, assignment);
      return notices.flatMap((notice) => messagesOf(store, world, notice, `${task.taskId}-${task.version}`, now));
    },
  };
}

/** The kind of that name. Throws `illegal-state` for one that there is not. */
export function named<K extends { readonly kind: string }>(kinds: readonly K[], name: string): K {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new DomainError('illegal-state', says.unknownKind(name));
  return found;
}
