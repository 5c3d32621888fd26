import { dueAttributes } from '../platform/record/due.ts';
import { entityOf } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import { resumeAttributes } from '../platform/record/resume.ts';
import type { Item, Table, Write } from '../platform/record/table.ts';
import type { Payment } from './payment.ts';

const partition = (orderId: string) => `PAYMENT#${orderId}`;
const paymentKey = (orderId: string) => ({ PK: partition(orderId), SK: 'PAYMENT' });

/** The payment order, or undefined. */
export async function getPayment(table: Table, orderId: string): Promise<Payment | undefined> {
  const item = await table.get(paymentKey(orderId));
  if (!item) return undefined;
  const { outbox, ...payment } = entityOf<Payment & { outbox?: string }>(item);
  return payment;
}

export function createPayment(payment: Payment): Write {
  return { create: toItem(payment) };
}

export function replacePayment(payment: Payment, read: number): Write {
  return { replace: toItem(payment), read };
}

/** What happened to an order: `ordered` for the event `payment.ordered.v1`. */
export function paymentEvent(payment: Payment, happened: string, actor: Actor): Write {
  const { orderId, caseId, amount, version, updatedAt } = payment;
  const data = { orderId, caseId, amount };
  return eventWrite(partition(orderId), {
    type: `payment.${happened}.v1`,
    caseId: orderId,
    version,
    at: updatedAt,
    actor,
    data,
  });
}

/** Remembers a provider's notice, so that a replayed one has no effect. */
export function noticeSeen(noticeId: string, ttl: number): Write {
  return { create: { ...noticeKey(noticeId), entity: 'payment-notice', ttl } };
}

export async function isNoticeSeen(table: Table, noticeId: string): Promise<boolean> {
  return (await table.get(noticeKey(noticeId))) !== undefined;
}

const noticeKey = (noticeId: string) => ({ PK: `PAYMENT_NOTICE#${noticeId}`, SK: 'PAYMENT_NOTICE' });

function toItem(payment: Payment): Item {
  return {
    ...paymentKey(payment.orderId),
    GSI1PK: `CASE#${payment.caseId}#PAYMENTS`,
    GSI1SK: `${payment.createdAt}#${payment.orderId}`,
    ...dueAttributes(payment.orderId, payment.status === 'ORDERED' ? payment.answerBy : undefined),
    entity: 'payment',
    ...payment,
    ...resumeAttributes(payment),
  };
}
