import { findingWrite } from '../../cases/finding/finding.ts';
import { chainOfCase } from '../../chains.ts';
import { system } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import type { Payment } from '../payment.ts';
import { paymentRepeats } from '../payment-settings.ts';
import { changePayment, payments } from '../payment-store.ts';
import { inquire } from './answering.ts';

const DAY = 86_400_000;

/**
 * Tells ops of an order that the provider has not answered in its time, each day again; after so many repeats a supervisor
 * finds out what became of it. The workflow of its case sends it anew, under the same id; where there is none, it is sent
 * from here.
 */
export async function watchOrder(table: Table, orderId: string, now: Date): Promise<Write[]> {
  const payment = await payments.get(table, orderId);
  if (payment?.status !== 'ORDERED' || !payment.answerBy || payment.answerBy > now.toISOString()) return [];
  const { caseId, reference } = payment;
  const found = findingWrite({
    kind: 'order-unanswered',
    action: 'none',
    caseType: chainOfCase(caseId).name,
    caseId,
    reference,
    foundAt: now.toISOString(),
  });
  const answerBy = new Date(now.getTime() + DAY).toISOString();
  return [...(await watched(table, { ...payment, answerBy }, now)), found];
}

async function watched(table: Table, payment: Payment, now: Date): Promise<Write[]> {
  const { inquiry, taskToken, repeats = 0 } = payment;
  if (inquiry === undefined && repeats >= paymentRepeats) {
    const asked = await inquire(table, payment, 'unanswered', [], now);
    return [payments.replace(payment, { ...payment, inquiry: asked.taskId }, now).write, ...asked.writes];
  }
  if (taskToken !== undefined || inquiry !== undefined) return [payments.replace(payment, payment, now).write];
  return changePayment(payment, { ...payment, repeats: repeats + 1 }, 'ordered', system, now).writes;
}
