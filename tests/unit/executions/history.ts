import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { toExecution } from '../../../functions/executions/execution.ts';
import type { ExecutionState } from '../../../functions/executions/execution-schemas.ts';
import type { ExecutionStatus } from '../../../functions/executions/execution-status.ts';

export const lambda = { resourceType: 'lambda', resource: 'invoke.waitForTaskToken' };
export const scheduled = { ...lambda, region: 'eu-central-1' };
export const described = {
  name: 'claim-1',
  status: 'FAILED',
  startDate: new Date(0),
  executionArn: '',
  stateMachineArn: '',
} as const;

/** The states of an execution with this history. */
export function statesOf(events: HistoryEvent[], status: ExecutionStatus = 'SUCCEEDED'): ExecutionState[] {
  return toExecution('claim-lifecycle', { ...described, status }, events).states;
}

/** An event that happens `id` seconds after the start. */
export function event(
  id: number,
  previousEventId: number,
  type: string,
  details: Partial<HistoryEvent> = {},
): HistoryEvent {
  return { id, previousEventId, type: type as HistoryEvent['type'], timestamp: new Date(id * 1000), ...details };
}

export function entered(id: number, previous: number, type: string, name: string, input = '{}'): HistoryEvent {
  return event(id, previous, `${type}StateEntered`, { stateEnteredEventDetails: { name, input } });
}

export function exited(id: number, previous: number, type: string, name: string, output: string): HistoryEvent {
  return event(id, previous, `${type}StateExited`, { stateExitedEventDetails: { name, output } });
}
