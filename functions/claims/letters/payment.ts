import { linesOf } from '../../notifications/letters/plain-text.ts';
import { formatMoney } from '../../platform/money.ts';
import type { ClaimLetter } from './models.ts';

/** Insurance Law art. 23: what was late is compensated, and the customer is told so. */
export const claimPaid: ClaimLetter<'claim-paid'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, amount, compensation, payee }) => ({
      subject: `赔款已支付：${formatMoney(amount, 'zh-CN')}（报案号 ${reference}）`,
      preheader: `赔款已支付至${payee ?? '您'}的收款账户，请注意查收。`,
      blocks: [
        `赔款已支付至${payee ?? '您'}的收款账户，请注意查收：`,
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
    sms: ({ reference, amount, compensation, payee }) =>
      `您的案件${reference}赔款${formatMoney(amount, 'zh-CN')}已支付${payee ? `至${payee}的收款账户` : ''}${
        compensation ? `，另付逾期付款补偿${formatMoney(compensation, 'zh-CN')}，谨此致歉` : ''
      }，请注意查收。如未到账，请联系我们。`,
  },
  en: {
    letter: ({ reference, amount, compensation, payee }) => ({
      subject: `We have paid your claim ${reference}: ${formatMoney(amount, 'en')}`,
      preheader: payee ? `The payment has been made to ${payee}.` : 'The payment has been made to your account.',
      blocks: [
        payee ? `We have paid your claim to ${payee}, as you asked:` : 'We have paid your claim to your account:',
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
    sms: ({ reference, amount, compensation, payee }) =>
      `Claim ${reference}: we have paid ${formatMoney(amount, 'en')}${payee ? ` to ${payee}` : ''}${
        compensation
          ? ` and ${formatMoney(compensation, 'en')} as compensation for late payment, with our apologies`
          : ''
      }. If it does not arrive, please contact us.`,
  },
};

/** A payee whom we did not confirm: the customer names another. A text message may be cut, so what was typed stands last. */
export const claimPayeeRejected: ClaimLetter<'claim-payee-rejected'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, payee, reason }) => ({
      subject: `请重新提供收款账户（报案号 ${reference}）`,
      preheader: `收款人${payee}未通过核实，赔款尚未支付。`,
      blocks: [
        `您为案件（报案号 ${reference}）指定的收款人${payee}未通过核实，赔款尚未支付。原因如下：`,
        ...linesOf(reason),
        '请您再次确认赔付方案，并提供其他收款账户；不另行指定的，赔款将支付至您本人在我公司登记的收款账户。赔付金额不变。',
      ],
    }),
    sms: ({ reference, payee, reason }) =>
      `您的案件${reference}指定的收款人${payee}未通过核实，赔款尚未支付，赔付金额不变。请再次确认赔付方案，并提供其他收款账户。原因：${reason}`,
  },
  en: {
    letter: ({ reference, payee, reason }) => ({
      subject: `Please name another account for your claim ${reference}`,
      preheader: `We could not confirm ${payee} as payee, and have not paid yet.`,
      blocks: [
        `You asked us to pay your claim ${reference} to ${payee}. We could not confirm this payee, and have not paid yet. This is why:`,
        ...linesOf(reason),
        'Please accept our offer again and name another account. If you name none, we pay to the account that we have on file for you. The amount stays as it is.',
      ],
    }),
    sms: ({ reference, payee, reason }) =>
      `Claim ${reference}: we could not confirm ${payee} as payee and have not paid yet. The amount stays as it is. Please accept our offer again and name another account. Reason: ${reason}`,
  },
};
