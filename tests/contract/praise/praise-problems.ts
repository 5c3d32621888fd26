import type { Problem } from '../platform/problems.ts';

export const problems = {
  enough: { code: 'praised-already', status: 409, title: { en: 'Praised already', 'zh-CN': '已表扬过' } },
} as const satisfies Record<string, Problem>;
