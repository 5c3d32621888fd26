import type { Wordings } from '../platform/wording.ts';

export const says = {
  record: { en: 'Execution', 'zh-CN': '流程执行记录' },
  cursorExpired: { en: 'This cursor has expired: start the list again', 'zh-CN': '游标已过期，请重新查询列表' },
} as const satisfies Wordings;
