import type { FunctionName } from '../../infra/functions.ts';

/**
 * What each function's bundle may weigh, in KiB: a twentieth above what it did when it was last looked at. Whoever raises one
 * has looked at what came in, and whether a start needs it: 100 KB of it took 12 ms of processor time when it was S3's client.
 */
export const budgets: Readonly<Record<FunctionName, number>> = {
  'reference-api': 280,
  'customers-api': 405,
  'policies-api': 390,
  'claims-api': 415,
  'tasks-api': 430,
  'notifications-api': 410,
  'payments-api': 435,
  'executions-api': 465,
  'cases-api': 375,
  'cases-finder': 445,
  'cases-ended': 410,
  'claims-steps': 410,
  'claims-evidence': 385,
  relay: 330,
  'notifications-sender': 515,
  'notifications-feedback': 350,
  'payments-dispatch': 420,
};
