import type { Filling, Wording, Wordings } from '../platform/wording.ts';
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
  document: { en: 'Document', 'zh-CN': '理赔材料' },
  documentNotReceived: { en: 'The document was not uploaded yet', 'zh-CN': '该材料尚未上传' },
  documentQuarantined: {
    en: 'The file is not what its type says: it is under quarantine, and nobody opens it',
    'zh-CN': '该文件的内容与其类型不符，已隔离，不能打开',
  },
  documentNotExamined: {
    en: 'The file came before files were examined: ask those who run the system for it',
    'zh-CN': '该文件在启用文件检查之前提交，请向系统运维人员索取',
  },
  onlyReceivedRejected: {
    en: 'Only a document that was received can be asked for again',
    'zh-CN': '只有已接收的材料才能要求重新提供',
  },
  ownDocument: { en: 'Nobody judges documents of a claim of their own', 'zh-CN': '不得审核本人案件的材料' },
  tooManyDocuments: (most: Filling) => ({
    en: `A claim takes ${most} documents: send what is still missing to your handler in another way`,
    'zh-CN': `每个案件最多接收 ${most} 份材料；如仍需补充，请与理赔人员联系，以其他方式提交`,
  }),
  tooManyUploads: (most: Filling) => ({
    en: `${most} uploads of this claim are under way: finish them first, or wait until they expire`,
    'zh-CN': `该案件已有 ${most} 份材料正在上传：请先完成上传，或等待上传地址失效后再试`,
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
  breakdownNeeded: {
    en: 'Nothing was assessed or estimated: say how the amount is made up',
    'zh-CN': '尚无定损或估损金额，须列明赔款构成',
  },
  breakdownMissing: (derived: Wording) => ({
    en: `Without a breakdown it is the loss less the policy's deductible, ${derived.en}: say how another amount is made up`,
    'zh-CN': `未列明赔款构成时，核定金额须为损失金额减去保单免赔额，即${derived['zh-CN']}；金额不同的，须列明构成`,
  }),
  withinDeductible: (deductible: Wording) => ({
    en: `The loss is not above the deductible of ${deductible.en}: that is a denial`,
    'zh-CN': `损失金额未超过免赔额${deductible['zh-CN']}，应按拒赔处理`,
  }),
  labelOnce: { en: 'Name each part and deduction once', 'zh-CN': '每个赔付项或扣减项只能列出一次' },
  breakdownSum: (sum: Wording) => ({
    en: `Parts less deductions are ${sum.en}, which is not the amount`,
    'zh-CN': `赔付项减去扣减项为${sum['zh-CN']}，与核定金额不符`,
  }),
  deductibleIs: (deductible: Wording) => ({
    en: `The policy's deductible is ${deductible.en}: take it off, or waive it with a reason`,
    'zh-CN': `保单免赔额为${deductible['zh-CN']}，须予扣除，或注明理由后免于扣除`,
  }),
  noDeductible: { en: 'The policy has no deductible', 'zh-CN': '该保单没有免赔额' },
  deductibleIsWaived: {
    en: 'The deductible is waived, and cannot be taken off as well',
    'zh-CN': '免赔额已免于扣除，不能同时列为扣减项',
  },
  aboveLoss: (taken: Wording, known: Wording) => ({
    en: `The loss is taken for ${taken.en}, above the ${known.en} that was assessed or estimated: say why in a note`,
    'zh-CN': `核定的损失为${taken['zh-CN']}，高于定损或估损金额${known['zh-CN']}，须在备注中说明理由`,
  }),
  relationNeeded: {
    en: 'The payee is not the customer: say what they are to each other',
    'zh-CN': '收款人非客户本人，须说明其与客户的关系',
  },
  noPayeeToCheck: { en: 'The claim has no payee to check', 'zh-CN': '该案件没有待核实的收款人' },
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
  ownClaim: { en: 'Nobody works on a claim of their own', 'zh-CN': '不得处理本人的案件' },
  oneWayToSearch: {
    en: 'Look for claims by one of reference, policyNumber and status',
    'zh-CN': '请按 reference、policyNumber、status 之一查询',
  },
  noOfferWhile: (status: ClaimStatus) => ({
    en: `There is no open offer: the claim is ${status}`,
    'zh-CN': `没有待确认的赔付方案：案件状态为“${statuses[status]}”`,
  }),
} as const satisfies Wordings;
