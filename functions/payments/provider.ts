import type { Payment } from './payment.ts';
import type { SharedSecret } from './secret.ts';
import { sign } from './signature.ts';

/** The payment provider, as a port: it takes an order once for each id, and answers later through the webhook. */
export interface PaymentProvider {
  /** Throws `PaymentRefused` when the provider will never pay this order; any other error may be tried again. */
  order(payment: Payment, now: Date): Promise<void>;
}

export class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused';
}

/** A provider behind an HTTP gateway: signed orders, with the order's id as Idempotency-Key. */
export function httpProvider(url: string, secret: Pick<SharedSecret, 'current'>): PaymentProvider {
  return {
    async order({ orderId, amount, payee, reference, customerId }, now) {
      const body = JSON.stringify({ orderId, amount, payee, reference, customerId });
      const response = await fetch(`${url}/orders`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': orderId,
          'x-careline-signature': sign(await secret.current(), body, now),
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
  };
}
