import * as z from 'zod';
import { answers, type Payment, told } from './payment.ts';
import { sign } from './signature.ts';

/** The payment provider, as a port: it takes an order once for each id, and answers later through the webhook. */
export interface PaymentProvider {
  /** Throws `PaymentRefused` when the provider will never pay this order; any other error may be tried again. */
  order(payment: Payment, now: Date): Promise<void>;
  /** What it knows of an order. */
  status(orderId: string, now: Date): Promise<OrderStatus>;
}

/** What a provider knows of an order: nothing, that it is under way, or how it ended. */
const orderStatus = told.omit({ type: true, at: true, noticeId: true }).extend({
  status: z.enum(['unknown', 'pending', ...answers]),
});
export type OrderStatus = Readonly<z.infer<typeof orderStatus>>;

export class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused';
}

/** A provider behind an HTTP gateway: signed orders, with the order's id as Idempotency-Key. */
export function httpProvider(url: string, secret: () => Promise<string>): PaymentProvider {
  return {
    async order({ orderId, amount, payee, reference, customerId }, now) {
      const body = JSON.stringify({ orderId, amount, payee, reference, customerId });
      const response = await fetch(`${url}/orders`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': orderId,
          'x-careline-signature': sign(await secret(), body, now),
        },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      if (response.ok) return;
      // Not 409, which many providers answer to a repeat of a request that is still under way.
      const refusal = [400, 404, 422].includes(response.status);
      const message = `The payment provider answered ${response.status}`;
      throw refusal ? new PaymentRefused(message) : new Error(message);
    },

    async status(orderId, now) {
      const path = `/orders/${encodeURIComponent(orderId)}`;
      const headers = { 'x-careline-signature': sign(await secret(), '', now) };
      const response = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(10_000) });
      if (response.status === 404) return { status: 'unknown' };
      if (!response.ok) throw new Error(`The payment provider answered ${response.status}`);
      return orderStatus.parse(await response.json());
    },
  };
}
