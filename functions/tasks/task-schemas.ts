import * as z from 'zod';
import { claimDecision } from '../claims/claim-decisions.ts';
import { paging } from '../platform/cursor.ts';
import { instant } from '../platform/instant.ts';
import { text } from '../platform/text.ts';
import { queues, taskStatuses } from './task.ts';

const person = z.object({ sub: z.string(), name: z.string() });

/** A task as staff see it: everything but the token. */
export const taskView = z
  .object({
    taskId: z.string(),
    kind: z.string(),
    queue: z.enum(queues),
    status: z.enum(taskStatuses),
    caseId: z.string(),
    caseReference: z.string(),
    customerId: z.string(),
    branchId: z.string(),
    facts: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What the decision needs, frozen when the task was opened' }),
    dueAt: z.iso.datetime(),
    escalations: z.int(),
    assignee: person.optional(),
    decision: z.record(z.string(), z.unknown()).optional(),
    decidedBy: person.optional(),
    decidedAt: z.iso.datetime().optional(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Task' });

export const taskParams = z.object({ taskId: z.string().min(1).max(100) });

export const taskQuery = z.strictObject({
  queue: z.enum(queues).optional().meta({ description: 'Default: the queue of your role' }),
  status: z.enum(taskStatuses).default('OPEN'),
  assignee: z.string().max(200).optional().meta({ description: "A person's sub, or `me`" }),
  branch: z.string().max(50).optional().meta({ description: 'Default: your branch; another for head office and ops' }),
  ...paging,
});

/** Empty: I take it on. */
export const assignmentBody = z
  .strictObject({
    assignee: text(200).default('me').meta({ description: "A person's sub, or `me`" }),
    name: text(100).optional(),
    appointmentAt: instant.optional().meta({ description: 'When the person will come or call' }),
  })
  .prefault({})
  .meta({ id: 'Assignment' });

export const decisionBody = z.union([claimDecision]).meta({ id: 'Decision' });
