import type { Ladder } from '../../deadlines/waking/ladder.ts';
import type { Actor } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import type { Task } from '../../tasks/task.ts';
import type { Case, Told } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { type Past, readPast } from '../past.ts';
import { hasEnded, mustRead, record } from '../world.ts';

/** What a chain makes of what is beside its workflow: a deadline that was extended, or missed. */
export function chainClocks<C extends Case, R>(store: CaseStore<C, R>) {
  return {
    hasClocks: store.type.clocks !== undefined,

    /** What the clocks of a case follow from; undefined where there are none. */
    past: (table: Table, caseId: string): Promise<Past | undefined> => readPast(store, table, caseId),

    /** Who is told when a clock of a case runs out, and who has its open task; nobody where nothing is left to do. */
    async climbing(table: Table, caseId: string): Promise<{ readonly ladder?: Ladder; readonly task?: Task }> {
      const { it, task } = await mustRead(store, table, caseId);
      const ladder = hasEnded(store, it) ? undefined : store.type.clocks?.ladder;
      return { ...(ladder && { ladder }), ...(task?.status === 'OPEN' && { task }) };
    },

    /** The writes of something that is told on a case's timeline, and to its customer. */
    async tell(table: Table, caseId: string, telling: Told, actor: Actor, now: Date): Promise<Write[]> {
      const world = await mustRead(store, table, caseId);
      return record(store, world, [telling], { actor, now }).writes;
    },
  };
}
