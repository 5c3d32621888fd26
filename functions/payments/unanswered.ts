import { findingWrite } from '../cases/finding/finding.ts';
import { chainOfCase } from '../chains.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { payments } from './payment-store.ts';

const DAY = 86_400_000;

/**
 * Tells ops of an order that the provider has not answered in its time, each day again. It is not mended here: the workflow
 * of its case sends it anew, under the same id.
 */
export async function watchOrder(table: Table, orderId: string, now: Date): Promise<Write[]> {
  const payment = await payments.get(table, orderId);
  if (payment?.status !== 'ORDERED' || !payment.answerBy || payment.answerBy > now.toISOString()) return [];
  const { caseId, reference } = payment;
  const answerBy = new Date(now.getTime() + DAY).toISOString();
  const found = {
    kind: 'order-unanswered',
    action: 'none',
    caseType: chainOfCase(caseId).name,
    caseId,
    reference,
  } as const;
  return [
    payments.replace(payment, { ...payment, answerBy }, now).write,
    findingWrite({ ...found, foundAt: now.toISOString() }),
  ];
}
