import * as z from 'zod';
import {
  outstanding,
  recover,
  recoveryDecision,
  recoveryFacts,
  recoveryKind,
} from '../../payments/answers/recovery.ts';
import type { Payment } from '../../payments/payment.ts';
import { orderOf } from '../../payments/payment-store.ts';
import { actorOf } from '../../platform/record/events.ts';
import type { Write } from '../../platform/record/table.ts';
import { followUp, followUpsOf } from '../../tasks/follow-up.ts';
import type { ClaimWorld } from '../claim.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimType } from '../claim-type.ts';
import { beside, besideOf } from './beside.ts';

/** Somebody gets money back that should not have gone out; what comes back in part leaves a task for the rest. */
export const paymentRecovery = followUpsOf(claimType)({
  kind: recoveryKind,
  clock: recoveryKind,
  queue: claimQueues.supervisor,
  deciders: ['claims-supervisor'],
  facts: z.lazy(() => recoveryFacts().extend(beside.shape).meta({ id: 'PaymentRecoveryFacts' })),
  shows: (world) => besideOf(world),
  decision: recoveryDecision,
  about: (table, { orderId }) => orderOf(table, orderId),
  decides({ by, now, about, ...world }, decision) {
    const { after, left, writes } = recover(about, decision, actorOf(by), now);
    const amount = decision.outcome === 'received' ? decision.amount : outstanding(about);
    return {
      happened: `recovery-${decision.outcome}`,
      data: { orderId: about.orderId, amount, left },
      note: decision.note,
      also: [...writes, ...recoveryOf(world, after, now)],
    };
  },
});

/** The task to get back what is still to come of an order; nothing where all has come. */
export function recoveryOf(world: ClaimWorld, payment: Payment, now: Date): Write[] {
  const left = outstanding(payment);
  if (!left || left.amount === 0) return [];
  const { orderId, payee } = payment;
  const occasion = { facts: { orderId, payee: payee.name, outstanding: left }, key: `${orderId}-${left.amount}` };
  return followUp(claimType, world, paymentRecovery, occasion, now).writes;
}
