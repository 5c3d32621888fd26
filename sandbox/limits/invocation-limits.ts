import { AwsError } from '../aws/aws-error.ts';
import type { ServiceCall } from '../aws/services.ts';
import { limits } from './limits.ts';

/** Invoke: 6 MB in a synchronous request, 1 MB in an asynchronous one. */
export function checkInvocation({ input: { InvocationType, Payload } }: ServiceCall): void {
  const { figure } = InvocationType === 'Event' ? limits.asyncPayload : limits.requestPayload;
  if (typeof Payload !== 'string' || Buffer.byteLength(Payload) <= figure) return;
  // The API's model calls it RequestTooLargeException; this is the name that comes over the wire.
  throw new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${figure} bytes for the InvokeFunction operation`,
    413,
  );
}
