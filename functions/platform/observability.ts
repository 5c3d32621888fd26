import { Logger } from '@aws-lambda-powertools/logger';

/** Logs carry ids, never names, numbers or tokens. */
export const logger = new Logger();

/** What was thrown, as the log takes it. */
export function thrown(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
