import type { Money } from '../platform/money.ts';
import type { Resume } from '../platform/record/resume.ts';

/** An order to pay, which is paid once however often it is sent or answered. */
export interface Payment {
  readonly orderId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly amount: Money;
  readonly payee: { readonly name: string; readonly account?: string | undefined; readonly bank?: string | undefined };
  readonly attempt: number;
  readonly status: 'ORDERED' | 'PAID' | 'FAILED';
  readonly providerReference?: string;
  readonly paidAt?: string;
  readonly failure?: string;
  /** The provider's notice that says otherwise than what was settled: somebody must look into it. */
  readonly contradictedBy?: string;
  /** Resumes the workflow; never leaves the record. */
  readonly taskToken: string;
  /** When the provider is to have answered; past that the finder tells ops. */
  readonly answerBy?: string;
  readonly resume?: Resume;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The order, paid. */
export function paid(payment: Payment, providerReference: string, paidAt: string, now: Date): Payment {
  const resume = { output: { outcome: 'paid' } };
  return { ...settled(payment, now), status: 'PAID', providerReference, paidAt, resume };
}

/** The order, failed for good: the provider will not pay it any more. */
export function failed(payment: Payment, failure: string, now: Date): Payment {
  return { ...settled(payment, now), status: 'FAILED', failure, resume: { error: 'payment-failed', cause: failure } };
}

/** What is settled stays: a failed order may have been paid anew. A notice that says otherwise must not go unseen. */
export function contradicted(payment: Payment, noticeId: string, now: Date): Payment {
  return { ...settled(payment, now), contradictedBy: noticeId };
}

function settled(payment: Payment, now: Date): Payment {
  return { ...payment, version: payment.version + 1, updatedAt: now.toISOString() };
}
