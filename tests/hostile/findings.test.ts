import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { says } from '../../functions/platform/platform-wordings.ts';
import { text } from '../../functions/platform/text.ts';
import { wrong } from '../../functions/platform/wording.ts';
import { personOf } from '../authorization/callers.ts';
import { type Product, product } from '../authorization/product.ts';
import { loss } from '../authorization/requests.ts';
import { furnish, idsOf } from '../authorization/world.ts';
import { type Call, callApi } from '../support/api.ts';

// What the hostile requests have found, each for itself.

let house: Product;
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => house.clock.stop());
afterEach(() => house.undo());

const register = (body: unknown, headers = {}) =>
  call({ route: 'POST /v1/customers', as: personOf('integration'), body, headers });
const load = (items: unknown, headers = {}) =>
  call({ route: 'POST /v1/customers/batch', as: personOf('integration'), body: { items }, headers });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, 0]));

test('text that is far too long is refused before it is normalized, which takes a minute for a megabyte of marks', () => {
  const marks = '\u0301\u0316'.repeat(250_000);
  for (const name of [`a${marks}`, `${marks}a`]) {
    expect(text(120).safeParse(name).error?.issues).toMatchObject([{ message: wrong(says.tooLong(120)).error }]);
  }
  // What fits once it is normalized is still taken: three letters of Hangul make a syllable.
  expect(text(120).safeParse('\u1112\u1161\u11ab'.repeat(120)).data).toBe('한'.repeat(120));
});

describe('a refusal', () => {
  test('names fifty fields at most, and of a field no more than its beginning', async () => {
    const unknown = await register({ name: '王小明', ...many(20_000) });
    expect(unknown.status).toBe(422);
    expect((unknown.body as { errors: unknown[] }).errors).toHaveLength(50);
    const long = await register({ name: '王小明', [`${'n'.repeat(500_000)}`]: 0 });
    expect(long.status).toBe(422);
    expect(JSON.stringify(long.body).length).toBeLessThan(2_000);
    const query = await call({
      route: 'GET /v1/tasks',
      as: personOf('ops'),
      query: Object.fromEntries(Object.entries(many(1_500)).map(([name]) => [name, ''])),
    });
    expect((query.body as { errors: unknown[] }).errors).toHaveLength(50);
  });

  test('of rows stays small enough to be answered', async () => {
    const answer = await load(Array.from({ length: 100 }, () => many(900)));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000_000);
  });
});

test('a bulk load with an Idempotency-Key is answered though its answer is larger than an item', async () => {
  const rows = Array.from({ length: 100 }, (_, row) =>
    Object.fromEntries(Object.keys(many(20)).map((name) => [`${name}${'\u0001'.repeat(60)}${row}`, 0])),
  );
  const key = { 'idempotency-key': 'bulk' };
  const first = await load(rows, key);
  expect(first.status).toBe(200);
  expect(JSON.stringify(first.body).length).toBeGreaterThan(400_000);
  expect((await load(rows, key)).body).toEqual(first.body);
});

test('a body is measured in bytes', async () => {
  const name = '保'.repeat(400_000);
  expect(await register({ name })).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
});

test('a claim shows neither its outbox nor the workflow that it starts, and keeps neither', async () => {
  const reported = await call({ route: 'POST /v1/claims', as: personOf('customer'), body: loss('own') });
  const { claimId } = reported.body as { claimId: string };
  const as = personOf('claims-handler');
  const read = await call({ route: 'GET /v1/claims/{claimId}', as, params: { claimId } });
  for (const field of ['outbox', 'starts']) expect(read.body).not.toHaveProperty(field);
  await call({ route: 'POST /v1/claims/{claimId}/withdrawal', as, params: { claimId }, body: {} });
  const item = await house.table.get({ PK: `CLAIM#${claimId}`, SK: 'CLAIM' });
  expect(item).toMatchObject({ record: { status: 'WITHDRAWN' } });
  for (const field of ['outbox', 'starts']) expect(item).not.toHaveProperty(field);
});

describe.each(['\ud800', 'a\udfffb'])('half a character (%j)', (half) => {
  // DynamoDB takes UTF-8 only, which has no half characters: what names a record must be refused before it is looked up.
  test.each<[string, Omit<Call, 'as'>]>([
    ['policyNumber of a claim', { route: 'POST /v1/claims', body: { ...loss('own'), policyNumber: half } }],
    [
      'customerId of a policy',
      {
        route: 'POST /v1/policies',
        body: {
          customerId: half,
          policyNumber: 'P-1',
          line: 'motor',
          plan: 'x',
          effectiveAt: '2026-01-01T00:00:00Z',
          expiresAt: '2027-01-01T00:00:00Z',
          perils: ['glass'],
          sumInsured: { amount: 1, currency: 'CNY' },
        },
      },
    ],
    [
      'assignee of a task',
      {
        route: 'POST /v1/tasks/{taskId}/assignment',
        params: { taskId: idsOf('own').taskId },
        body: { assignee: half },
      },
    ],
  ])('in %s is not valid', async (_, request) => {
    const answer = await call({ ...request, as: personOf('admin') });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'invalid-input', errors: [{ pointer: expect.any(String) }] },
    });
    expect(JSON.stringify(answer.body)).toContain('surrogate');
  });
});

function call(request: Call) {
  return callApi(house.handlerOf(request.route), request);
}
