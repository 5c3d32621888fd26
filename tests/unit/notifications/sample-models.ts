import type { ModelInput, TemplateName } from '../../../functions/letters.ts';

const reference = 'CK7Q2-M9X41';

/** A full model of each template: every optional field is there. */
export const samples: { readonly [Name in TemplateName]: ModelInput<Name> } = {
  'claim-registered': { reference, policyNumber: 'PDAA20263201', handler: '王芳', cause: 'collision' },
  'claim-surveyor-appointed': { reference, surveyor: 'Zhao Lei', at: '2026-11-22T17:30:00.000Z' },
  'claim-injury-contact': { reference, hours: 48 },
  'claim-documents-requested': { reference, documents: ['id-card', 'medical-record', 'bank-account'] },
  'claim-document-quarantined': { reference, document: 'repair-invoice', filename: 'IMG_0001.jpg' },
  'claim-document-rejected': {
    reference,
    document: 'photos',
    filename: 'IMG_0001.jpg',
    reason: 'The plate is blurred',
  },
  'claim-offered': {
    reference,
    approved: { amount: 320_000, currency: 'CNY' },
    breakdown: [
      { label: 'assessed-loss', amount: { amount: 350_000, currency: 'CNY' } },
      { label: 'deductible', amount: { amount: 30_000, currency: 'CNY' } },
    ],
    clause: '3.2',
    paysWithinDays: 10,
  },
  'claim-offer-reminder': { reference, approved: { amount: 320_000, currency: 'CNY' } },
  'claim-denied': { reference, clause: '5.1', reasons: 'Wear and tear', routes: ['review', 'mediation', 'litigation'] },
  'claim-payee-rejected': { reference, payee: 'Zhang San', reason: 'No proof of the relation' },
  'claim-paid': {
    reference,
    amount: { amount: 320_000, currency: 'CNY' },
    compensation: { amount: 1_250, currency: 'CNY' },
    payee: 'Zhang San',
  },
  'claim-closed': { reference, surveyUrl: 'https://careline.example/s/1', repairGuaranteeMonths: 12 },
  'claim-withdrawn': { reference },
  'claim-message': { reference, text: 'We have asked the workshop.\nThey answer on Monday.' },
  'deadline-extended': {
    reference,
    what: { en: 'Decision on the claim', 'zh-CN': '理赔核定' },
    due: '2026-11-22T17:30:00.000Z',
    reason: 'The workshop has not answered',
  },
  'deadline-digest': {
    items: [
      {
        deadlineId: 'ddl_clm_1.CN.art23-pay.1',
        caseReference: reference,
        title: { en: 'Payment', 'zh-CN': '赔款支付' },
        percent: 80,
        due: '2026-11-22T17:30:00.000Z',
      },
    ],
    more: 3,
  },
};

/** How each field of the samples reads, beside the reference. */
export const wordings: { readonly [Name in TemplateName]: Readonly<Record<'zh-CN' | 'en', readonly string[]>> } = {
  'claim-registered': { 'zh-CN': ['PDAA20263201', '王芳'], en: ['PDAA20263201', '王芳'] },
  'claim-surveyor-appointed': {
    'zh-CN': ['Zhao Lei', '2026年11月23日 01:30（北京时间）'],
    en: ['Zhao Lei', '22 November 2026, 17:30 UTC'],
  },
  'claim-injury-contact': { 'zh-CN': ['48小时'], en: ['48 hours'] },
  'claim-documents-requested': {
    'zh-CN': ['身份证明', '病历及诊断证明', '收款银行账户信息', '暂停计算'],
    en: ['identity card', 'medical records and diagnosis', 'bank account for payment', 'is paused'],
  },
  'claim-document-quarantined': { 'zh-CN': ['维修发票及清单'], en: ['repair invoice with itemised list'] },
  'claim-document-rejected': {
    'zh-CN': ['事故现场及损失照片', 'The plate is blurred'],
    en: ['photos of the scene and the damage', 'The plate is blurred'],
  },
  'claim-offered': {
    'zh-CN': ['¥3,200.00', '核定损失金额', '¥3,500.00', '免赔额', '-¥300.00', '3.2'],
    en: ['CN¥3,200.00', 'Assessed loss', 'CN¥3,500.00', 'Deductible', '-CN¥300.00', '3.2'],
  },
  'claim-offer-reminder': { 'zh-CN': ['¥3,200.00'], en: ['CN¥3,200.00'] },
  'claim-denied': {
    'zh-CN': ['5.1', 'Wear and tear', '复核', '调解', '诉讼'],
    en: ['5.1', 'Wear and tear', 'review', 'mediation', 'court'],
  },
  'claim-payee-rejected': {
    'zh-CN': ['Zhang San', 'No proof of the relation'],
    en: ['Zhang San', 'No proof of the relation'],
  },
  'claim-paid': {
    'zh-CN': ['¥3,200.00', '¥12.50', '至Zhang San的收款账户'],
    en: ['CN¥3,200.00', 'CN¥12.50', 'to Zhang San'],
  },
  'claim-closed': {
    'zh-CN': ['https://careline.example/s/1', '12个月'],
    en: ['https://careline.example/s/1', '12 months'],
  },
  'claim-withdrawn': { 'zh-CN': [], en: [] },
  'claim-message': {
    'zh-CN': ['We have asked the workshop.', 'They answer on Monday.'],
    en: ['We have asked the workshop.', 'They answer on Monday.'],
  },
  'deadline-extended': {
    'zh-CN': ['理赔核定', '2026年11月23日 01:30（北京时间）', 'The workshop has not answered'],
    en: ['Decision on the claim', '22 November 2026, 17:30 UTC', 'The workshop has not answered'],
  },
  'deadline-digest': {
    'zh-CN': ['赔款支付', '2026年11月23日 01:30（北京时间）', '80%', '3'],
    en: ['Payment', '22 November 2026, 17:30 UTC', '80%', '3'],
  },
};
