import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  record: { en: 'Customer', 'zh-CN': '客户' },
  reasonNeeded: {
    en: 'Say why you search, in the header X-Access-Reason',
    'zh-CN': '请在请求头 X-Access-Reason 中填写查询事由',
  },
  staffOnly: (fields: Filling) => ({ en: `Only staff may change ${fields}`, 'zh-CN': `${fields} 仅限工作人员修改` }),
  externalRefKept: {
    en: 'The customer has an externalRef already, and keeps it',
    'zh-CN': '该客户已有 externalRef，不可更改',
  },
  externalRefTaken: { en: 'Another customer has this externalRef', 'zh-CN': '该 externalRef 已属于另一客户' },
  bornLater: { en: 'Not after today', 'zh-CN': '不得晚于今天' },
  ownBranch: { en: 'You may only keep customers of your own branch', 'zh-CN': '只能维护本机构的客户' },
  phone: {
    en: 'An international number such as +8613800138000',
    'zh-CN': '须为国际格式的电话号码，例如 +8613800138000；中国大陆手机号可省略 +86',
  },
  branch: { en: 'A branch code of letters and digits', 'zh-CN': '须为由字母和数字组成的机构代码' },
  nationalId: { en: 'Five to 32 letters and digits', 'zh-CN': '证件号码须为 5 至 32 位字母或数字' },
  notBefore1900: { en: 'Not before 1900', 'zh-CN': '不得早于 1900 年' },
  tooMany: (max: Filling) => ({ en: `At most ${max} entries`, 'zh-CN': `最多 ${max} 项` }),
  tooShort: (min: Filling) => ({ en: `At least ${min} characters`, 'zh-CN': `至少 ${min} 个字符` }),
  oneOf: (fields: Filling) => ({
    en: `Give exactly one of ${fields}`,
    'zh-CN': `须且只能提供以下字段之一：${fields}`,
  }),
} as const satisfies Wordings;
