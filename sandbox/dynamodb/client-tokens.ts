import { createHash } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import type { VirtualClock } from '../clock.ts';

/** "A client request token is valid for 10 minutes after the first request that uses it is completed", API reference of TransactWriteItems. */
const VALID_FOR_MS = 10 * 60 * 1000;

/** The client request tokens of transactions that succeeded, oldest first. */
export class ClientTokens {
  readonly #clock: VirtualClock;
  readonly #used = new Map<string, { digest: string; until: number }>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Whether this very request has succeeded already; throws IdempotentParameterMismatchException for another one under its token. */
  has(token: string, request: unknown): boolean {
    this.#forgetExpired();
    const used = this.#used.get(token);
    if (!used) return false;
    if (used.digest === digestOf(request)) return true;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
    );
  }

  /** Notes the success of a request. */
  add(token: string, request: unknown): void {
    this.#used.set(token, { digest: digestOf(request), until: this.#clock.now() + VALID_FOR_MS });
  }

  clear(): void {
    this.#used.clear();
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [token, { until }] of this.#used) {
      if (until > now) return;
      this.#used.delete(token);
    }
  }
}

function digestOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64');
}
