import { beforeEach, describe, expect, test } from '@jest/globals';
import { registerCustomer } from '../../../functions/customers/customer.ts';
import { createCustomer } from '../../../functions/customers/customer-store.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { handlers } from '../../../functions/policies/handlers.ts';
import { policies } from '../../../functions/policies/policy-store.ts';
import { routes } from '../../../functions/policies/routes.ts';
import { type Answer, type Call, type Caller, callApi } from '../../support/api.ts';
import { type TestTable, testTable } from '../../support/table.ts';

const admin: Caller = { role: 'admin' };
const now = new Date('2026-03-01T08:00:00Z');
const customerId = 'cus_1';
const terms = {
  policyNumber: 'P-1',
  customerExternalRef: 'C-1',
  line: 'motor',
  plan: '家用车险',
  effectiveAt: '2026-01-01T00:00:00+08:00',
  expiresAt: '2027-01-01T00:00:00+08:00',
  perils: ['collision', 'theft'],
  sumInsured: { amount: 20_000_000, currency: 'CNY' },
};
const told = (type: string) => ({ record: { M: { type: { S: type } } } });
let store: TestTable;
let call: (call: Call) => Promise<Answer>;

beforeEach(async () => {
  store = await testTable();
  const handler = httpApi(routes, handlers, { table: store.table, clock: () => now });
  call = (request) => callApi(handler, request);
  const details = { kind: 'person', name: '王小明', externalRef: 'C-1' } as const;
  await store.table.commit(createCustomer(registerCustomer(customerId, details, 'BJ-01', now)));
});

describe('taking on a policy', () => {
  test('keeps it for the customer and the branch, in UTC, with its whole limit left', async () => {
    const answer = await issue({});
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: '/v1/policies/P-1' },
      body: {
        customerId,
        branchId: 'BJ-01',
        status: 'IN_FORCE',
        effectiveAt: '2025-12-31T16:00:00.000Z',
        waitingDays: 0,
        limitUsed: { amount: 0, currency: 'CNY' },
      },
    });
    expect(
      (await call({ route: 'GET /v1/policies/{policyNumber}', as: admin, params: { policyNumber: 'P-1' } })).body,
    ).toEqual(answer.body);
    expect(store.streamRecords.at(-1)?.dynamodb.NewImage).toMatchObject(told('policy.issued.v1'));
  });

  test('refuses a number that exists', async () => {
    await issue({});
    expect(await issue({})).toMatchObject({ status: 409, body: { code: 'already-exists' } });
  });

  test.each([
    ['/customerExternalRef', { customerExternalRef: 'C-2' }],
    ['/customerId', { customerExternalRef: undefined, customerId: 'cus_2' }],
    ['/customerId', { customerId }],
    ['/expiresAt', { expiresAt: terms.effectiveAt }],
    ['/expiresAt', { expiresAt: '2026-01-01T00:00:00+09:00' }],
    ['/effectiveAt', { effectiveAt: '2026-01-01' }],
    ['/effectiveAt', { effectiveAt: '0000-01-01T00:00:00+14:00' }],
    ['/deductible', { deductible: { amount: 1, currency: 'USD' } }],
    ['/perils/0', { perils: ['meteor'] }],
    ['/perils', { perils: ['theft', 'theft'] }],
    ['/policyNumber', { policyNumber: 'P/1' }],
  ])('refuses by its pointer: %s %j', async (pointer, fields) => {
    expect(await issue(fields)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('an agent of another branch cannot know of the customer', async () => {
    expect(await issue({}, { role: 'agent', branchId: 'SH-01' })).toMatchObject({ status: 422 });
    expect(await issue({}, { role: 'agent', branchId: 'BJ-01' })).toMatchObject({ status: 201 });
  });
});

describe('reading', () => {
  test('customers see their own policies, the latest term first, page by page', async () => {
    for (const year of [2024, 2026, 2025]) {
      await issue({
        policyNumber: `P-${year}`,
        effectiveAt: `${year}-01-01T00:00:00Z`,
        expiresAt: `${year + 1}-01-01T00:00:00Z`,
      });
    }
    const self: Caller = { role: 'customer', customerId };
    const first = await list(self, { limit: '2' });
    expect(numbers(first)).toEqual(['P-2026', 'P-2025']);
    const { nextCursor } = first.body as { nextCursor: string };
    expect(numbers(await list(self, { limit: '2', cursor: nextCursor }))).toEqual(['P-2024']);
    expect((await list({ role: 'customer', customerId: 'cus_2' })).status).toBe(404);
    expect((await list({ role: 'agent', branchId: 'SH-01' })).status).toBe(404);
  });
});

describe('loading many', () => {
  test('writes, leaves alone, replaces and rejects, row by row', async () => {
    expect(
      await load([terms, { ...terms, policyNumber: 'P-2', customerExternalRef: 'C-2' }, { policyNumber: 'P-3' }]),
    ).toMatchObject([
      { index: 0, outcome: 'written', id: 'P-1' },
      { index: 1, outcome: 'rejected', errors: [{ pointer: '/customerExternalRef' }] },
      { index: 2, outcome: 'rejected' },
    ]);
    expect(await load([terms])).toEqual([{ index: 0, outcome: 'unchanged', id: 'P-1' }]);
    expect(await load([{ ...terms, plan: '商业险' }])).toEqual([{ index: 0, outcome: 'written', id: 'P-1' }]);
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ plan: '商业险', version: 2 });
    expect(store.streamRecords.at(-1)?.dynamodb.NewImage).toMatchObject(told('policy.updated.v1'));
  });

  test('what claims have used of the limit stays', async () => {
    await load([terms]);
    const policy = await policies.get(store.table, 'P-1');
    if (!policy) throw new Error('P-1 is not stored');
    const limitUsed = { amount: 5_000, currency: 'CNY' };
    await store.table.commit([policies.replace(policy, { ...policy, limitUsed }, now).write]);
    expect(await load([terms])).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await load([{ ...terms, waitingDays: 3 }])).toMatchObject([{ outcome: 'written' }]);
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ limitUsed, waitingDays: 3, version: 3 });
    const dollars = { ...terms, sumInsured: { amount: 1, currency: 'USD' } };
    expect(await load([dollars])).toMatchObject([
      { outcome: 'rejected', errors: [{ pointer: '/sumInsured/currency' }] },
    ]);
  });
});

async function load(items: unknown[]): Promise<unknown[]> {
  const answer = await call({ route: 'POST /v1/policies/batch', as: { role: 'integration' }, body: { items } });
  expect(answer.status).toBe(200);
  return (answer.body as { results: unknown[] }).results;
}

function issue(fields: object, as = admin) {
  return call({ route: 'POST /v1/policies', as, body: { ...terms, ...fields } });
}

function list(as: Caller, query?: Record<string, string>) {
  return call({
    route: 'GET /v1/customers/{customerId}/policies',
    as,
    params: { customerId },
    ...(query && { query }),
  });
}

function numbers(answer: Answer): string[] {
  return (answer.body as { items: { policyNumber: string }[] }).items.map(({ policyNumber }) => policyNumber);
}
