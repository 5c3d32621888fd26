import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  staffOnly: (fields: Filling) => ({ en: `Only staff may change ${fields}`, 'zh-CN': `${fields} 仅限工作人员修改` }),
  externalRefKept: {
    en: 'The customer has an externalRef already, and keeps it',
    'zh-CN': '该客户已有 externalRef，不可更改',
  },
  externalRefTaken: { en: 'Another customer has this externalRef', 'zh-CN': '该 externalRef 已属于另一客户' },
  bornLater: { en: 'Not after today', 'zh-CN': '不得晚于今天' },
  ownBranch: { en: 'You may only keep customers of your own branch', 'zh-CN': '只能维护本机构的客户' },
} as const satisfies Wordings;
