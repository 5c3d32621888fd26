import type { Payment } from '../../payments/payment.ts';
import type { Principal } from '../../platform/http/auth.ts';
import { DomainError } from '../../platform/problems.ts';
import { actorOf, system } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import type { Case, CaseChange, World } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { says } from '../case-wordings.ts';
import { type Health, looksAgain, mend } from '../finding/mending.ts';
import { orphansOf } from '../finding/orphans.ts';
import { restart, startOf } from '../restart.ts';
import { hasEnded, mustRead, readWorld, record, wakesSoon } from '../world.ts';

/** What it means for a case whose workflow has ended that its last order was answered. */
export type Answered<C extends Case, R> = (
  world: World<C, R>,
  payment: Payment,
  now: Date,
) => CaseChange<C> | undefined;

/** What ops want of an execution. */
export interface Order {
  readonly stop: boolean;
  readonly running: boolean;
  readonly reason: string;
}

/** What moves the cases of a chain on: their executions are watched, mended, stopped and started anew. */
export function chainExecutions<C extends Case, R>(store: CaseStore<C, R>, whenAnswered: Answered<C, R> | undefined) {
  const { type } = store;
  const caseOf = (execution: string) => execution.slice(type.name.length + 1, execution.lastIndexOf('-'));

  return {
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
      const world = await mustRead(store, table, payment.caseId);
      const { it } = world;
      const soon = wakesSoon(now);
      if (!hasEnded(store, it)) return it.wakeAt && it.wakeAt > soon ? [store.wakes(it, soon)] : [];
      const change = whenAnswered?.(world, payment, now);
      return change ? record(store, world, [change], { actor: system, now }).writes : [];
    },

    /** What mends the case of an execution that has ended, if it is still at work on it. */
    async ended(table: Table, name: string, health: Health, now: Date): Promise<Write[]> {
      const caseId = caseOf(name);
      const world = await readWorld(store, table, caseId);
      return world && store.executionName(world.it) === name ? mend(store, world, health, now) : [];
    },

    /**
     * Ops stop an execution, or start another in its place; undefined when no case is of that execution. Throws
     * `illegal-state` where there is nothing to stop or start.
     */
    async order(table: Table, name: string, order: Order, by: Principal, now: Date) {
      const caseId = caseOf(name);
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
  };
}
