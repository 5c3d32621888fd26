import type { Construct } from 'constructs';
import type { House } from '../house.ts';
import { watchWorkflows } from '../permissions.ts';

/** What ops read of executions, and what they order: it is recorded on the case, and the relay carries it out. */
export function addExecutions(_scope: Construct, { functions, workflows }: House): void {
  functions.onRecord('executions-api', {
    environment: workflows.environment(),
    permissions: watchWorkflows(workflows.machines),
    table: { queries: ['GSI1', 'GSI3'] },
  });
}
