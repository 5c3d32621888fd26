import * as z from 'zod';
import { chainOfExecution } from '../../chains.ts';
import { executionStatuses } from '../../executions/execution-status.ts';
import { decideAndCommit } from '../../platform/record/commit.ts';
import type { Table } from '../../platform/record/table.ts';
import { findingsIn } from './finding.ts';
import type { FindingReport } from './finding-metric.ts';

/** EventBridge's `Step Functions Execution Status Change`, as far as it is used. */
const statusChange = z.object({
  detail: z.object({ name: z.string(), status: z.enum(executionStatuses), error: z.string().nullish() }),
});

/**
 * Mends the case of an execution that has ended against its record: the shortcut, for the event is best effort (Step
 * Functions developer guide); what it misses is seen when the case is woken.
 */
export async function executionEnded(
  { table, clock }: { table: Table; clock: () => Date },
  event: unknown,
): Promise<FindingReport> {
  const { name, status, error } = statusChange.parse(event).detail;
  const chain = chainOfExecution(name);
  if (!chain) return { looked: 0, found: 0, failed: 0 };
  const health = { status, error: error ?? undefined };
  const { writes } = await decideAndCommit(table, async () => ({
    writes: await chain.ended(table, name, health, clock()),
  }));
  return { looked: 1, found: findingsIn(writes), failed: 0 };
}
