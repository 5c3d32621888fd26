/**
 * How handing a message to a provider ended. `refused`: it was not sent and never will be. `deferred`: it was not sent and
 * may be tried again. `unknown`: it may have been sent. Reasons are codes and hold no personal data.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly providerMessageId: string }
  | { readonly kind: 'refused' | 'deferred' | 'unknown'; readonly reason: string };

export interface Email {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface Sms {
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
}

/** The ports: they answer with an outcome and do not throw, so a throw means that nobody knows. */
export type SendEmail = (email: Email) => Promise<SendOutcome>;
export type SendSms = (sms: Sms) => Promise<SendOutcome>;

/**
 * For SDK clients that send. Neither SES nor SNS knows an idempotency token: the SDK's own retry after a lost answer would
 * send twice. Without `throwOnRequestTimeout` the SDK only warns when the time is up. Each has a connection of its own: one
 * that is kept may be closed by the provider while the request is on its way, and a letter that never got there is not sent again.
 */
export const sendOnce = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 2_000,
    requestTimeout: 8_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
} as const;

/**
 * What an SDK error says of the message. An answer of 4xx means that it was not taken: for good, unless it is about rate,
 * account or credentials. No answer means unknown, unless there was never a connection.
 */
export function outcomeOf(error: unknown, deferring: ReadonlySet<string>): SendOutcome {
  const reason = error instanceof Error && /^[\w.]{1,100}$/.test(error.name) ? error.name : 'Error';
  if (notConnected(error) || reason === 'CredentialsProviderError') return { kind: 'deferred', reason };
  const status = statusOf(error);
  if (status === undefined || status >= 500) return { kind: 'unknown', reason };
  const temporary =
    deferring.has(reason) || /Throttl|TooManyRequests/i.test(reason) || [401, 403, 429].includes(status);
  return { kind: temporary ? 'deferred' : 'refused', reason };
}

function statusOf(error: unknown): number | undefined {
  const metadata = fieldOf(error, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode');
  return typeof status === 'number' && status >= 400 ? status : undefined;
}

/** Name not resolved, connection refused, or no connection in time: nothing was handed over. */
function notConnected(error: unknown): boolean {
  const code = fieldOf(error, 'code');
  if (['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(String(code))) return true;
  return error instanceof Error && error.name === 'TimeoutError' && /establish a connection/i.test(error.message);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
