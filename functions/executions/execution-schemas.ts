import * as z from 'zod';
import { chains } from '../chains.ts';
import { paging } from '../platform/http/cursor.ts';
import { lines } from '../platform/text.ts';
import { described } from '../platform/wording.ts';
import { atLeastOne } from '../tasks/kinds.ts';
import { executionStatuses } from './execution-status.ts';

export const stateStatuses = ['running', 'succeeded', 'failed', 'timed-out', 'aborted', 'caught'] as const;

/** The workflows of all chains, the first one by default. */
const workflow = z.enum(atLeastOne(chains.map((chain) => chain.workflow))).default(chains[0].workflow);

export const executionQuery = z.object({
  workflow,
  status: z.enum(executionStatuses).optional(),
  ...paging,
  /** It wraps a nextToken of ListExecutions, up to 3096 characters, in base 64. */
  cursor: z.string().max(4500).optional(),
});

export const executionParams = z.object({
  executionName: z.string().min(1).max(80).meta({ example: 'claim-clm_01K5T3M1QZ8W3C7N9V2B4D6F8H-1' }),
});

const summary = {
  name: z.string().meta({ example: 'claim-clm_01K5T3M1QZ8W3C7N9V2B4D6F8H-1' }),
  workflow: z.string().meta({ example: 'claim-lifecycle' }),
  status: z.enum(executionStatuses),
  startedAt: z.iso.datetime(),
  stoppedAt: z.iso.datetime().optional(),
};

export const executionSummary = z.lazy(() => z.object(summary).meta({ id: 'ExecutionSummary' }));
export type ExecutionSummary = z.infer<typeof executionSummary>;

const json = z.lazy(() =>
  z.unknown().meta({
    ...described({
      en: 'JSON as the workflow has it; task tokens are taken out',
      'zh-CN': '流程中的 JSON 原文；任务令牌已去除',
    }),
  }),
);

/** One pass through a state, in the order in which they were entered. */
export const executionState = z.lazy(() =>
  z
    .object({
      name: z.string().meta({ example: 'Adjudicate' }),
      type: z.string().optional().meta({ example: 'Task' }),
      enteredAt: z.iso.datetime(),
      exitedAt: z.iso.datetime().optional(),
      durationMs: z.int().min(0).optional(),
      status: z.enum(stateStatuses).meta({
        ...described({
          en: 'caught: it failed, and the workflow went on by its Catch',
          'zh-CN': 'caught：该步骤失败，流程经由其 Catch 继续',
        }),
      }),
      input: json.optional(),
      output: json.optional(),
      error: z.string().optional().meta({ example: 'States.Timeout' }),
      cause: z.string().optional(),
      attempts: z
        .int()
        .min(0)
        .meta({
          ...described({
            en: 'How often its work was started: 1 without a retry, 0 for no work',
            'zh-CN': '启动次数：1 表示未重试，0 表示无需执行',
          }),
        }),
    })
    .meta({ id: 'ExecutionState' }),
);
export type ExecutionState = z.infer<typeof executionState>;

export const execution = z.lazy(() =>
  z
    .object({
      ...summary,
      states: z.array(executionState),
      error: z.string().optional(),
      cause: z.string().optional(),
    })
    .meta({ id: 'Execution' }),
);
export type Execution = z.infer<typeof execution>;

export const orderBody = z.lazy(() => z.strictObject({ reason: lines(1000) }).meta({ id: 'ExecutionOrder' }));

/** What an order leads to: the execution that works on the case from now on, or would. */
export const ordered = z.lazy(() =>
  z.object({ caseId: z.string(), executionName: z.string() }).meta({ id: 'ExecutionOrdered' }),
);
