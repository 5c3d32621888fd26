import * as z from 'zod';
import { described } from '../platform/wording.ts';
import { jobStates } from './job.ts';

const link = z.object({
  url: z.url().meta({ ...described({ en: 'Good for two minutes', 'zh-CN': '有效期两分钟' }) }),
  expiresAt: z.iso.datetime(),
});

export const jobView = z
  .object({
    jobId: z.string().meta({ example: 'job_01K8WXT0000000000000000000' }),
    kind: z.string().meta({ example: 'replay' }),
    state: z.enum(jobStates),
    progress: z.object({
      looked: z.int().meta({ ...described({ en: 'Records that were looked at', 'zh-CN': '已查看的记录数' }) }),
      percent: z.int().min(0).max(100),
    }),
    counts: z.record(z.string(), z.int()).meta({
      ...described({ en: 'What was counted so far, by name', 'zh-CN': '截至目前的各项统计' }),
    }),
    rows: z.int().meta({
      ...described({
        en: 'Rows of the result; the first 100,000 are listed, and those above counted as `unlisted`',
        'zh-CN': '结果行数；最多列出前 100,000 行，其余计入 unlisted',
      }),
    }),
    requestedAt: z.iso.datetime(),
    beganAt: z.iso.datetime().optional(),
    endedAt: z.iso.datetime().optional(),
    result: z
      .object({ json: link, csv: link })
      .optional()
      .meta({
        ...described({
          en: 'Once it is done, for 30 days: links to the result, new ones with each answer',
          'zh-CN': '完成后 30 日内提供结果下载链接，每次查询均重新生成',
        }),
      }),
    error: z.object({ code: z.literal('no-progress'), detail: z.string() }).optional(),
  })
  .meta({ id: 'Job' });
export type JobView = z.input<typeof jobView>;
