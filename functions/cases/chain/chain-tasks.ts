import type { Principal } from '../../platform/http/auth.ts';
import { DomainError } from '../../platform/problems.ts';
import type { Actor } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { decide } from '../../tasks/deciding.ts';
import type { FollowUp } from '../../tasks/follow-up.ts';
import { decideFollowUp } from '../../tasks/following-up.ts';
import type { Task } from '../../tasks/task.ts';
import type { Assignment, Call, TaskKind } from '../../tasks/task-kind.ts';
import type { Case, CaseChange } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { says } from '../case-wordings.ts';
import { mustRead, record, told } from '../world.ts';

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
      const appointed = assignment && kind?.assigned?.(world, assignment);
      const changes = [{ ...change, also: [write] }, ...(appointed ? [appointed] : [])];
      return record(store, world, changes, { actor, now }).writes;
    },

    /** What is written when somebody takes a task on: what its case tells of it, and whom. */
    async assign(table: Table, assignment: Assignment, actor: Actor, now: Date): Promise<Write[]> {
      const kind = kinds.find((each) => each.kind === assignment.task.kind);
      if (!kind?.assigned) return [];
      const { task } = assignment;
      const world = await mustRead(store, table, task.caseId);
      // An assignment leaves the case and its version alone: the task's version tells one from the next.
      return told(store, world, kind.assigned(world, assignment), {
        actor,
        key: `${task.taskId}-${task.version}`,
        now,
      });
    },

    /** What is written of a call to the customer, reached or not. Throws `illegal-state` for a kind of task without calls. */
    async called(table: Table, { task, outcome, note }: Call, actor: Actor, now: Date): Promise<Write[]> {
      const happened = kinds.find((each) => each.kind === task.kind)?.calls;
      if (happened === undefined) throw new DomainError('illegal-state', says.noCalls(task.kind));
      const world = await mustRead(store, table, task.caseId);
      return told(store, world, { happened, data: { outcome }, note }, { actor, key: task.taskId, now });
    },
  };
}

/** The kind of that name. Throws `illegal-state` for one that there is not. */
export function named<K extends { readonly kind: string }>(kinds: readonly K[], name: string): K {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new DomainError('illegal-state', says.unknownKind(name));
  return found;
}
