import { workflowArns } from '../platform/workflow-arns.ts';
import type { Deps } from './handlers.ts';
import { executionsOf } from './workflow-executions.ts';

export const deps: Deps = { executions: executionsOf(workflowArns()), clock: () => new Date() };
