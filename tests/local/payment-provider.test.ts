import { createHmac, randomUUID } from 'node:crypto';
import { VirtualClock } from '@careline/sandbox/clock';
import { HttpServer, readBody, routeOf, sendJson } from '@careline/sandbox/http-server';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { httpProvider } from '../../functions/payments/provider.ts';
import { paymentProvider } from '../../local/payment-provider.ts';
import { aPayment } from '../support/fixtures.ts';

const secret = 'between-us';
const before = 'between-us-before';
const sign = (text: string, by = secret) => createHmac('sha256', by).update(text).digest('hex');

let clock: VirtualClock;
let server: HttpServer;
/** What the product was told, and what it answers. */
let notices: { id: string; type: string; reason?: string }[];
let answers: number[];

beforeEach(async () => {
  clock = new VirtualClock();
  server = await HttpServer.listen(0);
  notices = [];
  answers = [];
  const { routes } = paymentProvider.start({
    clock,
    url: server.url,
    variable: (name) => (name === 'PAYMENT_SECRET_ARN' ? 'arn:shared' : undefined),
    secret: (id, stage) => (id === 'arn:shared' ? (stage ? before : secret) : undefined),
    call: (_, perform) => perform(),
  });
  server.serve(async (message, response) => {
    const route = routeOf(routes, message.method, message.url ?? '');
    if (route) return route(message, response);
    expect(message.url).toBe('/v1/webhooks/payments');
    const body = (await readBody(message)).toString();
    const [, time, code] = /^t=(\d+),v1=(\w+)$/.exec(String(message.headers['x-careline-signature'])) ?? [];
    expect(code).toBe(sign(`${time}.${body}`));
    notices.push(JSON.parse(body));
    sendJson(response, answers.shift() ?? 200, {});
  });
});
afterEach(async () => {
  clock.stop();
  await server[Symbol.asyncDispose]();
});

async function order(changes: Record<string, unknown> = {}, key: string = randomUUID(), age = 0, by = secret) {
  const payee = { name: '李雷', account: '62220001' };
  const amount = { amount: 5000, currency: 'CNY' };
  const body = JSON.stringify({ orderId: 'pay_1', amount, payee, reference: 'C1', ...changes });
  const time = Math.floor(clock.now() / 1000) - age;
  const signature = `t=${time},v1=${sign(`${time}.${body}`, by)}`;
  const headers = { 'idempotency-key': key, 'x-careline-signature': signature };
  const response = await fetch(`${server.url}/orders`, { method: 'POST', body, headers });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const orders = async () => JSON.parse(await (await fetch(`${server.url}/orders`)).text()).items;

test('a signed order is paid once, and told until the product takes it', async () => {
  answers = [500];
  const first = await order({}, 'key-1');
  expect(first).toMatchObject({ status: 202, body: { providerReference: expect.any(String) } });
  expect(await order({}, 'key-1')).toEqual(first);
  expect(await order({ orderId: 'pay_2' }, 'key-1')).toMatchObject({ status: 422 });
  expect(notices).toEqual([]);
  await clock.advance(3_000);
  expect(notices).toMatchObject([{ type: 'payment.paid', orderId: 'pay_1', ...first.body }]);
  await clock.advance(3_600_000);
  const [refused, taken, ...more] = notices;
  expect([taken?.id, more]).toEqual([refused?.id, []]);
  expect(await orders()).toMatchObject([{ orderId: 'pay_1', status: 'PAID', notified: true }]);
});

test('a payment to an account that ends in 0000 fails', async () => {
  await order({ payee: { name: '韩梅梅', account: '62220000' } });
  await clock.advance(3_000);
  expect(notices).toMatchObject([{ type: 'payment.failed', reason: 'account closed' }]);
});

test('an unsigned, an old and a malformed order are refused', async () => {
  const unsigned = await fetch(`${server.url}/orders`, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(401);
  expect(await order({}, 'key-1', 301)).toMatchObject({ status: 401 });
  expect(await order({ amount: 'much' })).toMatchObject({ status: 422 });
  expect(await orders()).toEqual([]);
});

test('an order by the secret before the current one is taken, and one by another is not', async () => {
  expect(await order({}, 'key-1', 0, before)).toMatchObject({ status: 202 });
  expect(await order({}, 'key-2', 0, 'another')).toMatchObject({ status: 401 });
});

test('the product asks how its order stands, and is told', async () => {
  const asks = (by: string) => httpProvider(server.url, { current: async () => by, reread: async () => undefined });
  const provider = asks(secret);
  const now = () => new Date(clock.now());
  const paid = aPayment('ORDERED', { orderId: 'pay_1' });
  const bounced = aPayment('ORDERED', { orderId: 'pay_2', payee: { name: '韩梅梅', account: '62220000' } });
  const { amount } = paid;
  expect(await provider.status('pay_1', now())).toEqual({ status: 'unknown', orderId: 'pay_1' });
  for (const payment of [paid, bounced]) await provider.order(payment, now());
  const providerReference = expect.any(String);
  const pending = { status: 'pending', orderId: 'pay_1', amount, providerReference };
  expect(await provider.status('pay_1', now())).toEqual(pending);
  await clock.advance(3_000);
  const paidAt = expect.stringMatching(/^\d{4}-/);
  expect(await provider.status('pay_1', now())).toEqual({ ...pending, status: 'paid', paidAt });
  const failed = { status: 'failed', orderId: 'pay_2', amount, providerReference, reason: 'account closed' };
  expect(await provider.status('pay_2', now())).toEqual(failed);
  expect(await provider.status('pay_%2F/?', now())).toEqual({ status: 'unknown', orderId: 'pay_%2F/?' });
  await expect(asks('another').status('pay_1', now())).rejects.toThrow('answered 401');
});
