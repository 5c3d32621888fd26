import type { FunctionSet } from './constructs/function-set.ts';
import type { Operations } from './constructs/operations.ts';
import type { WorkflowSet } from './constructs/workflow-set.ts';
import type { StatefulStack } from './stacks/stateful.ts';

/** What a context is added to: `add<Context>(scope, house)` makes its functions, its workflow, and what feeds them. */
export interface House {
  readonly operations: Operations;
  readonly functions: FunctionSet;
  readonly workflows: WorkflowSet;
  readonly stateful: StatefulStack;
}
