import type { DescribeExecutionOutput, ExecutionListItem, HistoryEvent } from '@aws-sdk/client-sfn';
import type { Execution, ExecutionSummary } from './execution-schemas.ts';
import { statesOf } from './execution-states.ts';
import { type ExecutionStatus, executionStatuses } from './execution-status.ts';
import { redactionFor } from './redaction.ts';

/** An execution as ops read it, from what Step Functions says of it and its whole history. */
export function toExecution(
  workflow: string,
  description: DescribeExecutionOutput,
  events: readonly HistoryEvent[],
): Execution {
  const redaction = redactionFor(events);
  const { name, status, startDate, stopDate, error, cause } = description;
  const summary = toSummary(workflow, { name, status, startDate, stopDate });
  return {
    ...summary,
    states: statesOf(events, summary.status, redaction),
    ...(error !== undefined && { error: redaction.text(error) }),
    ...(cause !== undefined && { cause: redaction.text(cause) }),
  };
}

/** An execution as a list shows it. */
export function toSummary(
  workflow: string,
  {
    name = '',
    status,
    startDate,
    stopDate,
  }: Pick<Partial<ExecutionListItem>, 'name' | 'status' | 'startDate' | 'stopDate'>,
): ExecutionSummary {
  return {
    name,
    workflow,
    status: statusOf(status),
    startedAt: (startDate ?? new Date(0)).toISOString(),
    ...(stopDate && { stoppedAt: stopDate.toISOString() }),
  };
}

/** PENDING_REDRIVE, the one status that is not ours, is that of a failed child of a Distributed Map. */
export function statusOf(status: string | undefined): ExecutionStatus {
  return executionStatuses.find((known) => known === status) ?? 'FAILED';
}
