import type { Wordings } from '../platform/wording.ts';

export const says = {
  record: { en: 'Policy', 'zh-CN': '保单' },
  ownBranch: { en: 'You may only keep policies of your own branch', 'zh-CN': '只能维护本机构的保单' },
  noCustomer: { en: 'There is no such customer', 'zh-CN': '该客户不存在' },
  limitInOtherCurrency: {
    en: 'Claims have used the limit in another currency',
    'zh-CN': '已有理赔以其他币种占用保险金额',
  },
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
} as const satisfies Wordings;
