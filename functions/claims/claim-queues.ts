import type { Queue } from '../tasks/task.ts';

/** Where the work of claims lies, and whose it becomes when nobody does it in its time. */
export const claimQueues = {
  surveyor: { name: 'surveyor', escalatesTo: 'claims-supervisor' },
  handler: { name: 'claims-handler', escalatesTo: 'claims-supervisor' },
  supervisor: { name: 'claims-supervisor', escalatesTo: 'claims-supervisor' },
  /** What the customer is to do. */
  customer: { name: 'customer', escalatesTo: 'claims-supervisor' },
} as const satisfies Record<string, Queue>;
