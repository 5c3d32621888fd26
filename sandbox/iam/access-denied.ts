import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import type { Decision } from './evaluation.ts';

export type Denial = Extract<Decision, { allowed: false }>;

interface Refused {
  /** The service that was called, which is not always the one whose action was refused. */
  readonly service: string;
  readonly user: string;
  readonly action: string;
  readonly resource: string;
}

/** A refusal with the code, status and words of the service that was called. */
export function accessDenied(refused: Refused, denial: Denial): AwsError {
  const { service, action } = refused;
  if (action.startsWith('kms:')) return keyDenied(refused, denial);
  const { code = 'AccessDeniedException', status = 400, message = inWords } = styles[service] ?? {};
  return new AwsError(code, message(refused, denial), status);
}

interface Style {
  readonly code?: string;
  readonly status?: number;
  readonly message?: (refused: Refused, denial: Denial) => string;
}

/** Where a service does not answer 400 AccessDeniedException in IAM's words. */
const styles: Readonly<Record<string, Style>> = {
  lambda: { status: 403 },
  s3: {
    code: 'AccessDenied',
    status: 403,
    message: (refused, denial) => inWords({ ...refused, resource: `"${refused.resource}"` }, denial),
  },
  ses: {
    status: 403,
    message: ({ user, action, resource }) =>
      `User \`${user}' is not authorized to perform \`${action}' on resource \`${resource}'`,
  },
  sns: { code: 'AuthorizationError', status: 403, message: (refused, denial) => inWords(upperCase(refused), denial) },
  sqs: {
    message: (refused, denial) => inWords({ ...refused, action: refused.action.toLowerCase() }, denial),
  },
};

/** "Troubleshoot access denied error messages", IAM user guide. */
function inWords({ user, action, resource }: Refused, { explicit, by }: Denial): string {
  const why = explicit
    ? `with an explicit deny in ${article(by)} ${by} policy`
    : `because no ${by} policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

const article = (kind: string) => (kind.startsWith('i') ? 'an' : 'a');
const upperCase = (refused: Refused) => ({ ...refused, action: refused.action.replace('sns:', 'SNS:') });

/** How services tell that a key may not be used: in words of their own, or in those of KMS. */
function keyDenied(refused: Refused, denial: Denial): AwsError {
  switch (refused.service) {
    case 'dynamodb':
      return new AwsError('AccessDeniedException', `KMS key access denied error: ${hiddenKey()}`);
    case 'secretsmanager':
      return new AwsError('AccessDeniedException', 'Access to KMS is not allowed');
    case 'sqs':
      return new AwsError('KmsAccessDenied', inWords(refused, denial));
    case 's3':
      return new AwsError('AccessDenied', inWords(refused, denial), 403);
    default:
      return new AwsError('AccessDeniedException', inWords(refused, denial));
  }
}

/** KMS does not tell whether a key that may not be used exists. */
function hiddenKey(): string {
  return `com.amazonaws.services.kms.model.AWSKMSException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${randomUUID()})`;
}
