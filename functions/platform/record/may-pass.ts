import { isClockSkewError, isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { Conflict } from './conflict.ts';

/** Thrown for what our own code knows to pass by itself. */
export class MayPass extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MayPass';
  }
}

/**
 * Whether the same work may succeed later with nothing changed but time: throttling, network, a service's own errors, and
 * what a deployment or its repair will mend. The SDK knows the first ones; anything else fails again and again.
 */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof MayPass || error instanceof Conflict) return true;
  return isPassing(error as SdkError) || mendable.has(error.name) || /^kms/i.test(error.name);
}

type SdkError = Parameters<typeof isServerError>[0];

function isPassing(error: SdkError): boolean {
  return isThrottlingError(error) || isTransientError(error) || isServerError(error) || isClockSkewError(error);
}

/** What the SDK does not try again within a call, but hours can change. */
const mendable = new Set([
  // Leave that is missing, or credentials that have run out ("Common error types" of the API references).
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  // Not there yet, or no longer, while a deployment is under way.
  'ResourceNotFoundException',
  'StateMachineDeleting',
  'StateMachineDoesNotExist',
  // "Running executions must end or be stopped before a new execution can be started" (StartExecution).
  'ExecutionLimitExceeded',
  // Another transaction was faster (DynamoDB, TransactionCanceledException).
  'TransactionConflictException',
  // Of a single entry of PutEvents, beside ThrottlingException (API reference, PutEventsResultEntry).
  'InternalException',
  'InternalFailure',
]);
