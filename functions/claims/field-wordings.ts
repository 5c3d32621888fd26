import type { Wordings } from '../platform/wording.ts';

/** What is wrong with a field of a claim's schemas, which the claim's own wordings are typed by. */
export const says = {
  documentsOnce: { en: 'Name each document once', 'zh-CN': '每种材料只能列出一次' },
  account: {
    en: 'an account number: 5 to 34 digits and capital letters',
    'zh-CN': '账号须为 5 至 34 位数字或大写字母',
  },
} as const satisfies Wordings;
