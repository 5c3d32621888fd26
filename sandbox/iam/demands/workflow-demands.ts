import type { Input } from '../../aws/services.ts';
import { arnOf, type Demand, type Demands, NO_RESOURCE } from './demand.ts';

const on = (action: string, resource: unknown): Demand[] => [
  { action: `states:${action}`, resource: String(resource) },
];

/** Permissions of Step Functions: a machine's, an execution's, or nobody's where a token says which task it is. */
export const statesDemands: Readonly<Record<string, Demands>> = {
  ...forEach(['StartExecution', 'ListExecutions', 'DescribeStateMachine'], ({ stateMachineArn }) => stateMachineArn),
  ...forEach(
    ['DescribeExecution', 'GetExecutionHistory', 'StopExecution', 'RedriveExecution'],
    ({ executionArn }) => executionArn,
  ),
  ...forEach(['ListStateMachines', 'SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'], () => NO_RESOURCE),
};

export const lambdaDemands: Readonly<Record<string, Demands>> = {
  Invoke: ({ FunctionName }, { functions }) => {
    const named = String(FunctionName);
    const own = functions.find(({ name, arn }) => named === name || named === arn)?.arn;
    return [{ action: 'lambda:InvokeFunction', resource: own ?? arnOf(named, 'lambda', 'function:') }];
  },
  ListFunctions: () => [{ action: 'lambda:ListFunctions', resource: NO_RESOURCE }],
};

function forEach(actions: readonly string[], resourceOf: (input: Input) => unknown): Record<string, Demands> {
  return Object.fromEntries(actions.map((action) => [action, (input: Input) => on(action, resourceOf(input))]));
}
