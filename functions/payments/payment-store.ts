import * as z from 'zod';
import { duePlace } from '../platform/record/due.ts';
import { entity, type List } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import { resumes, unshown } from '../platform/record/resume.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { remembered } from './payee-history.ts';
import { type Payment, paymentSchema } from './payment.ts';

export const payments = entity({
  type: 'payment',
  schema: paymentSchema,
  id: ({ orderId }) => orderId,
  apart: unshown,
  effects: resumes,
  indexes: ({ caseId, createdAt, orderId, status, answerBy }) => ({
    GSI1: [casePartition(caseId), `${createdAt}#${orderId}`],
    GSI2: duePlace(orderId, status === 'ORDERED' ? answerBy : undefined),
  }),
});

/** An order that something in the record names. */
export async function orderOf(table: Table, orderId: string): Promise<Payment> {
  const payment = await payments.get(table, orderId);
  if (!payment) throw new Error(`The order ${orderId} is gone`);
  return payment;
}

/** The orders of a case, newest first. */
export function paymentsOf(caseId: string): List<Payment> {
  return payments.list({ index: 'GSI1', partition: casePartition(caseId), newestFirst: true });
}

/** The provider's notices, so that a replayed one has no effect; one of a type that nobody knows is kept whole, as JSON. */
export const notices = entity({
  type: 'payment-notice',
  schema: z.object({ noticeId: z.string(), expiresAt: z.iso.datetime(), body: z.string().optional() }),
  id: ({ noticeId }) => noticeId,
  expires: ({ expiresAt }) => new Date(expiresAt),
});

/** A changed order and its writes, with what happened to it: `paid` for the event `payment.paid.v1`. */
export function changePayment(
  read: Payment,
  changed: Payment,
  happened: string,
  actor: Actor,
  now: Date,
): { after: Payment; writes: Write[] } {
  const { after, write } = payments.replace(read, changed, now);
  const known = after.status === read.status ? [] : [remembered(after)];
  return { after, writes: [write, ...known, paymentEvent(after, happened, actor)] };
}

/** What happened to an order: `ordered` for the event `payment.ordered.v1`. */
export function paymentEvent(payment: Payment, happened: string, actor: Actor): Write {
  const { orderId, caseId, amount, version, updatedAt } = payment;
  return eventWrite(payments.key(orderId).PK, {
    type: `payment.${happened}.v1`,
    caseId: orderId,
    version,
    at: updatedAt,
    actor,
    data: { orderId, caseId, amount },
  });
}

function casePartition(caseId: string): string {
  return `CASE#${caseId}#PAYMENTS`;
}
