import { orderPayment } from '../../payments/order.ts';
import type { Claim, ClaimChange, ClaimWorld } from '../claim.ts';
import { isSameName } from './third-party-payee.ts';

/** An agreed claim's next order, once for each attempt; a new attempt only after the last has failed for good. */
export function order(world: ClaimWorld, taskToken: string, answerBy: string, now: Date): ClaimChange {
  const { it, customer } = world;
  if (it.status !== 'AGREED' || it.payeeDoubt) throw unpayable(it);
  const attempt = (it.paymentAttempts ?? 0) + 1;
  const { claimId: caseId, reference, customerId, branchId, approved: amount } = it;
  const { relation, ...payee } = it.payee ?? { name: customer.name };
  const payable = { caseId, reference, customerId, branchId, amount, payee };
  const { payment, writes } = orderPayment({ ...payable, attempt, taskToken, answerBy, now });
  return {
    happened: 'payment-ordered',
    set: { status: 'PAYMENT_ORDERED', paymentOrderId: payment.orderId, paymentAttempts: attempt },
    drops: ['openTaskId'],
    cancels: true,
    data: { orderId: payment.orderId, attempt },
    also: writes,
  };
}

/** A claim that is paid or denied is closed, and the customer told of a payment. Throws while anything is unpaid. */
export function close({ it, customer, reads: { payment } }: ClaimWorld): ClaimChange[] {
  const closing = { happened: 'closed', set: { status: 'CLOSED' }, drops: ['openTaskId'], cancels: true } as const;
  if (it.status === 'DENIED') return [closing];
  if (it.status !== 'PAYMENT_ORDERED' || payment?.status !== 'PAID') throw unpayable(it);
  const { amount, orderId, paidAt, payee } = payment;
  const other = isSameName(payee.name, customer.name) ? {} : { payee: payee.name };
  const paid: ClaimChange = {
    happened: 'paid',
    set: { status: 'PAID', paid: amount },
    drops: ['reserved'],
    data: { amount, orderId, paidAt },
    tells: [{ template: 'claim-paid', model: { amount, ...other } }],
  };
  return [paid, { ...closing, tells: [{ template: 'claim-closed', model: {} }] }];
}

function unpayable({ claimId, status }: Claim): Error {
  return new Error(`Claim ${claimId} is ${status}, and has no order that fits`);
}
