import type { Wordings } from '../platform/wording.ts';

/** What is wrong with a field of a claim's schemas, which the claim's own wordings are typed by. */
export const says = {
  documentsOnce: { en: 'Name each document once', 'zh-CN': '每种材料只能列出一次' },
} as const satisfies Wordings;
