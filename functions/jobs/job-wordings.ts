import type { Wordings } from '../platform/wording.ts';

/** What the context says to callers. */
export const says = {
  record: { en: 'Job', 'zh-CN': '作业' },
  noProgress: {
    en: 'Several runs in a row came no further; the operations team finds the cause in the log of jobs-runner',
    'zh-CN': '作业连续多次运行均无进展；运维可在 jobs-runner 的日志中查找原因',
  },
} satisfies Wordings;
