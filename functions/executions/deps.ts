import { environment } from '../platform/environment.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { workflowArns } from '../platform/record/workflow-arns.ts';
import type { Deps } from './handlers.ts';
import { executionsOf } from './workflow-executions.ts';

export const deps: Deps = {
  table: dynamoTable(environment('TABLE_NAME')),
  executions: executionsOf(workflowArns()),
  clock: () => new Date(),
};
