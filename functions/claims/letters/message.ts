import type { ClaimLetter } from './models.ts';

/** What a member of staff writes to the customer about their claim, in their own words. */
export const claimMessage: ClaimLetter<'claim-message'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, text }) => ({
      subject: `关于您的案件的说明（报案号 ${reference}）`,
      preheader: '理赔人员给您留言。',
      blocks: [
        `关于您的案件（报案号 ${reference}），我们的理赔人员向您说明如下：`,
        ...paragraphs(text),
        '如有疑问，请凭报案号与我们联系。',
      ],
    }),
    sms: ({ reference, text }) => `关于您的案件${reference}，理赔人员留言：${text}`,
  },
  en: {
    letter: ({ reference, text }) => ({
      subject: `About your claim ${reference}`,
      preheader: 'Your handler has written to you.',
      blocks: [
        `Your handler has written to you about your claim ${reference}:`,
        ...paragraphs(text),
        'If you have any questions, please contact us with the reference.',
      ],
    }),
    sms: ({ reference, text }) => `About your claim ${reference}, from your handler: ${text}`,
  },
};

function paragraphs(text: string): string[] {
  return text.split(/\n+/).filter((line) => line.trim() !== '');
}
