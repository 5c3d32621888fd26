import { environment } from '../platform/environment.ts';
import type { Deps } from './handlers.ts';
import { executionsOf } from './workflow-executions.ts';

export const deps: Deps = {
  executions: executionsOf({ workflow: 'claim-lifecycle', stateMachineArn: environment('CLAIM_LIFECYCLE_ARN') }),
  clock: () => new Date(),
};
