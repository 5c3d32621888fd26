import { facts } from '../../notifications/letters/letter.ts';
import { guideIn } from './guide.ts';
import type { ClaimLetter } from './models.ts';

export const claimRegistered: ClaimLetter<'claim-registered'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, policyNumber, handler, cause }) => ({
      subject: `您的报案已受理（报案号 ${reference}）`,
      preheader: '请保留报案号，后续联系时使用。',
      blocks: [
        '您的报案我们已经受理并登记，信息如下：',
        facts(['报案号', reference], ['保险单号', policyNumber], ['理赔人员', handler ?? '正在安排']),
        '我们将及时核定保险责任和损失。请妥善保留与事故有关的单证、照片和费用票据，需要补充材料时我们会一次性通知您。',
        ...(cause ? guideIn['zh-CN'](cause) : []),
        '如需查询进度或补充情况，请在联系我们时提供报案号。',
      ],
    }),
    sms: ({ reference, policyNumber, handler }) =>
      `您的报案已受理，报案号${reference}，保险单号${policyNumber}，理赔人员：${handler ?? '正在安排'}。请保留事故单证及费用票据，联系我们时请提供报案号。`,
  },
  en: {
    letter: ({ reference, policyNumber, handler, cause }) => ({
      subject: `We have registered your claim ${reference}`,
      preheader: 'Please keep this reference for any contact with us.',
      blocks: [
        'We have received and registered your claim:',
        facts(
          ['Claim reference', reference],
          ['Policy number', policyNumber],
          ['Your handler', handler ?? 'being assigned'],
        ),
        'We will assess the cover and the loss without delay. Please keep all documents, photos and receipts. If we need more from you, we will ask for it once and all together.',
        ...(cause ? guideIn.en(cause) : []),
        'Please quote the reference whenever you contact us.',
      ],
    }),
    sms: ({ reference, policyNumber, handler }) =>
      `Your claim is registered. Reference ${reference}, policy ${policyNumber}, handler: ${handler ?? 'being assigned'}. Please keep documents and receipts and quote the reference when you contact us.`,
  },
};
