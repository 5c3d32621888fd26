import { wakesAfter } from '../../cases/world.ts';
import type { Customer } from '../../customers/customer.ts';
import { orderPayment } from '../../payments/order.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Money } from '../../platform/money.ts';
import { DomainError } from '../../platform/problems.ts';
import type { Claim, ClaimChange, ClaimWorld } from '../claim.ts';
import { problems } from '../claim-problems.ts';
import { claimSettings } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import type { Payee } from '../payee.ts';
import { isFrequentPayee } from './frequent-payee.ts';
import { isSameName } from './third-party-payee.ts';

/** Until when the provider is waited for. */
export function answerUntil(now: Date): string {
  return new Date(now.getTime() + claimSettings.paymentAnswerHours * 3_600_000).toISOString();
}

/** An agreed claim's next order, once for each attempt; a new attempt only after the last has failed for good. */
export function order(world: ClaimWorld, taskToken: string, answerBy: string, now: Date): ClaimChange {
  const { it } = world;
  if (it.status !== 'AGREED' || it.payeeDoubt || isFrequentPayee(it, world.reads)) throw unpayable(it);
  const { payment, attempt, writes } = nextOrder(world, it, { taskToken, answerBy }, now);
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
  const isOrdered = it.status === 'PAYMENT_ORDERED' || (it.status === 'AGREED' && it.paymentOrderId !== undefined);
  if (!isOrdered || payment?.status !== 'PAID') throw unpayable(it);
  const { amount, orderId, paidAt } = payment;
  const paid: ClaimChange = {
    happened: 'paid',
    set: { status: 'PAID', paid: amount },
    drops: ['reserved'],
    data: { amount, orderId, paidAt },
    tells: [{ template: 'claim-paid', model: paidTo(payment, customer) }],
  };
  return [paid, { ...closing, tells: [{ template: 'claim-closed', model: {} }] }];
}

/** An order of a claim that is closed already, whose last one turned out not to have been paid. */
export function orderAnew(world: ClaimWorld, now: Date): ClaimChange {
  const { it } = world;
  if (it.status !== 'CLOSED' || !it.approved) throw unpayable(it);
  const answerBy = wakesAfter(answerUntil(now));
  const { payment, attempt, writes } = nextOrder(world, { ...it, approved: it.approved }, { answerBy }, now);
  return {
    happened: 'payment-ordered',
    set: { paymentOrderId: payment.orderId, paymentAttempts: attempt },
    data: { orderId: payment.orderId, attempt },
    also: writes,
  };
}

/** The last order of a claim that is closed was paid, and its customer is told. A failure is for whoever ordered it anew. */
export function paidLate({ it, customer }: ClaimWorld, payment: Payment): ClaimChange | undefined {
  const { orderId, status, amount, paidAt } = payment;
  if (it.status !== 'CLOSED' || it.paymentOrderId !== orderId || status !== 'PAID') return undefined;
  return {
    happened: 'paid',
    set: { paid: amount },
    data: { amount, orderId, paidAt },
    tells: [{ template: 'claim-paid', model: paidTo(payment, customer) }],
  };
}

/** What the customer is told of a payment: to whom, where that is not themselves. */
function paidTo({ amount, payee }: Payment, customer: Pick<Customer, 'name'>) {
  return isSameName(payee.name, customer.name) ? { amount } : { amount, payee: payee.name };
}

/** Throws `payment-contradicted` while somebody has to find out what became of the last order. */
export function assertKnown(payment: Payment | undefined): void {
  if (payment?.inquiry) throw new DomainError(problems.paymentContradicted, says.paymentContradicted);
}

interface Payable extends Pick<Claim, 'claimId' | 'reference' | 'customerId' | 'branchId'> {
  readonly approved: Money;
  readonly payee?: Payee | undefined;
  readonly paymentAttempts?: number | undefined;
}

function nextOrder(
  { customer }: Pick<ClaimWorld, 'customer'>,
  { claimId: caseId, reference, customerId, branchId, approved: amount, ...claim }: Payable,
  awaited: { readonly taskToken?: string; readonly answerBy: string },
  now: Date,
) {
  const attempt = (claim.paymentAttempts ?? 0) + 1;
  const { relation, ...payee } = claim.payee ?? { name: customer.name };
  const payable = { caseId, reference, customerId, branchId, amount, payee };
  return { attempt, ...orderPayment({ ...payable, attempt, ...awaited, now }) };
}

function unpayable({ claimId, status }: Claim): Error {
  return new Error(`Claim ${claimId} is ${status}, and has no order that fits`);
}
