import * as z from 'zod';
import { described } from '../../platform/wording.ts';
import { note } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimSettings } from '../claim-settings.ts';
import { payee } from '../payee.ts';
import { assertKnown } from '../rules/settlement.ts';

/** The payment failed for good: somebody finds out why, and pays again. */
export const paymentRepair = claimKind({
  kind: 'payment-repair',
  hours: claimSettings.taskHours['payment-repair'],
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: z
    .object({ paymentOrderId: z.string(), payee: payee.optional(), reason: z.string() })
    .meta({ id: 'PaymentRepairFacts' }),
  decision: z.strictObject({ outcome: z.literal('retry'), payee: payee.optional(), note }).meta({
    id: 'PaymentRepairDecision',
    ...described({
      en: 'Pay again, to a corrected account where one is given',
      'zh-CN': '重新付款；如提供更正后的账户则付至该账户',
    }),
  }),
  leadsTo: 'PayClaim',
  queue: () => claimQueues.handler,
  opens({ it, reads: { payment } }) {
    if (payment?.status !== 'FAILED') throw new Error(`Claim ${it.claimId} has no order that failed`);
    const reason = payment.failure ?? 'not stated';
    const facts = { paymentOrderId: payment.orderId, payee: 'payee' in it ? it.payee : undefined, reason };
    return { facts, change: { happened: 'payment-failed', set: { status: 'AGREED' }, data: { reason } } };
  },
  decides({ reads: { payment } }, { payee: corrected }) {
    assertKnown(payment);
    return {
      happened: 'payment-repaired',
      set: { status: 'AGREED', ...(corrected && { payee: corrected }) },
      drops: ['paymentOrderId'],
    };
  },
});
