import type { FunctionName } from '../../infra/functions.ts';

/**
 * What each function's bundle may weigh, in KiB: a twentieth above what it did when it was last looked at. Whoever raises one
 * has looked at what came in, and whether a start needs it: 100 KB of it took 12 ms of processor time when it was S3's client.
 */
export const budgets: Readonly<Record<FunctionName, number>> = {
  'reference-api': 433,
  'organisation-api': 655,
  'customers-api': 405,
  'policies-api': 412,
  'claims-api': 615,
  'tasks-api': 650,
  'notifications-api': 437,
  'payments-api': 660,
  'executions-api': 665,
  'access-api': 405,
  'access-keeper': 352,
  'cases-api': 375,
  'deadlines-api': 676,
  'deadlines-shadow': 640,
  'jobs-api': 405,
  'jobs-runner': 640,
  waker: 680,
  'cases-ended': 620,
  'claims-steps': 625,
  'claims-evidence': 650,
  relay: 356,
  'notifications-sender': 566,
  'notifications-feedback': 415,
  'payments-dispatch': 685,
};
