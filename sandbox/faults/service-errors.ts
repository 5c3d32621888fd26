import { AwsError } from '../aws/aws-error.ts';

/** A service's own words for "not so fast" and for "our fault", as its API reference has them. */
interface Refusals {
  readonly throttle: readonly [code: string, status: number];
  readonly error: readonly [code: string, status: number];
}

const refusals: Readonly<Record<string, Refusals | undefined>> = {
  dynamodb: { throttle: ['ThrottlingException', 400], error: ['InternalServerError', 500] },
  lambda: { throttle: ['TooManyRequestsException', 429], error: ['ServiceException', 500] },
  events: { throttle: ['ThrottlingException', 400], error: ['InternalException', 500] },
  ses: { throttle: ['TooManyRequestsException', 429], error: ['InternalServiceErrorException', 500] },
  sns: { throttle: ['Throttled', 429], error: ['InternalError', 500] },
  sqs: { throttle: ['RequestThrottled', 403], error: ['InternalFailure', 500] },
  s3: { throttle: ['SlowDown', 503], error: ['InternalError', 500] },
  secretsmanager: { throttle: ['ThrottlingException', 400], error: ['InternalServiceError', 500] },
};

/** What every service may answer ("Common errors" of the API references). */
const common: Refusals = { throttle: ['ThrottlingException', 400], error: ['InternalFailure', 500] };

export function throttled(service: string): AwsError {
  const [code, status] = (refusals[service] ?? common).throttle;
  return new AwsError(code, 'Rate exceeded (a fault that was ordered)', status);
}

export function failed(service: string): AwsError {
  const [code, status] = (refusals[service] ?? common).error;
  return new AwsError(code, 'Internal error (a fault that was ordered)', status);
}

/** What a neighbour answers that will never do what it is asked. */
export function refused(): AwsError {
  return new AwsError('Refused', 'Refused for good (a fault that was ordered)', 422);
}
