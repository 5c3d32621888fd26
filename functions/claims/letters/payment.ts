import { formatMoney } from '../../platform/money.ts';
import type { ClaimLetter } from './models.ts';

/** Insurance Law art. 23: what was late is compensated, and the customer is told so. */
export const claimPaid: ClaimLetter<'claim-paid'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, amount, compensation }) => ({
      subject: `赔款已支付：${formatMoney(amount, 'zh-CN')}（报案号 ${reference}）`,
      preheader: '赔款已支付至您的收款账户，请注意查收。',
      blocks: [
        '赔款已支付至您的收款账户，请注意查收：',
        {
          facts: [
            ['报案号', reference],
            ['赔款金额', formatMoney(amount, 'zh-CN')],
            ...(compensation ? [['逾期付款补偿', formatMoney(compensation, 'zh-CN')] as const] : []),
          ],
        },
        ...(compensation ? ['由于我们未能按期付款，已另行支付上述补偿，谨此致歉。'] : []),
        '如未收到款项，请与我们联系。',
      ],
    }),
    sms: ({ reference, amount, compensation }) =>
      `您的案件${reference}赔款${formatMoney(amount, 'zh-CN')}已支付${
        compensation ? `，另付逾期付款补偿${formatMoney(compensation, 'zh-CN')}，谨此致歉` : ''
      }，请注意查收。如未到账，请联系我们。`,
  },
  en: {
    letter: ({ reference, amount, compensation }) => ({
      subject: `We have paid your claim ${reference}: ${formatMoney(amount, 'en')}`,
      preheader: 'The payment has been made to your account.',
      blocks: [
        'We have paid your claim to your account:',
        {
          facts: [
            ['Claim reference', reference],
            ['Amount paid', formatMoney(amount, 'en')],
            ...(compensation ? [['Compensation for late payment', formatMoney(compensation, 'en')] as const] : []),
          ],
        },
        ...(compensation
          ? ['We paid later than we should have, and have added the compensation above. We apologise.']
          : []),
        'If it does not arrive, please contact us.',
      ],
    }),
    sms: ({ reference, amount, compensation }) =>
      `Claim ${reference}: we have paid ${formatMoney(amount, 'en')}${
        compensation
          ? ` and ${formatMoney(compensation, 'en')} as compensation for late payment, with our apologies`
          : ''
      }. If it does not arrive, please contact us.`,
  },
};
