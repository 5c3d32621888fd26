import type { FunctionName } from '../../infra/functions.ts';

/**
 * What each function's bundle may weigh, in KiB: a twentieth above what it did when it was last looked at. Whoever raises one
 * has looked at what came in, and whether a start needs it: 100 KB of it took 12 ms of processor time when it was S3's client.
 */
export const budgets: Readonly<Record<FunctionName, number>> = {
  'reference-api': 370,
  'organisation-api': 525,
  'customers-api': 405,
  'policies-api': 410,
  'claims-api': 490,
  'tasks-api': 520,
  'notifications-api': 410,
  'payments-api': 530,
  'executions-api': 535,
  'access-api': 385,
  'access-keeper': 330,
  'cases-api': 375,
  'cases-finder': 540,
  'cases-ended': 500,
  'claims-steps': 495,
  'claims-evidence': 525,
  relay: 355,
  'notifications-sender': 545,
  'notifications-feedback': 385,
  'payments-dispatch': 545,
};
