import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sign } from '../../functions/payments/signature.ts';
import { callApi } from '../support/api.ts';
import { personOf } from './callers.ts';
import { now, type Product, product, webhookSecret } from './product.ts';
import { notice } from './requests.ts';
import { furnish, idsOf } from './world.ts';

let house: Product;
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => house.clock.stop());
afterEach(() => house.undo());

const { orderId } = idsOf('own');
const signature = 'x-careline-signature';
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const { body, headers } = notice({ orderId });
const good = headers[signature] ?? '';
const [time = '', code = ''] = good.split(',');

test.each<[string, string, Record<string, string>]>([
  ['no signature', body, {}],
  ['an empty one', body, { [signature]: '' }],
  ['garbage', body, { [signature]: 'garbage' }],
  ['a bearer token in its place', body, { authorization: good }],
  ['a code that is not of the body', body, { [signature]: `${time},v1=${'0'.repeat(64)}` }],
  ['a code cut short', body, { [signature]: good.slice(0, -2) }],
  ['a code in capitals', body, { [signature]: `${time},${code.replace(/[a-f]/g, (letter) => letter.toUpperCase())}` }],
  ['no time', body, { [signature]: code }],
  ['another time', body, { [signature]: `t=${Number(time.slice(2)) + 1},${code}` }],
  ['a time that is no number', body, { [signature]: `t=now,${code}` }],
  ['codes of which none is of the body', body, { [signature]: `${time},v1=${'0'.repeat(64)},v1=${'1'.repeat(64)}` }],
  ['more codes than anybody needs', body, { [signature]: `${good}${`,v1=${'0'.repeat(64)}`.repeat(5)}` }],
  ['the signature twice, as a repeated header is joined', body, { [signature]: `${good}, ${good}` }],
  ['another secret', body, { [signature]: sign('another', body, now) }],
  ['no secret', body, { [signature]: sign('', body, now) }],
  ['an old signature', body, { [signature]: sign(webhookSecret, body, at(-301)) }],
  ['a signature from the future', body, { [signature]: sign(webhookSecret, body, at(301)) }],
  ['a body that was changed after it was signed', body.replace('payment.paid', 'payment.failed'), headers],
  ['a body with a space more', `${body} `, headers],
  ['no body', '', headers],
])('a payment notice with %s is refused with 401 and changes nothing', async (_, sent, given) => {
  const answer = await send(sent, given);
  expect(answer).toMatchObject({ status: 401, body: { code: 'invalid-signature' } });
  expect(house.written).toEqual([]);
});

test('a signature is good for five minutes either way', async () => {
  for (const seconds of [-299, 0, 299]) {
    const { status } = await send(body, { [signature]: sign(webhookSecret, body, at(seconds)) });
    expect(status).toBe(200);
  }
});

test('one code that fits is enough, wherever it stands', async () => {
  for (const codes of [`${code},v1=${'0'.repeat(64)}`, `v1=${'0'.repeat(64)},${code}`]) {
    const { status } = await send(body, { [signature]: `${time},${codes}` });
    expect(status).toBe(200);
  }
});

test('a notice that is played again is taken and changes nothing more', async () => {
  expect((await send(body, headers)).status).toBe(200);
  const before = house.written.length;
  expect(before).toBeGreaterThan(0);
  expect((await send(body, headers)).status).toBe(200);
  expect(house.written).toHaveLength(before);
  // Signed anew under another id, it tells what is known.
  const again = notice({ orderId, id: 'notice-2' });
  expect((await send(again.body, again.headers)).status).toBe(200);
  expect(house.written).toHaveLength(before);
});

test('a notice that comes many times at once pays once', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(body, headers)));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  const payments = house.written.filter(({ dynamodb }) => dynamodb.Keys.SK?.S === 'PAYMENT');
  expect(payments).toHaveLength(1);
});

test('nobody’s token stands in for a signature', async () => {
  for (const role of ['admin', 'integration', 'ops'] as const) {
    const route = 'POST /v1/webhooks/payments';
    const answer = await callApi(house.handlerOf(route), { route, as: personOf(role), body });
    expect(answer.status).toBe(401);
  }
});

test('a signed notice of an order that is not there is told so, and one that is no notice too', async () => {
  const unknown = notice({ orderId: 'pay_missing' });
  expect(await send(unknown.body, unknown.headers)).toMatchObject({ status: 404 });
  for (const wrong of ['{}', '[]', 'null', '"x"', '{"id":1}']) {
    const answer = await send(wrong, { [signature]: sign(webhookSecret, wrong, now) });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  }
  expect(await send('{', { [signature]: sign(webhookSecret, '{', now) })).toMatchObject({ status: 400 });
  expect(house.written).toEqual([]);
});

function send(sent: string, given: Record<string, string>) {
  const route = 'POST /v1/webhooks/payments';
  return callApi(house.handlerOf(route), { route, body: sent, headers: given });
}
