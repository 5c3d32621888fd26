import { AwsError } from '../aws/aws-error.ts';
import type { ServiceCall } from '../aws/services.ts';
import { limits } from './limits.ts';

/** PutSecretValue: 64 KB of text. */
export function checkSecret({ input: { SecretString } }: ServiceCall): void {
  const most = limits.secretText.figure;
  if (typeof SecretString !== 'string' || Buffer.byteLength(SecretString) <= most) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  );
}
