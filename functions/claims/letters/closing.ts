import type { Block } from '../../notifications/letters/letter.ts';
import type { ClaimLetter } from './models.ts';

export const claimClosed: ClaimLetter<'claim-closed'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, surveyUrl, repairGuaranteeMonths }) => ({
      subject: `您的案件已结案（报案号 ${reference}）`,
      preheader: '感谢您的信任，诚邀您评价本次服务。',
      blocks: [
        `您的案件（报案号 ${reference}）已结案，感谢您的信任与配合。`,
        ...(repairGuaranteeMonths
          ? [
              `经我们推荐的维修单位维修的部位，自结案之日起享有${repairGuaranteeMonths}个月质保；如出现维修质量问题，请凭报案号与我们联系。`,
            ]
          : []),
        '诚邀您对本次理赔服务作出评价，您的意见将帮助我们改进服务。',
        ...(surveyUrl ? [{ link: surveyUrl, label: '填写满意度调查' } satisfies Block] : []),
        '如结案后发现与本次事故有关的新情况，您可以凭报案号联系我们重新处理。',
      ],
    }),
    sms: ({ reference, surveyUrl, repairGuaranteeMonths }) =>
      `您的案件${reference}已结案，感谢您的信任。${
        repairGuaranteeMonths ? `推荐维修单位的维修自结案起质保${repairGuaranteeMonths}个月。` : ''
      }诚邀您评价本次服务${surveyUrl ? `：${surveyUrl} ` : '。'}`,
  },
  en: {
    letter: ({ reference, surveyUrl, repairGuaranteeMonths }) => ({
      subject: `Your claim ${reference} is closed`,
      preheader: 'Thank you for your trust. How did we do?',
      blocks: [
        `Your claim ${reference} is closed. Thank you for your trust and your help.`,
        ...(repairGuaranteeMonths
          ? [
              `Repairs by a workshop that we recommended are guaranteed for ${repairGuaranteeMonths} months from today. If anything is wrong with them, please contact us with the reference.`,
            ]
          : []),
        'Please tell us how we did. What you say helps us to serve you better.',
        ...(surveyUrl ? [{ link: surveyUrl, label: 'Answer our satisfaction survey' } satisfies Block] : []),
        'If something new about this loss comes to light, contact us with the reference and we will look at the claim again.',
      ],
    }),
    sms: ({ reference, surveyUrl, repairGuaranteeMonths }) =>
      `Your claim ${reference} is closed. Thank you for your trust. ${
        repairGuaranteeMonths
          ? `Repairs by a recommended workshop are guaranteed for ${repairGuaranteeMonths} months. `
          : ''
      }Please tell us how we did${surveyUrl ? `: ${surveyUrl}` : '.'}`,
  },
};

export const claimWithdrawn: ClaimLetter<'claim-withdrawn'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference }) => ({
      subject: `您的案件已撤回（报案号 ${reference}）`,
      preheader: '我们已按您的申请停止处理。',
      blocks: [
        `我们已按您的申请撤回案件（报案号 ${reference}），并停止后续处理。`,
        '撤回不影响您在诉讼时效期间内就本次事故再次提出索赔。如非您本人申请，请立即与我们联系。',
      ],
    }),
    sms: ({ reference }) =>
      `您的案件${reference}已按您的申请撤回。撤回不影响您在诉讼时效内再次索赔；如非本人申请，请立即联系我们。`,
  },
  en: {
    letter: ({ reference }) => ({
      subject: `Your claim ${reference} has been withdrawn`,
      preheader: 'We have stopped work on it, as you asked.',
      blocks: [
        `As you asked, we have withdrawn your claim ${reference} and stopped work on it.`,
        'You can claim for this loss again within the period of limitation. If it was not you who asked, please contact us at once.',
      ],
    }),
    sms: ({ reference }) =>
      `As you asked, your claim ${reference} has been withdrawn. You can claim again within the period of limitation. If it was not you who asked, please contact us at once.`,
  },
};
