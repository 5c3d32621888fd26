import type { FunctionName } from '../../infra/functions.ts';

/**
 * What each function's bundle may weigh, in KiB: a twentieth above what it did when it was last looked at. Whoever raises one
 * has looked at what came in, and whether a start needs it: 100 KB of it took 12 ms of processor time when it was S3's client.
 */
export const budgets: Readonly<Record<FunctionName, number>> = {
  'reference-api': 300,
  'customers-api': 405,
  'policies-api': 390,
  'claims-api': 480,
  'tasks-api': 455,
  'notifications-api': 410,
  'payments-api': 465,
  'executions-api': 490,
  'cases-api': 375,
  'cases-finder': 480,
  'cases-ended': 450,
  'claims-steps': 445,
  'claims-evidence': 520,
  relay: 330,
  'notifications-sender': 525,
  'notifications-feedback': 385,
  'payments-dispatch': 455,
};
