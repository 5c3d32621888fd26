import type { Filling, Wordings } from '../platform/wording.ts';
import type { ClaimStatus } from './claim.ts';

const statuses: Readonly<Record<ClaimStatus, string>> = {
  REPORTED: '已报案',
  REGISTERED: '已立案',
  TRIAGED: '已分流',
  FAST_TRACK: '快速理赔',
  SURVEY: '查勘中',
  ASSESSED: '已定损',
  INJURY_CARE: '人伤跟踪',
  ADJUDICATION: '核赔中',
  DOCUMENTS_REQUESTED: '待补充材料',
  APPROVED: '已核定',
  PARTIALLY_APPROVED: '部分核定',
  OFFERED: '待客户确认',
  DISPUTED: '客户有异议',
  AGREED: '已达成协议',
  PAYMENT_ORDERED: '付款中',
  PAID: '已赔付',
  DENIED: '已拒赔',
  CLOSED: '已结案',
  WITHDRAWN: '已撤回',
};

export const says = {
  record: { en: 'Claim', 'zh-CN': '理赔案件' },
  noPolicy: { en: 'There is no such policy', 'zh-CN': '该保单不存在' },
  lossAhead: { en: 'The loss lies in the future', 'zh-CN': '出险时间不能晚于当前时间' },
  policyCurrency: (currency: Filling) => ({
    en: `The policy is in ${currency}`,
    'zh-CN': `保单币种为 ${currency}`,
  }),
  limitLeft: (amount: Filling, currency: Filling) => ({
    en: `Only ${amount} ${currency} minor units of the cover are left`,
    'zh-CN': `剩余保险金额仅为 ${amount}（${currency}，最小货币单位）`,
  }),
  takesNoDocuments: (status: ClaimStatus) => ({
    en: `A claim that is ${status} takes no documents`,
    'zh-CN': `案件${statuses[status]}，不再接收材料`,
  }),
  cannotBecome: (from: ClaimStatus, to: ClaimStatus) => ({
    en: `A claim that is ${from} cannot become ${to}`,
    'zh-CN': `案件状态不能由“${statuses[from]}”变更为“${statuses[to]}”`,
  }),
  withdrawn: { en: 'The claim was withdrawn', 'zh-CN': '理赔申请已撤回' },
  noProposal: { en: 'The claim has no proposal to review', 'zh-CN': '该案件没有待复核的处理意见' },
  makerIsChecker: {
    en: 'Another person than the one who decided must review',
    'zh-CN': '须由经办人以外的人员复核',
  },
  zeroIsDenial: { en: 'To pay nothing is a denial', 'zh-CN': '赔付金额为零应按拒赔处理' },
  documentsRequested: {
    en: 'The customer was asked for documents before',
    'zh-CN': '此前已一次性通知客户补充材料',
  },
  receivedAlready: { en: 'The customer has sent it already', 'zh-CN': '客户已提交该材料' },
  paymentContradicted: {
    en: 'The provider has contradicted itself about the last order: a supervisor must find out first whether it was paid',
    'zh-CN': '支付服务商对上一笔付款的说法前后矛盾：须先由主管查明是否已付款',
  },
  noOfferWhile: (status: ClaimStatus) => ({
    en: `There is no open offer: the claim is ${status}`,
    'zh-CN': `没有待确认的赔付方案：案件状态为“${statuses[status]}”`,
  }),
} as const satisfies Wordings;
