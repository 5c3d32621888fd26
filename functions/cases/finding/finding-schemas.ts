import * as z from 'zod';
import { executionStatuses } from '../../executions/execution-status.ts';
import { paging } from '../../platform/http/cursor.ts';
import { described } from '../../platform/wording.ts';

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
  'follow-up-overdue',
  'notice-unknown',
  'calendar-missing',
  'nobody-to-tell',
] as const;

/** A case that stood still, and what was done about it. */
export const finding = z.lazy(() =>
  z
    .object({
      findingId: z.string(),
      kind: z.enum(findingKinds).meta({
        ...described({
          en: 'start-missing: its workflow was never started; execution-ended, wait-gone (a task is open), decision-without-effect (a task is decided): its execution has ended; no-progress: it runs and does not move; halted: ops have stopped it; handover-overdue: nobody has mended it; orphan-task: a task nobody waits for; order-unanswered: the payment provider says nothing; follow-up-overdue: a task beside the workflow was not decided in its time; notice-unknown: the payment provider tells of something nobody knows; calendar-missing: a deadline cannot be computed until the working days of a year are published and loaded; nobody-to-tell: a deadline runs out, and nobody is on record who is to be told',
          'zh-CN':
            'start-missing：流程从未启动；execution-ended、wait-gone（任务未处理）、decision-without-effect（任务已处理）：流程执行已结束；no-progress：执行中但无进展；halted：由运维停止；handover-overdue：移交任务超时未处理；orphan-task：无流程等待的任务；order-unanswered：支付服务商未答复；follow-up-overdue：流程外的跟进任务超时未处理；notice-unknown：支付服务商发来未知类型的通知；calendar-missing：所需年度的工作日安排尚未载入，期限暂无法计算；nobody-to-tell：期限即将届满，但无应通知人员的记录',
        }),
      }),
      caseType: z.string().meta({ example: 'claim' }),
      caseId: z.string(),
      reference: z.string(),
      executionName: z.string().optional(),
      executionStatus: z.enum([...executionStatuses, 'MISSING']).optional(),
      action: z.enum(['restarted', 'handed-over', 'escalated', 'cancelled', 'none']).meta({
        ...described({
          en: 'restarted: an execution was started anew; handed-over: a task of the supervisors was made',
          'zh-CN': 'restarted：已重新启动流程；handed-over：已为主管创建任务',
        }),
      }),
      foundAt: z.iso.datetime(),
    })
    .meta({ id: 'Finding' }),
);
export type Finding = z.infer<typeof finding>;

export const findingQuery = z.strictObject({
  date: z.iso
    .date()
    .optional()
    .meta({
      ...described({
        en: 'The day they were found on, in UTC; today by default',
        'zh-CN': '发现日期（UTC），默认为当天',
      }),
    }),
  ...paging,
});
