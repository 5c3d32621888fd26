import { Logger } from '@aws-lambda-powertools/logger';

/** Logs carry ids, never names, numbers or tokens. */
export const logger = new Logger();
