import type { Wording } from '../wording.ts';

/** What the body of every PATCH is (RFC 7396), as its description says it. */
export const mergePatch: Wording = {
  en: 'A JSON merge patch: null takes a field away',
  'zh-CN': 'JSON 合并补丁：null 表示删除该字段',
};
