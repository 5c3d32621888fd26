import * as z from 'zod';
import type { KindView } from '../cases/chain.ts';
import { paging } from '../platform/http/cursor.ts';
import { instant } from '../platform/instant.ts';
import { text } from '../platform/text.ts';
import { atLeastOne, byStaff, kinds, queueNames } from './kinds.ts';
import { taskStatuses } from './task.ts';

const person = z.object({ sub: z.string(), name: z.string() });
const queue = z.enum(queueNames);

const common = {
  taskId: z.string(),
  queue,
  status: z.enum(taskStatuses),
  caseId: z.string(),
  caseReference: z.string(),
  customerId: z.string(),
  branchId: z.string(),
  dueAt: z.iso.datetime(),
  escalations: z.int(),
  assignee: person.optional(),
  decidedBy: person.optional(),
  decidedAt: z.iso.datetime().optional(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** A task as staff see it: everything but the token. Its kind decides the shape of `facts` and `decision`. */
export const taskView = z
  .discriminatedUnion('kind', atLeastOne(kinds.map(viewOf)))
  .meta({ id: 'Task', description: 'Facts are what the decision needs, frozen when the task was opened' });

function viewOf({ kind, facts, decision }: KindView) {
  return z
    .object({ ...common, kind: z.literal(kind), facts, decision: decision.optional() })
    .meta({ id: `${kind.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}Task` });
}

export const taskParams = z.object({ taskId: z.string().min(1).max(100) });

export const taskQuery = z.strictObject({
  queue: queue.optional().meta({ description: 'Default: the queue of your role; with `assignee`, every queue' }),
  status: z.enum(taskStatuses).default('OPEN'),
  assignee: z.string().max(200).optional().meta({ description: "A person's sub, or `me`" }),
  date: z.iso.date().optional().meta({ description: 'Of tasks that are done: the day, in UTC; today by default' }),
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

/** What staff decide; what a customer decides has routes of its own. */
export const decisionBody = z
  .union(kinds.filter((kind) => byStaff(kind).length > 0).map(({ decision }) => decision))
  .meta({ id: 'Decision' });
