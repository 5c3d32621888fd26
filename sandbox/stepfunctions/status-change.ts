import { notRedrivable } from './descriptions.ts';
import type { Execution, Status } from './execution.ts';

/** The detail of a "Step Functions Execution Status Change" event; dates are in ms since the epoch. */
export interface StatusChange {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: Status;
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string | null;
  readonly inputDetails: { readonly included: boolean };
  readonly output: string | null;
  readonly outputDetails: { readonly included: boolean } | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly stateMachineVersionArn: null;
  readonly stateMachineAliasArn: null;
  readonly redriveCount: number;
  readonly redriveDate: number | null;
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  readonly redriveStatusReason: string | null;
}

/** "If the combined escaped input and escaped output sent to EventBridge exceeds 248KB, then the input will be excluded" (see below). */
const LARGEST = 248 * 1024;

/** What Step Functions tells EventBridge of an execution ("EventBridge for Step Functions execution status changes", developer guide). */
export function statusChange(execution: Execution, now: number): StatusChange {
  const { stopDate, redriveDate, redriveCount, failure } = execution;
  const input = escapedSize(execution.input) + escapedSize(execution.output) > LARGEST ? null : execution.input;
  const output = execution.output === undefined || escapedSize(execution.output) > LARGEST ? null : execution.output;
  const reason = notRedrivable(execution, now);
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: Math.floor(execution.startDate),
    stopDate: stopDate === undefined ? null : Math.floor(stopDate),
    input,
    inputDetails: { included: input !== null },
    output,
    outputDetails: execution.output === undefined ? null : { included: output !== null },
    error: failure.error ?? null,
    cause: failure.cause ?? null,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount,
    redriveDate: redriveDate === undefined ? null : Math.floor(redriveDate),
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason: reason ?? null,
  };
}

const escapedSize = (text: string | undefined) => (text === undefined ? 0 : Buffer.byteLength(JSON.stringify(text)));
