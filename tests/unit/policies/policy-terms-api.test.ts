import { beforeEach, describe, expect, test } from '@jest/globals';
import { registerCustomer } from '../../../functions/customers/customer.ts';
import { createCustomer } from '../../../functions/customers/customer-store.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { handlers } from '../../../functions/policies/handlers.ts';
import { policies, policyOfTerm, useLimit } from '../../../functions/policies/policy-store.ts';
import { routes } from '../../../functions/policies/routes.ts';
import { type Answer, type Call, type Caller, callApi } from '../../support/api.ts';
import { type TestTable, testTable } from '../../support/table.ts';

const now = new Date('2026-03-01T08:00:00Z');
const year = (from: number) => ({ effectiveAt: `${from}-01-01T00:00:00Z`, expiresAt: `${from + 1}-01-01T00:00:00Z` });
const row = {
  policyNumber: 'P-1',
  customerExternalRef: 'C-1',
  line: 'motor',
  plan: '家用车险',
  ...year(2025),
  perils: ['collision', 'theft'],
  sumInsured: { amount: 20_000_000, currency: 'CNY' },
};
const renewal = { ...row, ...year(2026) };
const agent: Caller = { role: 'agent', branchId: 'BJ-01' };
const wang: Caller = { role: 'customer', customerId: 'cus_1' };
const li: Caller = { role: 'customer', customerId: 'cus_2' };
let store: TestTable;
let call: (call: Call) => Promise<Answer>;

beforeEach(async () => {
  store = await testTable();
  const handler = httpApi(routes, handlers, { table: store.table, clock: () => now });
  call = (request) => callApi(handler, request);
  for (const [id, branchId] of [
    ['1', 'BJ-01'],
    ['2', 'SH-01'],
  ] as const) {
    const details = { kind: 'person', name: '王小明', externalRef: `C-${id}` } as const;
    await store.table.commit(createCustomer(registerCustomer(`cus_${id}`, details, branchId, now)));
  }
});

describe('renewals in a batch', () => {
  test('open a term with a whole limit; the term before keeps its own', async () => {
    await load([row]);
    await use(700);
    expect(await load([renewal])).toEqual([{ index: 0, outcome: 'written', id: 'P-1' }]);
    expect(await term(1)).toMatchObject({ term: 1, version: 2, limitUsed: cny(700), expiresAt: renewed });
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ term: 2, version: 3, limitUsed: cny(0) });
    expect(told()).toEqual([['policy.term-opened.v1', 3, 2]]);
  });

  test('come with the old term in one file, which a repeat leaves alone', async () => {
    const later = { ...row, ...year(2027) };
    expect(outcomes(await load([row, renewal, later]))).toEqual(['written', 'written', 'written']);
    expect(await terms(agent)).toMatchObject({ items: [{ term: 3 }, { term: 2 }, { term: 1 }] });
    const before = store.streamRecords.length;
    expect(outcomes(await load([row, renewal, later]))).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(store.streamRecords).toHaveLength(before);
  });

  test('in the wrong order are refused with what is wrong, and change nothing', async () => {
    const [, older] = await load([renewal, row]);
    expect(older).toMatchObject({ index: 1, outcome: 'rejected', errors: [{ pointer: '/effectiveAt' }] });
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ term: 1, version: 1 });
  });

  test('correct an earlier term beside the latest, as a version of the policy', async () => {
    await load([row, renewal]);
    expect(
      outcomes(
        await load([
          { ...row, plan: '商业险' },
          { ...renewal, waitingDays: 3 },
        ]),
      ),
    ).toEqual(['written', 'written']);
    expect(await term(1)).toMatchObject({ plan: '商业险' });
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ plan: '家用车险', waitingDays: 3, version: 4 });
    expect(told()).toEqual([
      ['policy.term-opened.v1', 2, 2],
      ['policy.updated.v1', 3, 1],
      ['policy.updated.v1', 4, 2],
    ]);
  });

  test('that overlap two terms are refused by their numbers', async () => {
    await load([row, renewal]);
    const [refused] = await load([{ ...row, expiresAt: '2026-02-01T00:00:00Z' }]);
    expect(refused).toMatchObject({ errors: [{ detail: 'These dates overlap terms 1, 2: give those of one term' }] });
  });

  test('may leave a gap, and be refused a status ahead of its time', async () => {
    await load([row]);
    const ahead = { status: 'CANCELLED', validFrom: '2026-09-01T00:00:00Z' };
    expect(await load([{ ...renewal, ...ahead }])).toMatchObject([{ errors: [{ pointer: '/validFrom' }] }]);
    expect(await load([{ ...row, policyNumber: 'P-2', ...year(2026), ...ahead }])).toMatchObject([
      { errors: [{ pointer: '/validFrom' }] },
    ]);
    const gap = { ...renewal, effectiveAt: '2026-02-01T00:00:00Z' };
    expect(outcomes(await load([gap]))).toEqual(['written']);
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ term: 2 });
  });
});

describe('a patch', () => {
  beforeEach(() => load([row, renewal]));

  test('corrects the latest term for the version that was read', async () => {
    const patch = { status: 'SUSPENDED', validFrom: '2026-02-01T00:00:00+08:00' };
    expect(await patched(patch, { 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    const answer = await patched(patch, { 'if-match': '"2"' });
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { term: 2, status: 'SUSPENDED', version: 3 },
    });
    expect(answer.body).not.toHaveProperty('revisions');
    const again = await patched(patch);
    expect(again).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    expect(await policies.get(store.table, 'P-1')).toMatchObject({
      revisions: [{}, { validFrom: '2026-01-31T16:00:00.000Z', recordedAt: now.toISOString() }],
    });
  });

  test('opens a term', async () => {
    const answer = await patched({ ...year(2027), sumInsured: cny(5) });
    expect(answer).toMatchObject({ status: 200, body: { term: 3, sumInsured: cny(5), limitUsed: cny(0), version: 3 } });
    expect(await terms(agent)).toMatchObject({ items: [{ term: 3 }, { term: 2 }, { term: 1 }] });
  });

  test("corrects an earlier term, and answers with the policy's version", async () => {
    const { effectiveAt } = row;
    const answer = await patched({ effectiveAt, plan: '商业险' }, { 'if-match': '"2"' });
    expect(answer).toMatchObject({ headers: { etag: '"3"' }, body: { term: 1, plan: '商业险', version: 3 } });
    expect(await patched({ waitingDays: 1 }, { 'if-match': '"2"' })).toMatchObject({ status: 412 });
  });

  test('sells it to a customer of another branch, where head office may', async () => {
    expect(await patched({ customerExternalRef: 'C-2' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customerExternalRef' }] },
    });
    expect(await patched({ branchId: 'SH-01' })).toMatchObject({ status: 403 });
    expect(await patched({ customerId: 'cus_3' }, {}, { role: 'admin' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customerId' }] },
    });
    const head: Caller = { role: 'agent', branchId: 'HQ' };
    expect(await patched({ customerExternalRef: 'C-2' }, {}, head)).toMatchObject({
      status: 200,
      body: { customerId: 'cus_2', branchId: 'SH-01' },
    });
  });

  test('of what fits nowhere is refused by its pointer', async () => {
    for (const [pointer, patch] of [
      ['/expiresAt', { effectiveAt: '2027-06-01T00:00:00Z' }],
      ['/effectiveAt', { effectiveAt: '2025-06-01T00:00:00Z' }],
      ['/validFrom', { validFrom: '2025-06-01T00:00:00Z' }],
      ['/limitUsed', { limitUsed: cny(0) }],
      ['/policyNumber', { policyNumber: 'P-2' }],
    ] as const) {
      expect(await patched(patch)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    }
  });

  test("is not for a policy of one's own, nor to make it that", async () => {
    const own: Caller = { ...agent, customerId: 'cus_1' };
    expect(await patched({ sumInsured: cny(1) }, {}, own)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const buyer: Caller = { role: 'agent', branchId: 'HQ', customerId: 'cus_2' };
    expect(await patched({ customerId: 'cus_2' }, {}, buyer)).toMatchObject({ status: 403 });
    expect(await policies.get(store.table, 'P-1')).toMatchObject({ version: 2 });
  });
});

describe('the terms of a policy', () => {
  test('are read page by page, the latest first', async () => {
    await load([2025, 2026, 2027, 2028].map((from) => ({ ...row, ...year(from) })));
    const first = await terms(agent, { limit: '3' });
    expect(numbersOf(first)).toEqual([4, 3, 2]);
    expect(numbersOf(await terms(agent, { limit: '3', cursor: String(first.nextCursor) }))).toEqual([1]);
  });

  test('of a policy that was sold are shown to each owner as far as they were theirs', async () => {
    await load([row, { ...renewal, customerExternalRef: 'C-2' }]);
    expect(numbersOf(await terms(wang))).toEqual([1]);
    expect(numbersOf(await terms(li))).toEqual([2]);
    expect(numbersOf(await terms(agent))).toEqual([1]);
    expect(numbersOf(await terms({ role: 'agent', branchId: 'SH-01' }))).toEqual([2, 1]);
    for (const as of [
      { role: 'customer', customerId: 'cus_3' },
      { role: 'agent', branchId: 'TJ-01' },
    ] as const) {
      expect(await call({ route, params: { policyNumber: 'P-1' }, as })).toMatchObject({ status: 404 });
    }
    expect(await call({ route, params: { policyNumber: 'P-9' }, as: { role: 'admin' } })).toMatchObject({
      status: 404,
    });
  });

  test('show staff how they were corrected', async () => {
    await load([row, { ...row, plan: '商业险' }]);
    expect(await terms(agent)).toMatchObject({
      items: [{ plan: '商业险', revisions: [{ stated: { plan: '家用车险' } }, { stated: { plan: '商业险' } }] }],
    });
    expect(JSON.stringify(await terms(wang))).not.toContain('家用车险');
  });

  test('are one policy of its owner of now', async () => {
    await load([row, { ...renewal, customerExternalRef: 'C-2' }]);
    for (const [as, count] of [
      [wang, 0],
      [li, 1],
    ] as const) {
      const params = { customerId: String(as.customerId) };
      const { body } = await call({ route: 'GET /v1/customers/{customerId}/policies', as, params });
      expect((body as { items: object[] }).items).toHaveLength(count);
    }
  });
});

test('a policy may be taken on as it was cancelled before', async () => {
  const issue = (given: object) =>
    call({ route: 'POST /v1/policies', as: agent, body: { ...row, status: 'CANCELLED', ...given } });
  const validFrom = '2025-06-01T00:00:00Z';
  expect(await issue({ validFrom: '2026-01-01T00:00:00Z' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/validFrom' }] },
  });
  const answer = await issue({ validFrom });
  expect(answer).toMatchObject({ status: 201, body: { status: 'CANCELLED', term: 1 } });
  expect(answer.body).not.toHaveProperty('revisions');
  expect(await term(1, '2025-05-31T00:00:00.000Z')).toMatchObject({ status: 'IN_FORCE' });
});

const route = 'GET /v1/policies/{policyNumber}/terms';
const renewed = '2026-01-01T00:00:00.000Z';

function cny(amount: number) {
  return { amount, currency: 'CNY' };
}

async function load(items: unknown[]): Promise<unknown[]> {
  const answer = await call({ route: 'POST /v1/policies/batch', as: { role: 'integration' }, body: { items } });
  expect(answer.status).toBe(200);
  return (answer.body as { results: unknown[] }).results;
}

function outcomes(results: unknown[]): unknown[] {
  return results.map((result) => (result as { outcome: string }).outcome);
}

function patched(body: object, headers: Record<string, string> = {}, as = agent): Promise<Answer> {
  return call({ route: 'PATCH /v1/policies/{policyNumber}', params: { policyNumber: 'P-1' }, as, body, headers });
}

async function terms(as: Caller, query: Record<string, string> = {}) {
  const { status, body } = await call({ route, params: { policyNumber: 'P-1' }, as, query });
  expect(status).toBe(200);
  return body as { items: { term: number }[]; nextCursor?: string };
}

function numbersOf({ items }: { items: { term: number }[] }): number[] {
  return items.map(({ term }) => term);
}

function term(number: number, moment = now.toISOString()) {
  return policyOfTerm(store.table, { policyNumber: 'P-1', term: number, moment });
}

/** Claims use so much of the first term's limit. */
async function use(amount: number): Promise<void> {
  const policy = await term(1);
  if (!policy) throw new Error('P-1 has no term 1');
  await store.table.commit([useLimit(policy, cny(amount), now)]);
}

/** The events that were written: what each is, its version, and of which term it tells. */
function told(): unknown[] {
  type Told = { type: { S: string }; version: { N: string }; data: { M: { term: { N: string } } } };
  const images = store.streamRecords.map(
    ({ dynamodb }) => dynamodb.NewImage as Record<string, { S?: string; M?: Told }>,
  );
  const events = images.flatMap((image) => (image?.entity?.S === 'event' && image.record?.M ? [image.record.M] : []));
  return events.map(({ type, version, data }) => [type.S, Number(version.N), Number(data.M.term.N)]);
}
