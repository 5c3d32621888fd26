import { getCustomer } from '../customers/customer-store.ts';
import { awaitPayment, orderPayment } from '../payments/order.ts';
import { getPayment } from '../payments/payment-store.ts';
import { system } from '../platform/events.ts';
import type { StepResult } from '../platform/steps.ts';
import type { Table } from '../platform/table.ts';
import type { Claim } from './claim.ts';
import { claimNotice } from './claim-notices.ts';
import { changeClaim, getClaim } from './claim-store.ts';
import { openClaim } from './waiting.ts';

/**
 * Orders the payment of an agreed claim and waits for the provider. One order an attempt, and a new attempt only after
 * the last has failed for good: while it is open, a retry or an overdue wait takes the same order over.
 */
export async function payClaim(table: Table, claimId: string, taskToken: string, now: Date): Promise<StepResult> {
  const claim = await openClaim(table, claimId);
  const current = claim.paymentOrderId === undefined ? undefined : await getPayment(table, claim.paymentOrderId);
  if (current && current.status !== 'FAILED') return { writes: awaitPayment(current, taskToken, now) };
  const attempt = (claim.paymentAttempts ?? 0) + 1;
  const { payment, writes: order } = orderPayment({ ...(await payableOf(table, claim)), attempt, taskToken, now });
  const { openTaskId, ...settled } = claim;
  const change = {
    happened: 'payment-ordered',
    set: { status: 'PAYMENT_ORDERED' as const, paymentOrderId: payment.orderId, paymentAttempts: attempt },
    data: { orderId: payment.orderId, attempt },
  };
  return { writes: [...changeClaim(settled, [change], system, now).writes, ...order] };
}

/** Closes a claim that is paid or denied, and tells the customer. Throws while anything is open or unpaid. */
export async function closeClaim(table: Table, claimId: string, now: Date): Promise<StepResult> {
  const claim = await getClaim(table, claimId);
  if (!claim) throw new Error(`Claim ${claimId} is not there`);
  if (claim.status === 'CLOSED') return { output: {} };
  const changes = claim.status === 'DENIED' ? [] : [await paidChange(table, claim)];
  const closing = { happened: 'closed', set: { status: 'CLOSED' as const } };
  const { claim: closed, writes } = changeClaim(withoutTask(claim), [...changes, closing], system, now);
  const paid = closed.paid ? await claimNotice(table, closed, 'claim-paid', { amount: closed.paid }, now) : [];
  const farewell = closed.paid ? await claimNotice(table, closed, 'claim-closed', {}, now) : [];
  return { writes: [...writes, ...paid, ...farewell] };
}

async function paidChange(table: Table, claim: Claim) {
  const payment = claim.paymentOrderId === undefined ? undefined : await getPayment(table, claim.paymentOrderId);
  if (payment?.status !== 'PAID') throw new Error(`Claim ${claim.claimId} has no paid order`);
  const { amount, orderId, paidAt } = payment;
  return { happened: 'paid', set: { status: 'PAID' as const, paid: amount }, data: { amount, orderId, paidAt } };
}

function withoutTask({ openTaskId, reserved, ...claim }: Claim): Claim {
  return claim;
}

async function payableOf(table: Table, claim: Claim) {
  if (!claim.approved) throw new Error(`Claim ${claim.claimId} is paid without an approval`);
  const customer = await getCustomer(table, claim.customerId);
  if (!customer) throw new Error(`The customer of claim ${claim.claimId} is gone`);
  const { claimId: caseId, reference, customerId, branchId, approved: amount } = claim;
  return { caseId, reference, customerId, branchId, amount, payee: claim.payee ?? { name: customer.name } };
}
