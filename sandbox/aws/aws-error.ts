/**
 * An error as an AWS service reports it: `code` is the exception's name without the service's
 * namespace (`ConditionalCheckFailedException`), `statusCode` the HTTP status, `details` what the
 * service puts beside the message (such as `CancellationReasons`).
 */
export class AwsError extends Error {
  readonly code: string;
  readonly statusCode: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, statusCode = 400, details: Record<string, unknown> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.statusCode = statusCode;
    this.details = details;
  }
}

/** What the sandbox does not support is refused by name, never ignored. */
export function notImplemented(service: string, action: string): AwsError {
  return new AwsError('NotImplemented', `NotImplemented: ${service}:${action} is not supported by the sandbox`, 501);
}
