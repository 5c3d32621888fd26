import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Logs carry ids, never names, numbers or tokens. */
export const logger = new Logger();
export const metrics = new Metrics();
