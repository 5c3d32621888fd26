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
    sms: ({ reference }) =>
      `关于您的案件${reference}，理赔人员给您留言，请查看邮件或在案件进程中查阅，也可凭报案号来电咨询。`,
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
    sms: ({ reference }) =>
      `Your handler has written to you about your claim ${reference}. Please see your email or the history of your claim, or call us with the reference.`,
  },
};

function paragraphs(text: string): string[] {
  return text.split(/\n+/).filter((line) => line.trim() !== '');
}
