import * as z from 'zod';
import { money } from '../platform/money.ts';
import { described } from '../platform/wording.ts';
import { type Payment, paymentStatuses, told } from './payment.ts';

/** An order as staff see it. */
export const paymentView = z.lazy(() =>
  z
    .object({
      orderId: z.string(),
      attempt: z.int(),
      amount: money,
      payee: z.object({
        name: z.string(),
        accountEnding: z
          .string()
          .optional()
          .meta({ ...described({ en: 'The last four characters', 'zh-CN': '账号后四位' }), example: '2233' }),
        bank: z.string().optional(),
      }),
      status: z.enum(paymentStatuses),
      providerReference: z.string().optional(),
      paidAt: z.string().optional(),
      failure: z.string().optional(),
      contradictions: z
        .array(told)
        .optional()
        .meta({
          ...described({
            en: 'What the provider told that does not go with the order or what had become of it',
            'zh-CN': '服务商与付款指令或其结果不符的通知',
          }),
        }),
      inquiryTaskId: z.string().optional(),
      recovery: z
        .object({ requested: money, received: z.int().optional(), writtenOff: z.int().optional() })
        .optional()
        .meta({ ...described({ en: 'What was to come back of it, and what has', 'zh-CN': '追款金额及进展' }) }),
      createdAt: z.iso.datetime(),
      updatedAt: z.iso.datetime(),
    })
    .meta({ id: 'Payment' }),
);

/** Nobody need read a whole account number. */
export function viewOfPayment(payment: Payment): z.input<typeof paymentView> {
  const { payee, inquiry, ...shown } = payment;
  const { account, ...whom } = payee;
  const ending = account === undefined ? {} : { accountEnding: account.slice(-4) };
  return paymentView.parse({ ...shown, payee: { ...whom, ...ending }, inquiryTaskId: inquiry });
}
