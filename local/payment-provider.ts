import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Neighbour, Surroundings } from '@careline/sandbox';
import { header, readBody, sendJson } from '@careline/sandbox/http-server';
import { z } from 'zod';

/** The payment provider that the sandbox stage is told of by its URL. */
export const paymentProvider: Neighbour = {
  name: 'payment-provider',
  asked: 'Order',
  start({ clock, url, variable, secret, call }) {
    const webhookUrl = `${url}/v1/webhooks/payments`;
    const secrets = () => {
      const id = variable('PAYMENT_SECRET_ARN') ?? '';
      return [secret(id), secret(id, 'AWSPREVIOUS')].filter((text) => text !== undefined);
    };
    const provider = new PaymentProvider({ clock, call, webhookUrl, secrets });
    return {
      routes: {
        'GET /orders': (_, response) => sendJson(response, 200, { items: provider.orders() }),
        'POST /orders': async (message, response) => {
          const text = (await readBody(message, LARGEST_BODY)).toString('utf8');
          const signature = header(message, 'x-careline-signature');
          const idempotencyKey = header(message, 'idempotency-key');
          const { status, body } = await provider.receive(text, { signature, idempotencyKey });
          sendJson(response, status, body);
        },
        'GET /orders/{orderId}': async (message, response) => {
          const orderId = decodeURIComponent((message.url ?? '').split('?')[0]?.split('/').at(-1) ?? '');
          const { status, body } = await provider.tell(orderId, header(message, 'x-careline-signature'));
          sendJson(response, status, body);
        },
      },
      reset: () => provider.reset(),
    };
  },
};

interface PaymentProviderOptions extends Pick<Surroundings, 'clock' | 'call'> {
  /** What both sides sign with, the current one first; while it is rotated, the one before it is as good. */
  readonly secrets: () => readonly string[];
  readonly webhookUrl: string;
}

interface ProviderAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface OrderHeaders {
  readonly signature: string | undefined;
  readonly idempotencyKey: string | undefined;
}

interface ProviderOrder extends z.infer<typeof orderSchema> {
  readonly providerReference: string;
  readonly receivedAt: string;
  readonly idempotencyKey: string;
  readonly body: string;
  status: 'PENDING' | 'PAID' | 'FAILED';
  paidAt?: string;
  /** Whether the product has taken the notice. */
  notified: boolean;
}

/** How long a payment takes, on the virtual clock. */
const SETTLEMENT_MS = 3_000;
const TOLERANCE_MS = 300_000;
const LONGEST_PAUSE_MS = 3_600_000;
const LARGEST_BODY = 1024 * 1024;

/** Takes signed orders once, pays later, and tells so by a signed notice until it is taken. */
class PaymentProvider {
  readonly #options: PaymentProviderOptions;
  readonly #orders = new Map<string, ProviderOrder>();

  constructor(options: PaymentProviderOptions) {
    this.#options = options;
  }

  /** Takes an order that came by HTTP. */
  receive(body: string, headers: OrderHeaders): Promise<ProviderAnswer> {
    return this.#options.call('Order', async () => this.#order(body, headers));
  }

  /** Takes an order; the same Idempotency-Key again gets the same answer and is not paid again. */
  #order(body: string, headers: OrderHeaders): ProviderAnswer {
    if (!this.#isSigned(body, headers.signature)) return refused(401, 'x-careline-signature does not fit');
    const { idempotencyKey } = headers;
    if (!idempotencyKey) return refused(400, 'Idempotency-Key is missing');
    const known = this.#orders.get(idempotencyKey);
    if (known)
      return known.body === body ? accepted(known) : refused(422, 'Idempotency-Key was used for another order');
    const order = orderSchema.safeParse(parseJson(body));
    if (!order.success) return refused(422, z.prettifyError(order.error));
    return accepted(this.#take(order.data, idempotencyKey, body));
  }

  /** How an order stands, to who signs the question. */
  tell(orderId: string, signature: string | undefined): Promise<ProviderAnswer> {
    return this.#options.call('Status', async () => {
      if (!this.#isSigned(`GET /orders/${encodeURIComponent(orderId)}`, signature))
        return refused(401, 'x-careline-signature does not fit');
      const order = [...this.#orders.values()].find((taken) => taken.orderId === orderId);
      return order ? { status: 200, body: standing(order) } : refused(404, 'No such order');
    });
  }

  /** All orders, newest first. */
  orders(): Readonly<Record<string, unknown>>[] {
    return [...this.#orders.values()].toReversed().map(({ body: _, ...order }) => order);
  }

  reset(): void {
    this.#orders.clear();
  }

  #take(order: z.infer<typeof orderSchema>, idempotencyKey: string, body: string): ProviderOrder {
    const { clock } = this.#options;
    const taken: ProviderOrder = {
      ...order,
      providerReference: `PAY-${randomUUID().slice(0, 8).toUpperCase()}`,
      receivedAt: new Date(clock.now()).toISOString(),
      idempotencyKey,
      body,
      status: 'PENDING',
      notified: false,
    };
    this.#orders.set(idempotencyKey, taken);
    clock.schedule(clock.now() + SETTLEMENT_MS, () => this.#settle(taken));
    return taken;
  }

  async #settle(order: ProviderOrder): Promise<void> {
    const fails = order.payee.account?.endsWith('0000') ?? false;
    order.status = fails ? 'FAILED' : 'PAID';
    if (!fails) order.paidAt = new Date(this.#options.clock.now()).toISOString();
    const notice = {
      id: `evt_${randomUUID()}`,
      type: fails ? 'payment.failed' : 'payment.paid',
      orderId: order.orderId,
      providerReference: order.providerReference,
      paidAt: new Date(this.#options.clock.now()).toISOString(),
      ...(fails && { reason: 'account closed' }),
    };
    await this.#notify(order, JSON.stringify(notice), 1);
  }

  async #notify(order: ProviderOrder, body: string, attempt: number): Promise<void> {
    const { clock, webhookUrl } = this.#options;
    // A reset forgets orders, and with them what they would still have told.
    if (this.#orders.get(order.idempotencyKey) !== order) return;
    if (await this.#post(webhookUrl, body)) {
      order.notified = true;
      return;
    }
    const pause = Math.min(1000 * 2 ** attempt, LONGEST_PAUSE_MS);
    clock.schedule(clock.now() + pause, () => this.#notify(order, body, attempt + 1));
  }

  async #post(url: string, body: string): Promise<boolean> {
    const headers = { 'content-type': 'application/json', 'x-careline-signature': this.#sign(body) };
    try {
      const { ok } = await this.#options.call('Notify', () => fetch(url, { method: 'POST', headers, body }));
      return ok;
    } catch {
      // No answer is as good as a refusal: the notice is sent again.
      return false;
    }
  }

  #sign(body: string): string {
    const time = Math.floor(this.#options.clock.now() / 1000);
    return `t=${time},v1=${mac(this.#options.secrets()[0] ?? '', `${time}.${body}`)}`;
  }

  #isSigned(body: string, signature = ''): boolean {
    const { secrets, clock } = this.#options;
    const [, time = '', code = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    if (!code || Math.abs(clock.now() - Number(time) * 1000) > TOLERANCE_MS) return false;
    return secrets().some((secret) => timingSafeEqual(Buffer.from(code), Buffer.from(mac(secret, `${time}.${body}`))));
  }
}

function mac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An order as the product asks for it. */
function standing({ orderId, amount, providerReference, status, paidAt }: ProviderOrder): Record<string, unknown> {
  const reason = status === 'FAILED' ? { reason: 'account closed' } : {};
  return { orderId, amount, providerReference, status: status.toLowerCase(), ...(paidAt && { paidAt }), ...reason };
}

const accepted = ({ providerReference }: ProviderOrder): ProviderAnswer => ({
  status: 202,
  body: { providerReference },
});
const refused = (status: number, detail: string): ProviderAnswer => ({ status, body: { status, detail } });

const orderSchema = z.object({
  orderId: z.string().min(1),
  amount: z.object({ amount: z.int().positive(), currency: z.string().length(3) }),
  payee: z.object({ name: z.string(), account: z.string().optional(), bank: z.string().optional() }),
  reference: z.string(),
});
