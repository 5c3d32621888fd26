import type { Interceptor, ServiceCall } from '../aws/services.ts';
import { emailCheck } from './email-limits.ts';
import { checkEvents } from './event-limits.ts';
import { checkInvocation } from './invocation-limits.ts';
import { checkObject, checkUpload } from './object-limits.ts';
import { checkMessage, checkMessages } from './queue-limits.ts';
import { checkSecret } from './secret-limits.ts';
import { checkText } from './text-limits.ts';

/** What the limits need to know of the account. */
export interface LimitOptions {
  /** Addresses and domains that email may be sent from. */
  readonly emailIdentities: readonly string[];
}

/**
 * Refuses what AWS refuses for its size, its count or its form, before the service sees it. The rules of DynamoDB and
 * Step Functions depend on what is stored, so they stand in those services; all figures are in `limits.ts`.
 */
export function enforceLimits({ emailIdentities }: LimitOptions): Interceptor {
  const all: Readonly<Record<string, Check | undefined>> = { ...checks, 'ses:SendEmail': emailCheck(emailIdentities) };
  return async (call, next) => {
    all[`${call.service}:${call.action}`]?.(call);
    return next(call);
  };
}

type Check = (call: ServiceCall) => void;

const checks: Readonly<Record<string, Check>> = {
  'events:PutEvents': checkEvents,
  'lambda:Invoke': checkInvocation,
  's3:CreateMultipartUpload': checkObject,
  's3:DeleteObject': checkObject,
  's3:GetObject': checkObject,
  's3:HeadObject': checkObject,
  's3:PostObject': checkUpload,
  's3:PutObject': checkObject,
  'secretsmanager:PutSecretValue': checkSecret,
  'sns:Publish': checkText,
  'sqs:SendMessage': checkMessage,
  'sqs:SendMessageBatch': checkMessages,
};
