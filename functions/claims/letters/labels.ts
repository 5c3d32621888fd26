import { keysOf } from '../../platform/keys-of.ts';
import type { Language } from '../../platform/problems.ts';

type Labels = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Documents that a claimant may be asked for. */
export const documentLabels = {
  'id-card': { 'zh-CN': '身份证明', en: 'identity card' },
  'police-report': { 'zh-CN': '公安或交警部门出具的事故证明', en: 'police or accident report' },
  'repair-invoice': { 'zh-CN': '维修发票及清单', en: 'repair invoice with itemised list' },
  'medical-record': { 'zh-CN': '病历及诊断证明', en: 'medical records and diagnosis' },
  'medical-invoice': { 'zh-CN': '医疗费用发票及清单', en: 'medical invoices with itemised list' },
  photos: { 'zh-CN': '事故现场及损失照片', en: 'photos of the scene and the damage' },
  'bank-account': { 'zh-CN': '收款银行账户信息', en: 'bank account for payment' },
  'death-certificate': { 'zh-CN': '死亡证明', en: 'death certificate' },
  other: { 'zh-CN': '理赔人员另行说明的材料', en: 'other documents as explained by your handler' },
} as const satisfies Labels;
export type DocumentCode = keyof typeof documentLabels;
export const documentCodes = keysOf(documentLabels);

/** How an offer is made up. */
export const breakdownLabels = {
  'assessed-loss': { 'zh-CN': '核定损失金额', en: 'Assessed loss' },
  'repair-cost': { 'zh-CN': '维修费用', en: 'Repair cost' },
  'medical-expense': { 'zh-CN': '医疗费用', en: 'Medical expenses' },
  'rescue-cost': { 'zh-CN': '施救费用', en: 'Rescue cost' },
  benefit: { 'zh-CN': '保险金', en: 'Benefit' },
  deductible: { 'zh-CN': '扣除免赔额', en: 'Less deductible' },
  depreciation: { 'zh-CN': '扣除折旧', en: 'Less depreciation' },
  salvage: { 'zh-CN': '扣除残值', en: 'Less salvage' },
  'third-party-recovery': { 'zh-CN': '扣除第三方已赔付金额', en: 'Less payment by a third party' },
  'over-limit': { 'zh-CN': '扣除超出保险金额部分', en: 'Less amount above the limit of cover' },
  'not-covered': { 'zh-CN': '扣除不属于保险责任部分', en: 'Less amount not covered' },
  'premium-owed': { 'zh-CN': '扣除欠交保险费', en: 'Less premium owed' },
  'advance-paid': { 'zh-CN': '扣除已预付赔款', en: 'Less advance already paid' },
} as const satisfies Labels;
export type BreakdownCode = keyof typeof breakdownLabels;
export const breakdownCodes = keysOf(breakdownLabels);

/** The ways that stay open to a claimant who disagrees. */
export const routeLabels = {
  review: { 'zh-CN': '向我们申请复核', en: 'ask us for a review' },
  mediation: { 'zh-CN': '申请保险纠纷调解', en: 'apply for mediation of insurance disputes' },
  arbitration: { 'zh-CN': '依据仲裁协议申请仲裁', en: 'apply for arbitration where an agreement provides for it' },
  litigation: { 'zh-CN': '依法向人民法院提起诉讼', en: 'bring an action before the competent court' },
} as const satisfies Labels;
export const routeCodes = keysOf(routeLabels);
