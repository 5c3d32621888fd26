import { keysOf } from '../../platform/keys-of.ts';
import type { Language } from '../../platform/problems.ts';

type Labels = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Documents that a claimant may be asked for. */
export const documentLabels = {
  'id-card': { 'zh-CN': '身份证明', en: 'identity card' },
  'driving-licence': { 'zh-CN': '机动车驾驶证', en: 'driving licence' },
  'vehicle-licence': { 'zh-CN': '机动车行驶证', en: 'vehicle licence' },
  'police-report': { 'zh-CN': '公安或交警部门出具的事故证明', en: 'police or accident report' },
  'repair-invoice': { 'zh-CN': '维修发票及清单', en: 'repair invoice with itemised list' },
  invoice: { 'zh-CN': '发票', en: 'invoice' },
  'medical-record': { 'zh-CN': '病历及诊断证明', en: 'medical records and diagnosis' },
  'medical-invoice': { 'zh-CN': '医疗费用发票及清单', en: 'medical invoices with itemised list' },
  photos: { 'zh-CN': '事故现场及损失照片', en: 'photos of the scene and the damage' },
  'bank-account': { 'zh-CN': '收款银行账户信息', en: 'bank account for payment' },
  'death-certificate': { 'zh-CN': '死亡证明', en: 'death certificate' },
  other: { 'zh-CN': '理赔人员另行说明的材料', en: 'other documents as explained by your handler' },
} as const satisfies Labels;
export type DocumentCode = keyof typeof documentLabels;
export const documentCodes = keysOf(documentLabels);

/** What an offer adds up. */
const partLabels = {
  'assessed-loss': { 'zh-CN': '核定损失金额', en: 'Assessed loss' },
  'repair-cost': { 'zh-CN': '维修费用', en: 'Repair cost' },
  'medical-expense': { 'zh-CN': '医疗费用', en: 'Medical expenses' },
  'rescue-cost': { 'zh-CN': '施救费用', en: 'Rescue cost' },
  benefit: { 'zh-CN': '保险金', en: 'Benefit' },
} as const satisfies Labels;

/** What it takes off again: given as a positive amount, and shown with a minus sign. */
const deductionLabels = {
  deductible: { 'zh-CN': '免赔额', en: 'Deductible' },
  depreciation: { 'zh-CN': '折旧', en: 'Depreciation' },
  salvage: { 'zh-CN': '残值', en: 'Salvage' },
  'third-party-recovery': { 'zh-CN': '第三方已赔付金额', en: 'Paid by a third party' },
  'over-limit': { 'zh-CN': '超出保险金额部分', en: 'Above the limit of cover' },
  'not-covered': { 'zh-CN': '不属于保险责任部分', en: 'Not covered' },
  'premium-owed': { 'zh-CN': '欠交保险费', en: 'Premium owed' },
  'advance-paid': { 'zh-CN': '已预付赔款', en: 'Advance already paid' },
} as const satisfies Labels;

/** How an offer is made up. */
export const breakdownLabels = { ...partLabels, ...deductionLabels } as const;
export type BreakdownCode = keyof typeof breakdownLabels;
export const breakdownCodes = keysOf(breakdownLabels);
export const deductionCodes = keysOf(deductionLabels);

/** Whether a code takes its amount off. */
export function isDeduction(code: BreakdownCode): boolean {
  return code in deductionLabels;
}

/** The ways that stay open to a claimant who disagrees. */
export const routeLabels = {
  review: { 'zh-CN': '向我们申请复核', en: 'ask us for a review' },
  mediation: { 'zh-CN': '申请保险纠纷调解', en: 'apply for mediation of insurance disputes' },
  arbitration: { 'zh-CN': '依据仲裁协议申请仲裁', en: 'apply for arbitration where an agreement provides for it' },
  litigation: { 'zh-CN': '依法向人民法院提起诉讼', en: 'bring an action before the competent court' },
} as const satisfies Labels;
export const routeCodes = keysOf(routeLabels);
