import type { Problem } from '../platform/problems.ts';

/** What claims alone refuse; the codes are the error names that their workflow catches. */
export const problems = {
  documentsRequested: {
    code: 'documents-already-requested',
    status: 409,
    title: { en: 'Documents are asked for once, all together', 'zh-CN': '补充材料须一次性告知' },
  },
  makerIsChecker: {
    code: 'maker-is-checker',
    status: 409,
    title: { en: 'A second person must review this', 'zh-CN': '经办与复核不能为同一人' },
  },
  paymentContradicted: {
    code: 'payment-contradicted',
    status: 409,
    title: { en: 'It is not known whether the last order was paid', 'zh-CN': '上一笔付款结果尚未查明' },
  },
  tooManyDocuments: {
    code: 'too-many-documents',
    status: 409,
    title: { en: 'The claim has as many documents as it can take', 'zh-CN': '该案件的材料数量已达上限' },
  },
  withdrawn: {
    code: 'claim-withdrawn',
    status: 409,
    title: { en: 'The claim was withdrawn', 'zh-CN': '理赔申请已撤回' },
  },
} as const satisfies Record<string, Problem>;
