import type { Construct } from 'constructs';
import type { House } from '../house.ts';
import { watchWorkflows } from '../permissions.ts';

/** What ops read of executions. */
export function addExecutions(_scope: Construct, { functions, workflows }: House): void {
  functions.add('executions-api', {
    environment: workflows.environment(),
    permissions: watchWorkflows(workflows.machines),
  });
}
