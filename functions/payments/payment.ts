import * as z from 'zod';
import { money } from '../platform/money.ts';
import { versioned } from '../platform/record/entity.ts';
import { resumable } from '../platform/record/resume.ts';

/** An order to pay, which is paid once however often it is sent or answered. */
export const paymentSchema = z.object({
  ...versioned,
  ...resumable,
  orderId: z.string(),
  caseId: z.string(),
  reference: z.string(),
  customerId: z.string(),
  branchId: z.string(),
  amount: money,
  payee: z.object({ name: z.string(), account: z.string().optional(), bank: z.string().optional() }),
  attempt: z.int(),
  status: z.enum(['ORDERED', 'PAID', 'FAILED']),
  providerReference: z.string().optional(),
  paidAt: z.string().optional(),
  failure: z.string().optional(),
  /** The provider's notice that says otherwise than an earlier one: somebody must look into it. */
  contradictedBy: z.string().optional(),
  /** When the provider is to have answered; past that the finder tells ops. */
  answerBy: z.iso.datetime().optional(),
});
export type Payment = Readonly<z.infer<typeof paymentSchema>>;

/** The order, paid. */
export function paid(payment: Payment, providerReference: string, paidAt: string): Payment {
  const resume = { output: { outcome: 'paid' } };
  return { ...payment, status: 'PAID', providerReference, paidAt, resume };
}

/** The order, failed for good: the provider will not pay it any more. */
export function failed(payment: Payment, failure: string): Payment {
  return { ...payment, status: 'FAILED', failure, resume: { error: 'payment-failed', cause: failure } };
}

/** What was answered stays: a failed order may have been paid anew. A notice that says otherwise must not go unseen. */
export function contradicted(payment: Payment, noticeId: string): Payment {
  return { ...payment, contradictedBy: noticeId };
}
