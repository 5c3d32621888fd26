import { decideAndCommit } from '../platform/record/commit.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { contradict, takeAnswer } from './answers/answering.ts';
import type { OrderStatus } from './order-status.ts';
import type { Payment, Told } from './payment.ts';
import { orderOf } from './payment-store.ts';
import { type PaymentProvider, PaymentRefused } from './provider.ts';

/**
 * Hands an open order to the provider. One that was sent before may have been answered by a notice that never came: the
 * provider is asked first. What it refuses for good has failed, unless it has the order, or had taken it before: then a
 * person finds out what holds. Anything else is thrown, to be tried again.
 */
export async function dispatchOrder(
  table: Table,
  provider: PaymentProvider,
  orderId: string,
  clock: () => Date,
): Promise<void> {
  const payment = await orderOf(table, orderId);
  if (payment.status !== 'ORDERED' || payment.contradictions) return;
  const isRepeat = payment.repeats !== undefined;
  if (isRepeat && (await take(table, orderId, await provider.status(orderId, clock()), clock))) return;
  try {
    await provider.order(payment, clock());
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
    const known = await provider.status(orderId, clock());
    const isTaken = known.status === 'ordered' || known.status === 'pending';
    if (isTaken || (await take(table, orderId, known, clock))) return;
    const said: Told = { type: 'failed', at: clock().toISOString(), reason: error.message };
    const settle = isRepeat ? contradict : takeAnswer;
    await decideAndCommit(table, async () => ({ writes: await openOnly(table, orderId, said, settle, clock()) }));
  }
}

/** Takes what the provider knows as its answer; false where that is no answer. */
async function take(table: Table, orderId: string, known: OrderStatus, clock: () => Date): Promise<boolean> {
  if (known.status === 'unknown' || known.status === 'ordered' || known.status === 'pending') return false;
  const { status: type, orderId: _, ...details } = known;
  const said: Told = { ...details, type, at: clock().toISOString() };
  await decideAndCommit(table, async () => ({ writes: await openOnly(table, orderId, said, takeAnswer, clock()) }));
  return true;
}

/** What follows from an answer to an order that is open still: a notice may have come first. */
async function openOnly(
  table: Table,
  orderId: string,
  said: Told,
  settle: (table: Table, payment: Payment, said: Told, now: Date) => Promise<Write[]>,
  now: Date,
): Promise<Write[]> {
  const payment = await orderOf(table, orderId);
  return payment.status === 'ORDERED' ? settle(table, payment, said, now) : [];
}
