const KNOWN = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.NoChoiceMatched',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]);

/** A state's failure by ASL error name, which Retry and Catch match. A Fail state may give neither name nor cause. */
export class AslError extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** A missed heartbeat is reported as States.Timeout, and States.HeartbeatTimeout matches it too. */
  readonly heartbeat: boolean;

  constructor(error: string | undefined, reason?: string, heartbeat = false) {
    super(reason ?? error ?? '');
    this.name = error ?? 'AslError';
    this.error = error;
    this.reason = reason;
    this.heartbeat = heartbeat;
  }

  /** What `$states.errorOutput` shows. */
  output(): { Error?: string; Cause?: string } {
    return {
      ...(this.error === undefined ? {} : { Error: this.error }),
      ...(this.reason === undefined ? {} : { Cause: this.reason }),
    };
  }
}

/**
 * Whether a Retry's or Catch's `ErrorEquals` matches. States.Runtime always fails the execution, States.ALL does not
 * cover States.DataLimitExceeded, and States.TaskFailed covers all but States.Timeout (developer guide, "Handling errors").
 */
export function matches(errorEquals: readonly string[], error: AslError): boolean {
  if (error.error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === error.error && error.error !== undefined) return true;
    if (name === 'States.HeartbeatTimeout') return error.heartbeat;
    if (error.error === 'States.DataLimitExceeded') return false;
    return name === 'States.ALL' || (name === 'States.TaskFailed' && error.error !== 'States.Timeout');
  });
}

/** Checks the ErrorEquals of all retriers or catchers of a state; `refuse` makes the error to throw. */
export function checkErrorNames(
  rules: readonly { ErrorEquals: readonly string[] }[],
  refuse: (text: string) => Error,
): void {
  rules.forEach(({ ErrorEquals: names }, index) => {
    if (names.includes('States.ALL') && (names.length > 1 || index < rules.length - 1)) {
      throw refuse('States.ALL must appear alone in ErrorEquals and in the last Retrier or Catcher');
    }
    const unknown = names.find((name) => name.startsWith('States.') && !KNOWN.has(name));
    if (unknown) throw refuse(`Unknown error name ${unknown} in ErrorEquals`);
  });
}
