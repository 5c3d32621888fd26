import { system } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { type FollowUp, followUp, type Occasion } from '../../tasks/follow-up.ts';
import { remindOf } from '../../tasks/following-up.ts';
import type { Task } from '../../tasks/task.ts';
import type { Fields } from '../../tasks/task-kind.ts';
import type { Case, CaseChange } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { mustRead, record } from '../world.ts';
import { named } from './chain-tasks.ts';

/** What a chain makes of its tasks that no workflow waits for. */
export function chainFollowUps<C extends Case, R>(store: CaseStore<C, R>, followUps: readonly FollowUp<C, R>[]) {
  return {
    /** A follow-up of a case by the name of its kind, and what it says on the case's timeline. */
    async followUp(
      table: Table,
      caseId: string,
      kind: string,
      { happened, data, ...occasion }: Occasion<Fields> & Pick<CaseChange<C>, 'happened' | 'data'>,
      now: Date,
    ): Promise<{ task: Task; writes: Write[] }> {
      const world = await mustRead(store, table, caseId);
      const { task, writes } = followUp(store.type, world, named(followUps, kind), occasion, now);
      const change: CaseChange<C> = { happened, ...(data && { data }), also: writes };
      return { task, writes: record(store, world, [change], { actor: system, now }).writes };
    },

    /** What becomes of a follow-up whose time is over. */
    async remind(table: Table, task: Task, now: Date): Promise<Write[]> {
      return remindOf(store, named(followUps, task.kind), await mustRead(store, table, task.caseId), task, now);
    },
  };
}
