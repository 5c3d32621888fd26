import type { ServiceCall } from '../../aws/services.ts';
import type { App } from '../../templates/app-resources.ts';
import { arn, type Demand, NO_RESOURCE } from './demand.ts';

/**
 * What a function or a workflow needs to report what it does: its log and its traces, by its own role. AWS runs it all the
 * same without: the lines and the traces are lost.
 */
export function reportDemands({ service, action, input }: ServiceCall, app: App): Demand[] {
  if (service === 'lambda' && action === 'Invoke') return functionReports(String(input.FunctionName), app);
  if (service === 'states' && action === 'StartExecution') return executionReports(String(input.stateMachineArn), app);
  return [];
}

function functionReports(nameOrArn: string, { functions, access }: App): Demand[] {
  const called = functions.find(({ name, arn: own }) => nameOrArn === name || nameOrArn === own);
  const watched = called && access.watched.get(called.arn);
  if (!watched) return [];
  const principal = called.roleArn;
  const stream = arn('logs', `log-group:${watched.logGroup}:log-stream:[$LATEST]`);
  return [
    { principal, action: 'logs:CreateLogStream', resource: stream },
    { principal, action: 'logs:PutLogEvents', resource: stream },
    ...(watched.traced ? traces(principal, ['PutTraceSegments', 'PutTelemetryRecords']) : []),
  ];
}

/** A log of Step Functions is delivered by CloudWatch itself; traces are the role's ("X-Ray and Step Functions"). */
function executionReports(stateMachineArn: string, { stateMachines, access }: App): Demand[] {
  const machine = stateMachines.find((one) => one.arn === stateMachineArn);
  if (!machine || !access.watched.get(machine.arn)?.traced) return [];
  const actions = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'];
  return traces(machine.roleArn, actions);
}

function traces(principal: string, actions: readonly string[]): Demand[] {
  return actions.map((action) => ({ principal, action: `xray:${action}`, resource: NO_RESOURCE }));
}
