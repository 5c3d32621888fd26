import * as z from 'zod';
import { actorOf } from '../../platform/record/events.ts';
import { described } from '../../platform/wording.ts';
import { note } from '../claim.ts';
import { claimKind } from '../claim-kind.ts';
import { claimQueues } from '../claim-queues.ts';
import { payee, payeeView, shownPayee, withoutAccount } from '../payee.ts';
import { assertKnown } from '../rules/settlement.ts';
import { naming } from '../rules/third-party-payee.ts';
import { beside, besideOf } from './beside.ts';

/** The payment failed for good: somebody finds out why, and pays again. */
export const paymentRepair = claimKind({
  kind: 'payment-repair',
  clock: 'payment-repair',
  deciders: ['claims-handler', 'claims-supervisor'],
  facts: z.lazy(() =>
    z
      .object({ paymentOrderId: z.string(), payee: payeeView.optional(), reason: z.string(), ...beside.shape })
      .meta({ id: 'PaymentRepairFacts' }),
  ),
  decision: z.lazy(() =>
    z.strictObject({ outcome: z.literal('retry'), payee: payee.optional(), note }).meta({
      id: 'PaymentRepairDecision',
      ...described({
        en: 'Pay again, to a corrected account where one is given; another payee than the customer is confirmed by a second person first',
        'zh-CN': '重新付款；如提供更正后的账户则付至该账户；收款人非客户本人的，须先经第二人核实',
      }),
    }),
  ),
  leadsTo: 'PayClaim',
  orTo: ['CheckPayee'],
  queue: () => claimQueues.handler,
  opens(world) {
    const { it } = world;
    const { payment } = world.reads;
    if (payment?.status !== 'FAILED') throw new Error(`Claim ${it.claimId} has no order that failed`);
    const reason = payment.failure ?? 'not stated';
    const named = 'payee' in it && it.payee ? shownPayee(it.payee) : undefined;
    const facts = { paymentOrderId: payment.orderId, payee: named, reason, ...besideOf(world) };
    return { facts, change: { happened: 'payment-failed', set: { status: 'AGREED' }, data: { reason } } };
  },
  decides(world, { payee: corrected }) {
    assertKnown(world.reads.payment);
    return {
      happened: 'payment-repaired',
      set: { status: 'AGREED', ...naming(world, corrected, actorOf(world.by)) },
      drops: ['paymentOrderId'],
    };
  },
  keeps: withoutAccount,
});
