import * as z from 'zod';
import { lazily } from '../../platform/lazily.ts';
import { type Money, money } from '../../platform/money.ts';
import { invalid } from '../../platform/problems.ts';
import type { Actor } from '../../platform/record/events.ts';
import type { Write } from '../../platform/record/table.ts';
import { lines } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import type { Payment } from '../payment.ts';
import { changePayment } from '../payment-store.ts';
import { says } from '../payment-wordings.ts';

/** The kind of follow-up that gets money back which should not have gone out. */
export const recoveryKind = 'payment-recovery';

export const recoveryFacts = lazily(() => z.object({ orderId: z.string(), payee: z.string(), outstanding: money }));

export const recoveryDecision = z.lazy(() =>
  z
    .discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('received'), amount: money, note: lines(2000).optional() }),
      z.strictObject({ outcome: z.literal('written-off'), note: lines(2000) }),
    ])
    .meta({
      id: 'PaymentRecoveryDecision',
      ...described({
        en: 'Money that came back, in whole or in part, or that nobody expects any more',
        'zh-CN': '已追回（全部或部分），或予以核销',
      }),
    }),
);
export type RecoveryDecision = z.output<typeof recoveryDecision>;

/** What is still to come back. */
export function outstanding({ recovery }: Payment): Money | undefined {
  if (!recovery) return undefined;
  const { requested, received = 0, writtenOff = 0 } = recovery;
  return { ...requested, amount: requested.amount - received - writtenOff };
}

/** The order after money came back or was given up, what is left to come, and the writes. Throws `invalid-input` for too much. */
export function recover(
  payment: Payment,
  decision: RecoveryDecision,
  by: Actor,
  now: Date,
): { after: Payment; left: Money; writes: Write[] } {
  const { recovery } = payment;
  const open = outstanding(payment);
  if (!recovery || !open) throw new Error(`Nothing is to come back of order ${payment.orderId}`);
  const { received = 0, writtenOff = 0 } = recovery;
  if (decision.outcome === 'written-off') {
    const given = { ...recovery, writtenOff: writtenOff + open.amount };
    const changed = changePayment(payment, { ...payment, recovery: given }, 'recovery-written-off', by, now);
    return { ...changed, left: { ...open, amount: 0 } };
  }
  const { amount } = decision;
  if (amount.currency !== open.currency) throw invalid('/amount/currency', says.orderCurrency(open.currency));
  if (amount.amount === 0) throw invalid('/amount/amount', says.recoverNothing);
  if (amount.amount > open.amount) throw invalid('/amount/amount', says.recoverAtMost(open.amount, open.currency));
  const got = { ...recovery, received: received + amount.amount };
  const changed = changePayment(payment, { ...payment, recovery: got }, 'recovery-received', by, now);
  return { ...changed, left: { ...open, amount: open.amount - amount.amount } };
}
