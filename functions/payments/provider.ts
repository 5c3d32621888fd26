import { type OrderStatus, orderStatus } from './order-status.ts';
import type { Payment } from './payment.ts';
import type { SharedSecret } from './secret.ts';
import { sign } from './signature.ts';

/** The payment provider, as a port: it takes an order once for each id, answers later through the webhook, and can be asked. */
export interface PaymentProvider {
  /** Throws `PaymentRefused` when the provider will never pay this order; any other error may be tried again. */
  order(payment: Payment, now: Date): Promise<void>;
  /** How an order stands there. Rejects where the provider does not say, which tells nothing of the order. */
  status(orderId: string, now: Date): Promise<OrderStatus>;
}

export class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused';
}

/** A provider behind an HTTP gateway: signed orders, with the order's id as Idempotency-Key. */
export function httpProvider(url: string, secret: Pick<SharedSecret, 'current' | 'reread'>): PaymentProvider {
  /** Sends a request, signed over its body or, without one, over its method and path. */
  async function send(request: string, now: Date, given: { body?: string; headers?: Record<string, string> } = {}) {
    const [method = '', path = ''] = request.split(' ');
    const signature = sign(await secret.current(), given.body ?? request, now);
    const response = await fetch(`${url}${path}`, {
      ...given,
      method,
      headers: { ...given.headers, 'x-careline-signature': signature },
      signal: AbortSignal.timeout(10_000),
    });
    // It may have been rotated: the next try is signed by what is in place now.
    if (response.status === 401) await secret.reread();
    return response;
  }

  return {
    async order({ orderId, amount, payee, reference, customerId }, now) {
      const body = JSON.stringify({ orderId, amount, payee, reference, customerId });
      const headers = { 'content-type': 'application/json', 'idempotency-key': orderId };
      const response = await send('POST /orders', now, { body, headers });
      if (response.ok) return;
      // Not 409, which many providers answer to a repeat of a request that is still under way.
      const refusal = [400, 404, 422].includes(response.status);
      throw refusal ? new PaymentRefused(answered(response)) : new Error(answered(response));
    },
    async status(orderId, now) {
      const response = await send(`GET /orders/${encodeURIComponent(orderId)}`, now);
      if (response.status === 404) return { status: 'unknown', orderId };
      if (!response.ok) throw new Error(answered(response));
      const said = orderStatus.safeParse(await response.json());
      if (!said.success) throw new Error('The payment provider answered what is no status of an order');
      if (said.data.orderId !== orderId) throw new Error('The payment provider answered for another order');
      return said.data;
    },
  };
}

const answered = ({ status }: Response) => `The payment provider answered ${status}`;
