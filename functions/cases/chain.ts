import type { Principal, Role } from '../platform/auth.ts';
import { DomainError } from '../platform/problems.ts';
import type { Step } from '../platform/steps.ts';
import type { Table, Write } from '../platform/table.ts';
import { decide } from '../tasks/deciding.ts';
import type { Queue, Task } from '../tasks/task.ts';
import type { Assignment, Fields, TaskKind } from '../tasks/task-kind.ts';
import { waitingStep } from '../tasks/waiting.ts';
import type { Case, CaseChange, World } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { says } from './case-wordings.ts';
import { beginningStep } from './entering.ts';
import { handover } from './handover.ts';
import { messagesOf, readWorld } from './world.ts';

/** What a context declares of its chain of work: its cases, how they begin, its kinds of task, and its other steps. */
interface Declaration<C extends Case, R> {
  readonly store: CaseStore<C, R>;
  /** The queues of its tasks, which staff look into. */
  readonly queues: readonly Queue[];
  readonly kinds: readonly TaskKind<C, R>[];
  /** What the workflow's first state does with a new case. */
  readonly registers: (world: World<C, R>) => readonly CaseChange<C>[];
  /** The steps of states that wait for nobody, by name. */
  readonly steps?: Readonly<Record<string, Step<{ table: Table }>>>;
}

/** A kind of task, as the API shows it. */
export interface KindView {
  readonly kind: string;
  readonly deciders: readonly Role[];
  readonly facts: Fields;
  readonly decision: Fields;
}

export type Chain = ReturnType<typeof chainOf>;

/** All that the rest of the product needs of a chain, whatever its cases are about. */
export function chainOf<C extends Case, R>({ store, queues, kinds, registers, steps }: Declaration<C, R>) {
  const { type } = store;
  const all: readonly TaskKind<C, R>[] = [...kinds, handover(type)];
  const kindOf = (name: string): TaskKind<C, R> => {
    const found = all.find(({ kind }) => kind === name);
    if (!found) throw new DomainError('illegal-state', says.unknownKind(name));
    return found;
  };
  const worldOfTask = async (table: Table, { caseId }: Task) => {
    const world = await readWorld(store, table, caseId);
    if (!world) throw new Error(`The case of a task is gone: ${caseId}`);
    return world;
  };

  return {
    name: type.name,
    prefix: type.prefix,
    workflow: type.workflow,
    queues,
    kinds: all as readonly KindView[],

    /** The steps of its workflow: the first one, one for each kind of task under the kind's name, and its own. */
    steps: {
      begin: beginningStep(store, registers),
      ...Object.fromEntries(all.map((kind) => [kind.kind, waitingStep(store, kind)])),
      ...steps,
    } as Readonly<Record<string, Step<{ table: Table }>>>,

    kindOf: (name: string): KindView => kindOf(name),

    /** The decision on an open task, and the writes that record it. Throws `illegal-state` when the case no longer waits for it. */
    async decide(table: Table, task: Task, decision: Readonly<Record<string, unknown>>, by: Principal, now: Date) {
      const world = await worldOfTask(table, task);
      if (world.it.openTaskId !== task.taskId) throw new DomainError('illegal-state', says.notAwaited);
      const { task: after, writes } = decide(store, kindOf(task.kind), world, decision, by, now);
      return { task: after ?? task, writes };
    },

    /** What is written when somebody takes a task on: whom it is told. */
    async assign(table: Table, assignment: Assignment, now: Date): Promise<Write[]> {
      const kind = kindOf(assignment.task.kind);
      if (!kind.assigned) return [];
      const { task } = assignment;
      const world = await worldOfTask(table, task);
      // An assignment leaves the case and its version alone: the task's version tells one from the next.
      const notices = kind.assigned(world, assignment);
      return notices.flatMap((notice) => messagesOf(store, world, notice, `${task.taskId}-${task.version}`, now));
    },
  };
}
