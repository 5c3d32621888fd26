import * as z from 'zod';
import { conclude, inquiryDecision, inquiryFacts, inquiryKind } from '../../payments/answers/inquiry.ts';
import type { Payment } from '../../payments/payment.ts';
import { orderOf } from '../../payments/payment-store.ts';
import { actorOf } from '../../platform/record/events.ts';
import { followUpsOf } from '../../tasks/follow-up.ts';
import type { Decider } from '../../tasks/task-kind.ts';
import type { Claim, ClaimChange, ClaimWorld } from '../claim.ts';
import { claimQueues } from '../claim-queues.ts';
import { claimType } from '../claim-type.ts';
import { orderAnew } from '../rules/settlement.ts';
import { beside, besideOf } from './beside.ts';
import { recoveryOf } from './payment-recovery.ts';

/** A supervisor finds out what became of an order; what should not have gone out is got back. */
export const paymentInquiry = followUpsOf(claimType)({
  kind: inquiryKind,
  clock: inquiryKind,
  queue: claimQueues.supervisor,
  deciders: ['claims-supervisor'],
  facts: z.lazy(() => inquiryFacts().extend(beside.shape).meta({ id: 'PaymentInquiryFacts' })),
  shows: (world) => besideOf(world),
  decision: inquiryDecision,
  about: (table, { orderId }) => orderOf(table, orderId),
  decides({ by, now, about, ...world }, decision) {
    const { after, writes } = conclude(about, decision, actorOf(by), now);
    const recover = after.recovery && { recover: after.recovery.requested };
    const found: ClaimChange = {
      happened: 'payment-found',
      data: { orderId: after.orderId, outcome: decision.outcome, ...recover },
      note: decision.note,
      also: [...writes, ...recoveryOf(world, after, now)],
    };
    if (!isLast(world.it, after)) return found;
    if (decision.outcome === 'unpaid') return anew({ ...world, by }, found, decision, now);
    // Nobody need repair what was paid: the claim goes on to its end.
    return decision.outcome === 'paid' && world.it.status === 'AGREED' ? { ...found, cancels: true } : found;
  },
  /** The account is the claim's. */
  keeps: (decision) => ({ ...decision, account: undefined }),
});

/** It is paid anew, to another account where one is given; of a closed claim from here, for its workflow is over. */
function anew(
  { by, ...world }: ClaimWorld & Pick<Decider, 'by'>,
  found: ClaimChange,
  { account, bank }: Account,
  now: Date,
): ClaimChange {
  const { it, customer } = world;
  if (it.status !== 'CLOSED' && it.status !== 'AGREED') return found;
  const known = it.payee ?? { name: customer.name };
  const elsewhere = { ...known, account, ...(bank !== undefined && { bank }) };
  const payee = account === undefined ? {} : { payee: elsewhere, payeeNamedBy: actorOf(by) };
  if (it.status === 'AGREED') return { ...found, set: { ...payee, payeeChecked: undefined } };
  const { set, data, also = [] } = orderAnew({ ...world, it: { ...it, ...payee } }, now);
  const next = { ...found.data, anew: data?.orderId };
  return { ...found, set: { ...set, ...payee }, data: next, also: [...(found.also ?? []), ...also] };
}

interface Account {
  readonly account?: string | undefined;
  readonly bank?: string | undefined;
}

function isLast(it: Claim, { orderId }: Payment): boolean {
  return 'paymentOrderId' in it && it.paymentOrderId === orderId;
}
