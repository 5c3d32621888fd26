import type { JsonObject } from './asl.ts';
import type { Execution, Machine } from './execution.ts';
import { seconds } from './history.ts';

/** How long after its end an execution can be redriven (developer guide, "Restarting state machine executions"): 14 days, in ms. */
const REDRIVABLE = 14 * 86_400_000;

/** What DescribeExecution says. */
export function describeExecution(execution: Execution, now: number): JsonObject {
  return {
    ...listExecution(execution),
    input: execution.input,
    inputDetails: { included: true },
    ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
    ...outcome(execution),
    ...redriveStatus(execution, now),
  };
}

/** What ListExecutions says of each. */
export function listExecution(execution: Execution): JsonObject {
  const { stopDate, redriveDate } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startDate),
    ...(stopDate === undefined ? {} : { stopDate: seconds(stopDate) }),
    redriveCount: execution.redriveCount,
    ...(redriveDate === undefined ? {} : { redriveDate: seconds(redriveDate) }),
  };
}

/** What StartSyncExecution says. */
export function describeSyncExecution(execution: Execution): JsonObject {
  const { stopDate = execution.startDate, startDate } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(startDate),
    stopDate: seconds(stopDate),
    input: execution.input,
    inputDetails: { included: true },
    ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
    ...outcome(execution),
    // Express bills in steps of 100 ms and 64 MB.
    billingDetails: {
      billedDurationInMilliseconds: Math.max(Math.ceil((stopDate - startDate) / 100) * 100, 100),
      billedMemoryUsedInMB: 64,
    },
  };
}

export function listStateMachine(machine: Machine): JsonObject {
  const { arn: stateMachineArn, name, type, creationDate } = machine;
  return { stateMachineArn, name, type, creationDate: seconds(creationDate) };
}

export function describeStateMachine(machine: Machine): JsonObject {
  const { definition, roleArn } = machine;
  return {
    ...listStateMachine(machine),
    status: 'ACTIVE',
    definition,
    roleArn,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  };
}

/** What DescribeStateMachineForExecution says, but for the date. */
export function describeMachineOfExecution({ arn: stateMachineArn, name, definition, roleArn }: Machine): JsonObject {
  const loggingConfiguration = { level: 'OFF', includeExecutionData: false };
  return { stateMachineArn, name, definition, roleArn, loggingConfiguration, tracingConfiguration: { enabled: false } };
}

/** Why an execution cannot be redriven, if it cannot. */
export function notRedrivable(execution: Execution, now: number): string | undefined {
  const { status, stopDate } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (stopDate !== undefined && stopDate + REDRIVABLE < now) return 'Execution has exceeded the redrivable period';
  return undefined;
}

function redriveStatus(execution: Execution, now: number): JsonObject {
  const reason = notRedrivable(execution, now);
  if (reason === undefined) return { redriveStatus: 'REDRIVABLE' };
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };
}

function outcome({ failure: { error, cause } }: Execution): JsonObject {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
