import { executionsOf } from '../../executions/workflow-executions.ts';
import { environment } from '../../platform/environment.ts';
import { dynamoTable } from '../../platform/record/table.ts';
import { workflowArns } from '../../platform/record/workflow-arns.ts';
import { type FinderReport, find } from './finder.ts';
import { counted } from './finding-metric.ts';

const deps = {
  table: dynamoTable(environment('TABLE_NAME')),
  executions: executionsOf(workflowArns()),
  clock: () => new Date(),
};

/** Each hour, and whenever somebody calls it: answers what it has looked at and found. */
export const handler = (): Promise<FinderReport> => counted(() => find(deps));
