import { HttpServer, readBody } from '@careline/sandbox/http-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { httpProvider, PaymentRefused } from '../../../functions/payments/provider.ts';
import { isSignedBy, readSignature } from '../../../functions/payments/signature.ts';
import { aPayment, cny, now } from '../../support/fixtures.ts';

const secret = 'between-us';
let server: HttpServer;
let answer: { status: number; body: string };
let asked: { request: string; body: string; headers: Record<string, unknown> }[];
let rereads: number;
beforeAll(async () => {
  server = await HttpServer.listen(0);
  server.serve(async (message, response) => {
    const body = (await readBody(message)).toString();
    asked.push({ request: `${message.method} ${message.url}`, body, headers: message.headers });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  [asked, rereads] = [[], 0];
});

const provider = () =>
  httpProvider(`${server.url}/v1`, {
    current: async () => secret,
    async reread() {
      rereads += 1;
      return undefined;
    },
  });
const answers = (status: number, body: unknown = {}) => {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
};
const signs = (text: string) =>
  isSignedBy([secret], text, readSignature(String(asked[0]?.headers['x-careline-signature']), now));
const payment = aPayment('ORDERED', { orderId: 'pay_1' });

describe('an order', () => {
  test('is sent under its own id, and signed', async () => {
    answers(202);
    await provider().order(payment, now);
    const { orderId, amount, payee, reference, customerId } = payment;
    const body = JSON.stringify({ orderId, amount, payee, reference, customerId });
    expect(asked).toMatchObject([{ request: 'POST /v1/orders', body, headers: { 'idempotency-key': 'pay_1' } }]);
    expect(signs(body)).toBe(true);
  });

  test.each([400, 404, 422])('that is answered %d will never be paid', async (status) => {
    answers(status);
    await expect(provider().order(payment, now)).rejects.toBeInstanceOf(PaymentRefused);
  });

  test.each([401, 403, 409, 429, 500, 503])('that is answered %d may be tried again', async (status) => {
    answers(status);
    const refusal = await provider()
      .order(payment, now)
      .catch((error) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).not.toBeInstanceOf(PaymentRefused);
    expect(rereads).toBe(status === 401 ? 1 : 0);
  });
});

describe('the status of an order', () => {
  const known = { orderId: 'pay_1', amount: cny(320_000), providerReference: 'bank-1' };
  const paidAt = '2026-11-25T09:00:00+08:00';

  test.each([
    { status: 'ordered', ...known },
    { status: 'pending', ...known },
    { status: 'paid', ...known, paidAt: '2026-11-25T01:00:00.000Z' },
    { status: 'returned', ...known },
    { status: 'reversed', ...known, reason: 'fraud' },
    { status: 'failed', ...known, reason: 'account closed' },
    { status: 'failed', ...known },
    { status: 'unknown', orderId: 'pay_1' },
  ])('is told as %j', async (told) => {
    answers(200, { ...told, more: 'of the provider' });
    expect(await provider().status('pay_1', now)).toEqual(told);
    expect(asked).toMatchObject([{ request: 'GET /v1/orders/pay_1', body: '' }]);
    expect(signs('GET /orders/pay_1')).toBe(true);
  });

  test('is told with the time of payment in UTC', async () => {
    answers(200, { status: 'paid', ...known, paidAt });
    expect(await provider().status('pay_1', now)).toMatchObject({ paidAt: '2026-11-25T01:00:00.000Z' });
  });

  test('is unknown where the provider has no such order', async () => {
    answers(404);
    expect(await provider().status('pay_1', now)).toEqual({ status: 'unknown', orderId: 'pay_1' });
  });

  test.each<[unknown, number, string]>([
    [{ status: 'paid', ...known }, 200, 'no status'],
    [{ status: 'settled', ...known }, 200, 'no status'],
    [{ status: 'pending', ...known, amount: 3200 }, 200, 'no status'],
    [{ status: 'pending', ...known, orderId: 'pay_2' }, 200, 'another order'],
    ['<html>', 200, 'JSON'],
    [{}, 503, 'answered 503'],
    [{}, 401, 'answered 401'],
  ])('is not told by %j with %d', async (body, status, why) => {
    answers(status, body);
    await expect(provider().status('pay_1', now)).rejects.toThrow(why);
  });
});
