import { chainOfCase, chains } from '../../chains.ts';
import { statusOf } from '../../executions/execution.ts';
import type { WorkflowExecutions } from '../../executions/workflow-executions.ts';
import { watchMessage } from '../../notifications/untold.ts';
import { watchOrder } from '../../payments/answers/unanswered.ts';
import { logger, thrown } from '../../platform/observability.ts';
import { decideAndCommit } from '../../platform/record/commit.ts';
import { eachDue } from '../../platform/record/due.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { passOnTasksOf } from '../../tasks/passing-on.ts';
import { tasks } from '../../tasks/task-store.ts';
import type { Health } from './mending.ts';

export interface FinderDeps {
  readonly table: Table;
  readonly executions: Pick<WorkflowExecutions, 'describe'>;
  readonly clock: () => Date;
}

/** What a run has seen: records that were due, and what was found about them. */
export interface FinderReport {
  readonly looked: number;
  readonly found: number;
  /** What could not be looked at. */
  readonly failed: number;
}

/**
 * Looks at everything that has not moved on in its time, mends what is safe and hands the rest to a person. One record that
 * cannot be looked at keeps nobody else waiting; it is counted, and logged.
 */
export async function find({ table, executions, clock }: FinderDeps): Promise<FinderReport> {
  const report = { looked: 0, found: 0, failed: 0 };
  await eachDue(table, clock(), async ({ entity, id }) => {
    report.looked += 1;
    try {
      const watch = () => watchRecord({ table, executions, clock }, entity, id);
      const { writes } = await decideAndCommit(table, async () => ({ writes: await watch() }));
      report.found += findingsIn(writes);
    } catch (error) {
      logger.error('A record that is overdue could not be looked at', { entity, id, error: thrown(error) });
      report.failed += 1;
    }
  });
  return report;
}

async function watchRecord({ table, executions, clock }: FinderDeps, entity: string, id: string): Promise<Write[]> {
  if (entity === 'payment') return watchOrder(table, id, clock());
  if (entity === 'staff-member') return passOnTasksOf(table, id, clock);
  if (entity === 'message') return watchMessage(table, id, clock());
  if (entity === 'task-reminder') return remind(table, id, clock());
  const chain = chains.find(({ name }) => name === entity);
  if (!chain) throw new Error(`Nobody watches a ${entity}`);
  const describe = async (name: string): Promise<Health> => {
    const description = await executions.describe(chain.workflow, name);
    return description ? { status: statusOf(description.status), error: description.error } : { status: 'MISSING' };
  };
  return chain.watch(table, id, describe, clock());
}

async function remind(table: Table, taskId: string, now: Date): Promise<Write[]> {
  const task = await tasks.get(table, taskId);
  if (!task) throw new Error(`The task ${taskId} is gone`);
  return chainOfCase(task.caseId).remind(table, task, now);
}

/** How many findings are among the writes. */
export function findingsIn(writes: readonly Write[]): number {
  return writes.filter((write) => 'put' in write && write.put.entity === 'finding').length;
}
