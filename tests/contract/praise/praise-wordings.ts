import type { Wordings } from '../platform/wording.ts';

export const says = {
  record: { en: 'Praise', 'zh-CN': '表扬' },
  tooLoud: { en: 'Praise is quiet', 'zh-CN': '请勿使用感叹号' },
  enough: { en: 'Once a day', 'zh-CN': '每天一次' },
} as const satisfies Wordings;
