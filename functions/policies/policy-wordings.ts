import type { Wordings } from '../platform/wording.ts';

export const says = {
  ownBranch: { en: 'You may only keep policies of your own branch', 'zh-CN': '只能维护本机构的保单' },
  noCustomer: { en: 'There is no such customer', 'zh-CN': '该客户不存在' },
  limitInOtherCurrency: {
    en: 'Claims have used the limit in another currency',
    'zh-CN': '已有理赔以其他币种占用保险金额',
  },
} as const satisfies Wordings;
