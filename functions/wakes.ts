import { watchCase } from './cases/finding/watching.ts';
import { chains } from './chains.ts';
import { wakeShadow } from './deadlines/shadow/shadowing.ts';
import { wakeDigest } from './deadlines/waking/digest.ts';
import { wakeDeadline } from './deadlines/waking/wake-deadline.ts';
import type { WorkflowExecutions } from './executions/workflow-executions.ts';
import { wakeJob } from './jobs/wake-job.ts';
import { watchMessage } from './notifications/untold.ts';
import { watchOrder } from './payments/answers/unanswered.ts';
import type { Table, Write } from './platform/record/table.ts';
import { passOnTasksOf } from './tasks/passing-on.ts';
import { remindOfTask } from './tasks/reminding.ts';

export interface WakeDeps {
  readonly table: Table;
  readonly executions: Pick<WorkflowExecutions, 'describe'>;
  readonly clock: () => Date;
}

/**
 * What happens to a record when its time has come. Its writes take effect once: they hold for the version that was read, and
 * move the record on in the due index, or out of it. No writes where it is not due any more.
 */
export type Wake = (deps: WakeDeps, id: string, now: Date) => Promise<Write[]>;

/** By kind of record, beside the cases of all chains. */
export const wakes: Readonly<Record<string, Wake>> = {
  deadline: ({ table }, id, now) => wakeDeadline(table, id, now),
  'deadline-digest': ({ table }, id, now) => wakeDigest(table, id, now),
  job: ({ table }, id, now) => wakeJob(table, id, now),
  message: ({ table }, id, now) => watchMessage(table, id, now),
  payment: ({ table }, id, now) => watchOrder(table, id, now),
  'shadow-deadline': ({ table }, id, now) => wakeShadow(table, id, now),
  'staff-member': ({ table, clock }, id) => passOnTasksOf(table, id, clock),
  'task-reminder': ({ table }, id, now) => remindOfTask(table, id, now),
};

/** What happens to a kind of record. Throws for one that nobody wakes. */
export function wakeOf(entity: string): Wake {
  const chain = chains.find(({ name }) => name === entity);
  const found = chain ? watchCase(chain) : wakes[entity];
  if (!found) throw new Error(`Nobody wakes a ${entity}`);
  return found;
}
