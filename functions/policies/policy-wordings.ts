import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  record: { en: 'Policy', 'zh-CN': '保单' },
  ownBranch: { en: 'You may only keep policies of your own branch', 'zh-CN': '只能维护本机构的保单' },
  noCustomer: { en: 'There is no such customer', 'zh-CN': '该客户不存在' },
  limitInOtherCurrency: {
    en: 'Claims have used the limit in another currency',
    'zh-CN': '已有理赔以其他币种占用保险金额',
  },
  ownPolicy: { en: 'You may not change a policy of your own', 'zh-CN': '不得变更本人名下的保单' },
  overlapsTerms: (terms: Filling) => ({
    en: `These dates overlap terms ${terms}: give those of one term`,
    'zh-CN': `起止时间与第 ${terms} 期重叠，须只属于其中一期`,
  }),
  noTermThen: (end: Filling) => ({
    en: `No term has these dates, and a new one begins at ${end} or later`,
    'zh-CN': `没有与之对应的保险期间；新的保险期间不得早于 ${end} 起保`,
  }),
  outsideOfTerm: { en: 'Not within the term', 'zh-CN': '不在保险期间内' },
  validFromAhead: { en: 'Not after now: say it when it is so', 'zh-CN': '不得晚于当前时间，请在生效后提交' },
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
