import * as z from 'zod';
import { executionStatuses } from '../executions/execution-status.ts';
import { paging } from '../platform/http/cursor.ts';

export const findingKinds = [
  'start-missing',
  'execution-ended',
  'wait-gone',
  'decision-without-effect',
  'no-progress',
  'halted',
  'handover-overdue',
  'orphan-task',
  'order-unanswered',
] as const;

/** A case that stood still, and what was done about it. */
export const finding = z
  .object({
    findingId: z.string(),
    kind: z.enum(findingKinds).meta({
      description:
        'start-missing: its workflow was never started; execution-ended, wait-gone (a task is open), decision-without-effect (a task is decided): its execution has ended; no-progress: it runs and does not move; halted: ops have stopped it; handover-overdue: nobody has mended it; orphan-task: a task nobody waits for; order-unanswered: the payment provider says nothing',
    }),
    caseType: z.string().meta({ example: 'claim' }),
    caseId: z.string(),
    reference: z.string(),
    executionName: z.string().optional(),
    executionStatus: z.enum([...executionStatuses, 'MISSING']).optional(),
    action: z.enum(['restarted', 'handed-over', 'escalated', 'cancelled', 'none']).meta({
      description: 'restarted: an execution was started anew; handed-over: a task of the supervisors was made',
    }),
    foundAt: z.iso.datetime(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof finding>;

export const findingQuery = z.strictObject({
  date: z.iso.date().optional().meta({ description: 'The day they were found on, in UTC; today by default' }),
  ...paging,
});
