import { chainOfCase } from '../chains.ts';
import { decideAndCommit } from '../platform/record/commit.ts';
import { system } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { failed } from './payment.ts';
import { changePayment, payments } from './payment-store.ts';
import { type PaymentProvider, PaymentRefused } from './provider.ts';

/** Hands an open order to the provider. A refusal for good fails the order; anything else is thrown, to be tried again. */
export async function dispatchOrder(
  table: Table,
  provider: PaymentProvider,
  orderId: string,
  clock: () => Date,
): Promise<void> {
  const payment = await payments.get(table, orderId);
  if (!payment) throw new Error(`There is no payment order ${orderId}`);
  if (payment.status !== 'ORDERED') return;
  try {
    await provider.order(payment, clock());
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
    await decideAndCommit(table, () => refuse(table, orderId, error.message, clock()));
  }
}

async function refuse(table: Table, orderId: string, reason: string, now: Date) {
  const payment = await payments.get(table, orderId);
  if (payment?.status !== 'ORDERED') return { writes: [] };
  const { writes } = changePayment(payment, failed(payment, reason), 'failed', system, now);
  const stirred = await chainOfCase(payment.caseId).stir(table, payment.caseId, now);
  return { writes: [...writes, ...stirred] };
}
