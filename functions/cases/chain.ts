import type { Payment } from '../payments/payment.ts';
import type { Principal, Role } from '../platform/http/auth.ts';
import { DomainError } from '../platform/problems.ts';
import { type Actor, actorOf, system } from '../platform/record/events.ts';
import type { Step } from '../platform/record/steps.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { decide } from '../tasks/deciding.ts';
import { type FollowUp, followUp, type Occasion } from '../tasks/follow-up.ts';
import { decideFollowUp, remindOf } from '../tasks/following-up.ts';
import type { Queue, Task } from '../tasks/task.ts';
import type { Assignment, Fields, TaskKind } from '../tasks/task-kind.ts';
import { waitingStep } from '../tasks/waiting.ts';
import type { Case, CaseChange, World } from './case.ts';
import type { CaseStore } from './case-store.ts';
import { says } from './case-wordings.ts';
import { beginningStep } from './entering.ts';
import { type Health, looksAgain, mend } from './finding/mending.ts';
import { orphansOf } from './finding/orphans.ts';
import { handover } from './handover.ts';
import { reachCustomer } from './reach-customer.ts';
import { restart, startOf } from './restart.ts';
import { hasEnded, messagesOf, readWorld, record, wakesSoon } from './world.ts';

/** What a context declares of its chain of work: its cases, how they begin, its kinds of task, and its other steps. */
interface Declaration<C extends Case, R> {
  readonly store: CaseStore<C, R>;
  /** The queues of its tasks, which staff look into. */
  readonly queues: readonly Queue[];
  readonly kinds: readonly TaskKind<C, R>[];
  /** Its kinds of task that no workflow waits for. */
  readonly followUps?: readonly FollowUp<C, R>[];
  /** What the workflow's first state does with a new case, where it does more than find its place. */
  readonly registers?: (world: World<C, R>) => readonly CaseChange<C>[];
  /** What it means for a case whose workflow has ended that its last order was answered. */
  readonly answered?: (world: World<C, R>, payment: Payment, now: Date) => CaseChange<C> | undefined;
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

/** What ops want of an execution. */
export interface Order {
  readonly stop: boolean;
  readonly running: boolean;
  readonly reason: string;
}

/** A task that changes hands: its write, what its case tells of it, and who has it now. */
interface Passing<C extends Case> {
  readonly task: Task;
  readonly write: Write;
  readonly change: Pick<CaseChange<C>, 'happened' | 'data'>;
  readonly assignment?: Assignment | undefined;
}

export type Chain = ReturnType<typeof chainOf>;

/** All that the rest of the product needs of a chain, whatever its cases are about. */
export function chainOf<C extends Case, R>(declared: Declaration<C, R>) {
  const { store, queues, kinds, registers, steps } = declared;
  const { type } = store;
  const followUps: readonly FollowUp<C, R>[] = [...(declared.followUps ?? []), reachCustomer(type)];
  const all: readonly TaskKind<C, R>[] = [...kinds, handover(type)];
  const kindOf = (name: string): TaskKind<C, R> => named(all, name);
  const worldOfCase = async (table: Table, caseId: string) => {
    const world = await readWorld(store, table, caseId);
    if (!world) throw new Error(`The case is gone: ${caseId}`);
    return world;
  };

  return {
    name: type.name,
    prefix: type.prefix,
    workflow: type.workflow,
    queues: [...queues, type.handover.queue, ...(type.outreach ? [type.outreach.queue] : [])],
    kinds: [...all, ...followUps] as readonly KindView[],

    /** The steps of its workflow: the first one, one for each kind of task under the kind's name, and its own. */
    steps: {
      begin: beginningStep(store, registers),
      ...Object.fromEntries(all.map((kind) => [kind.kind, waitingStep(store, kind)])),
      ...steps,
    } as Readonly<Record<string, Step<{ table: Table }>>>,

    kindOf: (name: string): KindView => named<KindView>([...all, ...followUps], name),

    /** The decision on an open task, and the writes that record it. Throws `illegal-state` when the case no longer waits for it. */
    async decide(table: Table, task: Task, decision: Readonly<Record<string, unknown>>, by: Principal, now: Date) {
      const world = await worldOfCase(table, task.caseId);
      if (task.followsUp) {
        return decideFollowUp(store, named(followUps, task.kind), { table, world, task }, decision, by, now);
      }
      if (world.it.openTaskId !== task.taskId) throw new DomainError('illegal-state', says.notAwaited);
      const { task: after, writes } = decide(store, kindOf(task.kind), world, decision, by, now);
      return { task: after ?? task, writes };
    },

    /**
     * What mends a case that has not moved on in its time, when its execution is as `describe` says, or when to look again;
     * nothing when it has moved on meanwhile. Open tasks that the case does not know of are nobody's.
     */
    async watch(
      table: Table,
      caseId: string,
      describe: (name: string) => Promise<Health>,
      now: Date,
    ): Promise<Write[]> {
      const world = await readWorld(store, table, caseId);
      if (!world?.it.wakeAt || world.it.wakeAt > now.toISOString()) return [];
      const mended = mend(store, world, await describe(store.executionName(world.it)), now);
      const moved = mended.length > 0 ? mended : [looksAgain(store, world.it, now)];
      return [...moved, ...(await orphansOf(store, table, world.it, now))];
    },

    /**
     * What follows for a case from an answer to its order: it is woken soon, to see whether its workflow goes on, or what its
     * context says of one that has ended.
     */
    async answered(table: Table, payment: Payment, now: Date): Promise<Write[]> {
      const world = await worldOfCase(table, payment.caseId);
      const { it } = world;
      const soon = wakesSoon(now);
      if (!hasEnded(store, it)) return it.wakeAt && it.wakeAt > soon ? [store.wakes(it, soon)] : [];
      const change = declared.answered?.(world, payment, now);
      return change ? record(store, world, [change], { actor: system, now }).writes : [];
    },

    /** A follow-up of a case by the name of its kind, and what it says on the case's timeline. */
    async followUp(
      table: Table,
      caseId: string,
      kind: string,
      { happened, data, ...occasion }: Occasion<Fields> & Pick<CaseChange<C>, 'happened' | 'data'>,
      now: Date,
    ): Promise<{ task: Task; writes: Write[] }> {
      const world = await worldOfCase(table, caseId);
      const { task, writes } = followUp(type, world, named(followUps, kind), occasion, now);
      const change: CaseChange<C> = { happened, ...(data && { data }), also: writes };
      return { task, writes: record(store, world, [change], { actor: system, now }).writes };
    },

    /** What becomes of a follow-up whose time is over. */
    async remind(table: Table, task: Task, now: Date): Promise<Write[]> {
      return remindOf(store, named(followUps, task.kind), await worldOfCase(table, task.caseId), task, now);
    },

    /** What mends the case of an execution that has ended, if it is still at work on it. */
    async ended(table: Table, name: string, health: Health, now: Date): Promise<Write[]> {
      const caseId = name.slice(type.name.length + 1, name.lastIndexOf('-'));
      const world = await readWorld(store, table, caseId);
      return world && store.executionName(world.it) === name ? mend(store, world, health, now) : [];
    },

    /**
     * Ops stop an execution, or start another in its place; undefined when no case is of that execution. Throws
     * `illegal-state` where there is nothing to stop or start.
     */
    async order(table: Table, name: string, order: Order, by: Principal, now: Date) {
      const caseId = name.slice(type.name.length + 1, name.lastIndexOf('-'));
      const world = await readWorld(store, table, caseId);
      if (!world) return undefined;
      if (hasEnded(store, world.it)) throw new DomainError('illegal-state', says.caseEnded);
      const current = store.executionName(world.it);
      if (current !== name) throw new DomainError('illegal-state', says.notCurrent(current));
      if (order.stop && !order.running) throw new DomainError('illegal-state', says.notRunning);
      const replaces = order.running ? name : undefined;
      const change: CaseChange<C> = order.stop
        ? { happened: 'halted', own: { halted: true }, note: order.reason }
        : restart(world.it, 'ordered', order.reason);
      const stops = { workflow: type.workflow, name, cause: `Stopped by ${by.sub}` };
      const { after, writes } = record(store, world, [change], {
        actor: actorOf(by),
        now,
        outbox: (it) => (order.stop ? { outbox: 'stop', stops } : startOf(store, it, replaces)),
      });
      return { caseId, executionName: store.executionName(after), writes };
    },

    /** Who must not have a task, by sub: whoever did what it checks. */
    async notFor(table: Table, task: Task): Promise<readonly string[]> {
      const kind = all.find((each) => each.kind === task.kind);
      return kind?.notFor?.(await worldOfCase(table, task.caseId)) ?? [];
    },

    /** What is written of a task that comes to somebody else, or to another queue, by no decision of theirs; its case tells of it. */
    async passOn(
      table: Table,
      { task, write, change, assignment }: Passing<C>,
      actor: Actor,
      now: Date,
    ): Promise<Write[]> {
      const world = await worldOfCase(table, task.caseId);
      const kind = all.find((each) => each.kind === task.kind);
      const tells = (assignment && kind?.assigned?.(world, assignment)) ?? [];
      return record(store, world, [{ ...change, tells, also: [write] }], { actor, now }).writes;
    },

    /** What is written when somebody takes a task on: whom it is told. */
    async assign(table: Table, assignment: Assignment, now: Date): Promise<Write[]> {
      const kind = all.find((each) => each.kind === assignment.task.kind);
      if (!kind?.assigned) return [];
      const { task } = assignment;
      const world = await worldOfCase(table, task.caseId);
      // An assignment leaves the case and its version alone: the task's version tells one from the next.
      const notices = kind.assigned(world, assignment);
      return notices.flatMap((notice) => messagesOf(store, world, notice, `${task.taskId}-${task.version}`, now));
    },
  };
}

function named<K extends { readonly kind: string }>(kinds: readonly K[], name: string): K {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new DomainError('illegal-state', says.unknownKind(name));
  return found;
}
