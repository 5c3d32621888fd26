import { derivedId } from '../platform/ids.ts';
import { begun } from '../platform/record/entity.ts';
import { system } from '../platform/record/events.ts';
import type { Write } from '../platform/record/table.ts';
import { remembered } from './payee-history.ts';
import type { Payment } from './payment.ts';
import { changePayment, paymentEvent, payments } from './payment-store.ts';

type Ordered = Pick<
  Payment,
  'caseId' | 'reference' | 'customerId' | 'branchId' | 'amount' | 'payee' | 'attempt' | 'taskToken' | 'answerBy'
>;

/**
 * A new order and its writes. Its id derives from case and attempt, so an attempt is ordered once; its event, through the
 * bus, sends it to the provider.
 */
export function orderPayment({ now, ...ordered }: Ordered & { now: Date }): { payment: Payment; writes: Write[] } {
  const orderId = derivedId('pay', ordered.caseId, String(ordered.attempt));
  const payment: Payment = { ...ordered, orderId, status: 'ORDERED', ...begun(now) };
  return { payment, writes: [payments.create(payment), remembered(payment), paymentEvent(payment, 'ordered', system)] };
}

/** An order without an answer, under a new wait: it is sent again under the same id, which the provider pays once. */
export function awaitPayment(payment: Payment, taskToken: string, now: Date): Write[] {
  const repeats = (payment.repeats ?? 0) + 1;
  return changePayment(payment, { ...payment, taskToken, repeats }, 'ordered', system, now).writes;
}
