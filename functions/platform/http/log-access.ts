import { logger } from '../observability.ts';
import { type AccessLine, accessMessage } from './access-line.ts';

/** Writes down who read what: a line of the function's log, so that reading costs no write of its own. */
export function logAccess(access: AccessLine): void {
  logger.info(accessMessage, { access });
}
