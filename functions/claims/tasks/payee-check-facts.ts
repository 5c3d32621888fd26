import * as z from 'zod';
import { paymentStatuses } from '../../payments/payment.ts';
import { money } from '../../platform/money.ts';
import { described } from '../../platform/wording.ts';
import type { ClaimWorld } from '../claim.ts';
import { payeeView, shownPayee } from '../payee.ts';
import { lastConfirmation, otherOrders } from '../rules/frequent-payee.ts';
import { isSameName } from '../rules/third-party-payee.ts';
import { beside, besideOf } from './beside.ts';

/** Why a payee is in doubt. */
const payeeDoubts = ['third-party-payee', 'frequent-claims'] as const;

/** What the same payee was to be paid for another claim. */
const otherPayment = z
  .object({
    caseId: z.string(),
    reference: z.string(),
    amount: money,
    status: z.enum(paymentStatuses),
    at: z.iso.datetime().meta({ ...described({ en: 'When it was ordered', 'zh-CN': '付款指令发出时间' }) }),
  })
  .meta({ id: 'OtherPayment' });

export const checkFacts = z
  .object({
    doubts: z.array(z.enum(payeeDoubts)).meta({
      ...described({
        en: 'third-party-payee: not the customer; frequent-claims: paid for many other claims, which somebody senior looks at',
        'zh-CN': 'third-party-payee：收款人非客户本人；frequent-claims：该收款人近期多次收取其他案件赔款，须由主管核实',
      }),
    }),
    customerName: z.string(),
    payee: payeeView,
    approved: money,
    otherPayments: z
      .array(otherPayment)
      .optional()
      .meta({
        ...described({
          en: 'What the same account was to be paid for other claims of late, the last order for each, the newest first; without an account, what the customer was',
          'zh-CN':
            '该账户近期收取其他案件赔款的情况（每案取最近一次付款，最新在前）；未提供账号时，为客户本人的收款情况',
        }),
      }),
    ...beside.shape,
    confirmedAt: z.iso
      .datetime()
      .optional()
      .meta({
        ...described({
          en: 'When somebody senior last confirmed this payee, who was paid for many claims then',
          'zh-CN': '该收款人上一次因频繁收款经主管核实确认的时间',
        }),
      }),
  })
  .meta({ id: 'PayeeCheckFacts' });

/** What a checker is shown of the payee of an agreed claim, and for what else that payee was to be paid. */
export function payeeFacts(
  world: Pick<ClaimWorld, 'it' | 'customer' | 'reads'>,
  isFrequent: boolean,
): z.input<typeof checkFacts> {
  const { it, customer } = world;
  const { payeeHistory } = world.reads;
  if (it.status !== 'AGREED') throw new Error(`Claim ${it.claimId} is ${it.status} and has no payee yet`);
  const { approved, payee = { name: customer.name } } = it;
  const applies = { 'third-party-payee': !isSameName(payee.name, customer.name), 'frequent-claims': isFrequent };
  const others = otherOrders(it, payeeHistory);
  const last = lastConfirmation(payeeHistory);
  return {
    doubts: payeeDoubts.filter((doubt) => applies[doubt]),
    customerName: customer.name,
    payee: shownPayee(payee),
    approved,
    ...besideOf(world),
    ...(others.length > 0 && { otherPayments: others }),
    ...(last && { confirmedAt: last.at }),
  };
}
