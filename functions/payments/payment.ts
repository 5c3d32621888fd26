import * as z from 'zod';
import { type Money, money } from '../platform/money.ts';
import { versioned } from '../platform/record/entity.ts';
import { resumable } from '../platform/record/resume.ts';

/** What a provider says has become of an order. Returned: the bank sent it back. Reversed: the provider took it back. */
export const answers = ['paid', 'failed', 'returned', 'reversed'] as const;

export const paymentStatuses = ['ORDERED', 'PAID', 'FAILED'] as const;

/** What the provider told of an order, in a notice or when it was asked. */
export const told = z.lazy(() =>
  z.object({
    type: z.enum(answers),
    /** When it was told, and when it was paid where that was said. */
    at: z.iso.datetime(),
    paidAt: z.iso.datetime().optional(),
    noticeId: z.string().optional(),
    providerReference: z.string().optional(),
    reason: z.string().optional(),
    amount: money.optional(),
  }),
);
export type Told = Readonly<z.infer<typeof told>>;

/** An order to pay, which is paid once however often it is sent or answered. */
export const paymentSchema = z.lazy(() =>
  z.object({
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
    status: z.enum(paymentStatuses),
    providerReference: z.string().optional(),
    paidAt: z.string().optional(),
    failure: z.string().optional(),
    /** What was told that does not go with what the order had come to, or was to be. */
    contradictions: z.array(told).optional(),
    /** The open task of whoever finds out what became of it. */
    inquiry: z.string().optional(),
    /** What was to come back of it, and what has, in minor units of its currency. */
    recovery: z.object({ requested: money, received: z.int().optional(), writtenOff: z.int().optional() }).optional(),
    /** How often it was sent again since somebody last looked at it. */
    repeats: z.int().optional(),
    /** When the provider is to have answered; past that ops are told. */
    answerBy: z.iso.datetime().optional(),
  }),
);
export type Payment = Readonly<z.infer<typeof paymentSchema>>;

/**
 * What an answer is to an order: news, known already, or a contradiction, which only a person can resolve: of what the order
 * had come to, of what was to be paid, or a second payment of the same order.
 */
export function weigh(payment: Payment, said: Told): 'news' | 'known' | 'contradiction' {
  const { status, amount, providerReference } = payment;
  if (payment.contradictions?.some((known) => isSame(known, said))) return 'known';
  if (said.amount && !isEqual(said.amount, amount)) return 'contradiction';
  if (status === 'ORDERED') return payment.contradictions ? 'contradiction' : 'news';
  if (status === 'FAILED') return said.type === 'paid' ? 'contradiction' : 'known';
  return said.type === 'paid' && isAsKnown(providerReference, said) ? 'known' : 'contradiction';
}

/** The order, answered. */
export function answered(payment: Payment, { type, at, paidAt, providerReference, reason }: Told): Payment {
  if (type === 'paid') return paid(payment, providerReference, paidAt ?? at);
  return failed(payment, reason ?? (type === 'failed' ? 'not stated' : type));
}

/** The order, paid. */
export function paid(payment: Payment, providerReference: string | undefined, paidAt: string): Payment {
  const { failure, ...rest } = payment;
  const known = providerReference === undefined ? {} : { providerReference };
  return { ...rest, status: 'PAID', ...known, paidAt, resume: { output: { outcome: 'paid' } } };
}

/** The order, failed for good: the provider will not pay it any more. */
export function failed(payment: Payment, failure: string): Payment {
  return { ...payment, status: 'FAILED', failure, resume: { error: 'payment-failed', cause: failure } };
}

/** What the order had come to stays: a failed one may have been paid anew. What was told must not go unseen. */
export function contradicted(payment: Payment, said: Told, inquiry: string): Payment {
  return { ...payment, contradictions: [...(payment.contradictions ?? []), said], inquiry };
}

function isSame(one: Told, other: Told): boolean {
  return (
    one.type === other.type && one.providerReference === other.providerReference && isEqual(one.amount, other.amount)
  );
}

function isAsKnown(known: string | undefined, { providerReference }: Told): boolean {
  return known === undefined || providerReference === undefined || known === providerReference;
}

function isEqual(one: Money | undefined, other: Money | undefined): boolean {
  return one?.amount === other?.amount && one?.currency === other?.currency;
}
