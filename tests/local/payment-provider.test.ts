import { createHmac, randomUUID } from 'node:crypto';
import { VirtualClock } from '@careline/sandbox/clock';
import { HttpServer, readBody, sendJson } from '@careline/sandbox/http-server';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { paymentProvider } from '../../local/payment-provider.ts';

const secret = 'between-us';
const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex');

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
    secret: (id) => (id === 'arn:shared' ? secret : undefined),
    call: (_, perform) => perform(),
  });
  server.serve(async (message, response) => {
    const route = routes[`${message.method} ${message.url}`];
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

async function order(changes: Record<string, unknown> = {}, key: string = randomUUID(), age = 0) {
  const payee = { name: '李雷', account: '62220001' };
  const amount = { amount: 5000, currency: 'CNY' };
  const body = JSON.stringify({ orderId: 'pay_1', amount, payee, reference: 'C1', ...changes });
  const time = Math.floor(clock.now() / 1000) - age;
  const signature = `t=${time},v1=${sign(`${time}.${body}`)}`;
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
