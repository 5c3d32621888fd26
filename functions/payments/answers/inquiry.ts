import * as z from 'zod';
import { accountNumber } from '../../platform/account-number.ts';
import { lazily } from '../../platform/lazily.ts';
import { money } from '../../platform/money.ts';
import { DomainError, invalid } from '../../platform/problems.ts';
import type { Actor } from '../../platform/record/events.ts';
import type { Write } from '../../platform/record/table.ts';
import { lines, text } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import { failed, type Payment, paid, paymentStatuses, type Told, told } from '../payment.ts';
import { changePayment } from '../payment-store.ts';
import { says } from '../payment-wordings.ts';

/** The kind of follow-up that a chain which orders payments has: what became of an order. */
export const inquiryKind = 'payment-inquiry';

export const whyAsked = ['contradicted', 'unanswered', 'failed-after-close'] as const;

const order = { orderId: z.string(), amount: money, status: z.enum(paymentStatuses) };

/** What the record says of an order, what the provider says, and what else was ordered for the same case. */
export const inquiryFacts = lazily(() =>
  z.object({
    ...order,
    why: z.enum(whyAsked).meta({
      ...described({
        en: 'contradicted: the provider tells something else than the record; unanswered: it was sent again and again, and nothing was told; failed-after-close: an order of a closed case has failed',
        'zh-CN':
          'contradicted：服务商通知与记录不符；unanswered：多次重发仍无答复；failed-after-close：已结案案件的付款失败',
      }),
    }),
    payee: z.string(),
    paidAt: z.string().optional(),
    failure: z.string().optional(),
    providerReference: z.string().optional(),
    told: z.array(told),
    others: z.array(z.object(order)),
  }),
);

const note = lines(2000);
const recover = money.optional().meta({
  ...described({ en: 'What has to come back', 'zh-CN': '需追回的金额' }),
});

export const inquiryDecision = z.lazy(() =>
  z
    .discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('paid'), recover, note }),
      z.strictObject({
        outcome: z.literal('unpaid'),
        recover,
        account: accountNumber.optional().meta({
          ...described({ en: 'Where to pay anew, if elsewhere', 'zh-CN': '重新付款的账号（如有变更）' }),
        }),
        bank: text(100).optional(),
        note,
      }),
      z.strictObject({ outcome: z.literal('wait'), note }),
    ])
    .meta({
      id: 'PaymentInquiryDecision',
      ...described({
        en: 'What holds of the order: paid, unpaid (it is paid anew), or neither yet',
        'zh-CN': '付款指令的实际结果：paid 已付、unpaid 未付（将重新付款）、wait 继续等待',
      }),
    }),
);
export type InquiryDecision = z.output<typeof inquiryDecision>;

/** The facts of an inquiry into an order. */
export function inquiryOf(
  payment: Payment,
  why: (typeof whyAsked)[number],
  { told, others }: { readonly told: readonly Told[]; readonly others: readonly Payment[] },
): z.input<ReturnType<typeof inquiryFacts>> {
  const { payee, ...rest } = payment;
  const beside = others.filter(({ orderId }) => orderId !== payment.orderId);
  return { ...rest, why, payee: payee.name, told: [...told], others: beside };
}

/** The order as somebody found that it is, and its writes. Throws `invalid-input` for what cannot be. */
export function conclude(
  payment: Payment,
  decision: InquiryDecision,
  by: Actor,
  now: Date,
): { after: Payment; writes: Write[] } {
  const { inquiry, repeats, ...known } = payment;
  if (decision.outcome === 'wait') {
    if (payment.contradictions || payment.status !== 'ORDERED') throw invalid('/outcome', says.nothingToWaitFor);
    return changePayment(payment, known, 'awaited', by, now);
  }
  if (decision.recover) assertRecoverable(payment, decision.recover);
  const concluded = decision.outcome === 'paid' ? foundPaid(known, now) : foundUnpaid(known, decision.note);
  const recovery = decision.recover && { requested: decision.recover };
  const happened = decision.outcome === 'paid' ? 'found-paid' : 'found-unpaid';
  return changePayment(payment, { ...concluded, ...(recovery && { recovery }) }, happened, by, now);
}

function foundPaid(known: Payment, now: Date): Payment {
  if (known.status === 'PAID') return known;
  const said = known.contradictions?.find(({ type }) => type === 'paid');
  return paid(known, said?.providerReference, said?.paidAt ?? said?.at ?? now.toISOString());
}

function foundUnpaid(known: Payment, note: string): Payment {
  if (known.status === 'FAILED') return known;
  const { paidAt, ...unpaid } = known;
  return failed(unpaid, note);
}

/** No more can come back of an order than the most that was told to have gone out. */
function assertRecoverable({ amount, contradictions = [], recovery }: Payment, wanted: Payment['amount']): void {
  if (recovery) throw new DomainError('illegal-state', says.recoveryBefore);
  const out = [amount, ...contradictions.flatMap((said) => said.amount ?? [])];
  const same = out.filter(({ currency }) => currency === wanted.currency).map((each) => each.amount);
  if (same.length === 0) throw invalid('/recover/currency', says.orderCurrency(amount.currency));
  if (wanted.amount === 0) throw invalid('/recover/amount', says.recoverNothing);
  const most = Math.max(...same);
  if (wanted.amount > most) throw invalid('/recover/amount', says.recoverAtMost(most, wanted.currency));
}
