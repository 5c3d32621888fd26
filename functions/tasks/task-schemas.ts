import * as z from 'zod';
import type { KindView } from '../cases/chain/chain.ts';
import { paging } from '../platform/http/cursor.ts';
import { instant } from '../platform/instant.ts';
import { lines, text } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
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
  customerName: z.string().optional(),
  branchId: z.string(),
  dueAt: z.iso.datetime(),
  escalations: z.int(),
  assignee: person.optional(),
  standsInFor: z
    .string()
    .optional()
    .meta({ ...described({ en: 'By sub: whom the assignee stands in for', 'zh-CN': '被代理人的 sub' }) }),
  appointmentAt: z.iso
    .datetime()
    .optional()
    .meta({ ...described({ en: 'When the person will come or call', 'zh-CN': '人员上门或致电的时间' }) }),
  decidedBy: person.optional(),
  decidedAt: z.iso.datetime().optional(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** A task as staff see it: everything but the token. Its kind decides the shape of `facts` and `decision`. */
export const taskView = z.lazy(() =>
  z.discriminatedUnion('kind', atLeastOne(kinds.map(viewOf))).meta({
    id: 'Task',
    ...described({
      en: 'Facts are what the decision needs, frozen when the task was opened',
      'zh-CN': 'facts 为处理所需的信息，于任务创建时固定',
    }),
  }),
);

function viewOf({ kind, facts, decision }: KindView) {
  return z
    .object({ ...common, kind: z.literal(kind), facts, decision: decision.optional() })
    .meta({ id: `${kind.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}Task` });
}

export const taskParams = z.object({ taskId: z.string().min(1).max(100) });

export const taskQuery = z.strictObject({
  queue: queue.optional().meta({
    ...described({
      en: 'Default: the queue of your role; with `assignee`, every queue',
      'zh-CN': '默认为您角色对应的队列；指定 `assignee` 时为全部队列',
    }),
  }),
  status: z.enum(taskStatuses).default('OPEN'),
  assignee: z
    .string()
    .max(200)
    .optional()
    .meta({ ...described({ en: "A person's sub, or `me`", 'zh-CN': '人员的 sub，或 `me` 表示本人' }) }),
  date: z.iso
    .date()
    .optional()
    .meta({
      ...described({
        en: 'Of tasks that are done: the day, in UTC; today by default',
        'zh-CN': '已办结任务的日期（UTC），默认为当天',
      }),
    }),
  branch: z
    .string()
    .max(50)
    .optional()
    .meta({
      ...described({
        en: 'Default: your branch; another for head office and ops',
        'zh-CN': '默认为您所属机构；总公司与运维人员可指定其他机构',
      }),
    }),
  ...paging,
});

export const queuesQuery = z.strictObject({
  branch: z
    .string()
    .max(50)
    .optional()
    .meta({ ...described({ en: 'Default: your branch', 'zh-CN': '默认为您所属机构' }) }),
});

/** A queue at a glance; of a long one the first tasks are counted, and `more` says that there are others. */
export const queueView = z
  .object({
    queue,
    branchId: z.string(),
    open: z.int(),
    overdue: z.int(),
    unassigned: z.int(),
    more: z
      .boolean()
      .meta({ ...described({ en: 'There are more than were counted', 'zh-CN': '实际数量超过统计上限' }) }),
    first: taskView.optional().meta({ ...described({ en: 'What is due first', 'zh-CN': '最先到期的任务' }) }),
  })
  .meta({ id: 'QueueSummary' });

/** Empty: I take it on. Whoever else it is for must be on record. */
export const assignmentBody = z
  .strictObject({
    assignee: text(128)
      .default('me')
      .meta({ ...described({ en: "A person's sub, or `me`", 'zh-CN': '人员的 sub，或 `me` 表示本人' }) }),
    appointmentAt: instant
      .optional()
      .meta({ ...described({ en: 'When the person will come or call', 'zh-CN': '人员上门或致电的时间' }) }),
  })
  .prefault({})
  .meta({ id: 'Assignment' });

/** The customer was called, and answered or not. */
export const callBody = z
  .strictObject({
    outcome: z.enum(['reached', 'not-reached']),
    note: lines(2000)
      .optional()
      .meta({ ...described({ en: 'For staff alone', 'zh-CN': '仅工作人员可见' }) }),
  })
  .meta({ id: 'Call' });

/** What staff decide; what a customer decides has routes of its own. */
export const decisionBody = z
  .union(kinds.filter((kind) => byStaff(kind).length > 0).map(({ decision }) => decision))
  .meta({ id: 'Decision' });
