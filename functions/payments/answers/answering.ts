import { chainOfCase } from '../../chains.ts';
import { logger } from '../../platform/observability.ts';
import type { Actor } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { takenBack } from '../../tasks/follow-up.ts';
import { tasks } from '../../tasks/task-store.ts';
import { answered, contradicted, type Payment, type Told, weigh } from '../payment.ts';
import { changePayment, paymentsOf } from '../payment-store.ts';
import { inquiryKind, inquiryOf, type whyAsked } from './inquiry.ts';

export const provider: Actor = { sub: 'payment-provider', name: 'Payment provider' };

/**
 * What follows from what the provider told of an order: it is answered and its case goes on, or somebody must find out what
 * holds. Nothing, where it is known.
 */
export async function takeAnswer(table: Table, payment: Payment, said: Told, now: Date): Promise<Write[]> {
  const verdict = weigh(payment, said);
  if (verdict === 'known') return [];
  if (verdict === 'contradiction') return contradict(table, payment, said, now);
  const answer = answered(payment, said);
  // No workflow waits for the order of a case that is closed, so nobody would repair it.
  if (answer.status === 'FAILED' && answer.taskToken === undefined) return askAgain(table, payment, answer, said, now);
  // Whoever was asked why nothing was told need not look any more.
  const { inquiry, ...settled } = answer;
  const asked = inquiry === undefined ? undefined : await tasks.get(table, inquiry);
  const { after, writes } = changePayment(payment, settled, said.type, provider, now);
  const follows = await chainOfCase(payment.caseId).answered(table, after, now);
  return [...writes, ...(asked ? takenBack(asked, now) : []), ...follows];
}

async function askAgain(table: Table, payment: Payment, answer: Payment, said: Told, now: Date): Promise<Write[]> {
  const { taskId: inquiry, writes } = await inquire(table, answer, 'failed-after-close', [said], now);
  return [...changePayment(payment, { ...answer, inquiry }, said.type, provider, now).writes, ...writes];
}

/** One task for as long as it is open: what is told meanwhile is added to its facts. */
export async function contradict(table: Table, payment: Payment, said: Told, now: Date): Promise<Write[]> {
  const { orderId, contradictions = [], inquiry } = payment;
  logger.error('The provider contradicts what an order had come to', { orderId, type: said.type });
  const open = inquiry === undefined ? undefined : await tasks.get(table, inquiry);
  if (open?.status === 'OPEN') {
    const facts = { ...open.facts, told: [...contradictions, said] };
    const { writes } = changePayment(payment, contradicted(payment, said, open.taskId), 'contradicted', provider, now);
    return [...writes, tasks.replace(open, { ...open, facts }, now).write];
  }
  const asked = await inquire(table, payment, 'contradicted', [...contradictions, said], now);
  const changed = contradicted(payment, said, asked.taskId);
  return [...changePayment(payment, changed, 'contradicted', provider, now).writes, ...asked.writes];
}

/** Somebody must find out what became of an order: the task, and its writes. */
export async function inquire(
  table: Table,
  payment: Payment,
  why: (typeof whyAsked)[number],
  told: readonly Told[],
  now: Date,
): Promise<{ taskId: string; writes: Write[] }> {
  const { caseId, orderId, version } = payment;
  const { range, parse } = paymentsOf(caseId);
  const { items } = await table.query(range);
  const facts = inquiryOf(payment, why, { told, others: items.map(parse) });
  const { task, writes } = await chainOfCase(caseId).followUp(
    table,
    caseId,
    inquiryKind,
    { facts, key: `${orderId}-${version}`, happened: `payment-${why}`, data: { orderId } },
    now,
  );
  return { taskId: task.taskId, writes };
}
