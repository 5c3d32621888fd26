import type { Filling, Wording, Wordings } from './wording.ts';

/** What is wrong with a field, as the schemas of every context check it. Zod's own checks bring their own words. */
export const says = {
  halfCharacter: {
    en: 'It holds half a character (a lone surrogate)',
    'zh-CN': '含有不完整的字符（孤立的代理项）',
  },
  controlCharacters: { en: 'It holds control characters', 'zh-CN': '含有控制字符' },
  empty: { en: 'It is empty', 'zh-CN': '不能为空' },
  tooLong: ({ max }: { max: Filling }) => ({ en: `At most ${max} characters`, 'zh-CN': `最多 ${max} 个字符` }),
  tooShort: ({ min }: { min: Filling }) => ({ en: `At least ${min} characters`, 'zh-CN': `至少 ${min} 个字符` }),
  tooMany: ({ max }: { max: Filling }) => ({ en: `At most ${max} entries`, 'zh-CN': `最多 ${max} 项` }),
  instant: {
    en: 'An RFC 3339 time with an offset, such as 2026-03-01T00:00:00+08:00',
    'zh-CN': '须为带时区偏移的 RFC 3339 时间，例如 2026-03-01T00:00:00+08:00',
  },
  year: { en: 'A year from 1900 to 2199', 'zh-CN': '年份须在 1900 至 2199 之间' },
  notBefore1900: { en: 'Not before 1900', 'zh-CN': '不得早于 1900 年' },
  currency: { en: 'an ISO 4217 code such as CNY', 'zh-CN': '须为 ISO 4217 币种代码，例如 CNY' },
  phone: {
    en: 'An international number such as +8613800138000',
    'zh-CN': '须为国际格式的电话号码，例如 +8613800138000；中国大陆手机号可省略 +86',
  },
  branch: { en: 'A branch code of letters and digits', 'zh-CN': '须为由字母和数字组成的机构代码' },
  nationalId: { en: 'Five to 32 letters and digits', 'zh-CN': '证件号码须为 5 至 32 位字母或数字' },
  oneOf: ({ fields }: { fields: Filling }) => ({
    en: `Give exactly one of ${fields}`,
    'zh-CN': `须且只能提供以下字段之一：${fields}`,
  }),
  policyNumber: {
    en: 'Letters, digits, hyphens, dots and underscores',
    'zh-CN': '只能包含字母、数字、连字符、点和下划线',
  },
  causesOnce: { en: 'Each cause once', 'zh-CN': '每种出险原因只能列出一次' },
  onePolicyholder: {
    en: 'Give either customerId or customerExternalRef',
    'zh-CN': '须且只能提供 customerId 与 customerExternalRef 之一',
  },
  afterEffectiveAt: { en: 'It must be after effectiveAt', 'zh-CN': '须晚于 effectiveAt' },
  currencyOfSumInsured: { en: 'In the currency of sumInsured', 'zh-CN': '币种须与 sumInsured 一致' },
  documentsOnce: { en: 'Name each document once', 'zh-CN': '每种材料只能列出一次' },
  account: {
    en: 'an account number: 5 to 34 digits and capital letters',
    'zh-CN': '账号须为 5 至 34 位数字或大写字母',
  },
} as const satisfies Wordings;

type Says = typeof says;
type Filled<Key extends keyof Says> = Says[Key] extends (
  filled: infer Fields extends Record<string, Filling>,
) => Wording
  ? [Fields]
  : [];

/**
 * The error of a schema's check. It is a key and what is filled in, for a schema does not know in which language its
 * error will be read; `parseFields` finds the words.
 */
export function wrong<Key extends keyof Says>(key: Key, ...filled: Filled<Key>) {
  const [params]: readonly Record<string, Filling>[] = filled;
  return { error: key, ...(params && { params }) };
}
