import { beforeEach, describe, expect, test } from '@jest/globals';
import { handlers } from '../../../functions/customers/handlers.ts';
import { routes } from '../../../functions/customers/routes.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { type Answer, type Call, type Caller, callApi } from '../../support/api.ts';
import { type TestTable, testTable } from '../../support/table.ts';

const admin: Caller = { role: 'admin' };
const now = new Date('2026-03-01T08:00:00Z');
let store: TestTable;
let call: (call: Call) => Promise<Answer>;

beforeEach(async () => {
  store = await testTable();
  const handler = httpApi(routes, handlers, { table: store.table, clock: () => now, identityKey: async () => 'a key' });
  call = (request) => callApi(handler, request);
});

describe('registering', () => {
  test('keeps a customer with a Chinese name, and its mobile number in E.164', async () => {
    const answer = await register({ name: ' 王小明 ', phone: '138 0013 8000', externalRef: 'C-1' });
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { name: '王小明', phone: '+8613800138000', kind: 'person', language: 'zh-CN', branchId: 'HQ', version: 1 },
    });
    expect(answer.headers.location).toBe(`/v1/customers/${field(answer, 'customerId')}`);
    expect((await read(admin, field(answer, 'customerId'))).body).toEqual(answer.body);
  });

  test('refuses a second customer with the same externalRef, also of 20 at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => register({ name: 'A', externalRef: 'C-1' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'already-exists' });
  });

  test('keeps a keyed hash and the last four characters of a national id, and gives the hash to nobody', async () => {
    const answer = await register({ name: 'A', nationalId: '11010519491231002x' });
    expect(answer.body).toMatchObject({ nationalIdLast4: '002X' });
    const records = JSON.stringify(store.streamRecords);
    expect(records).not.toContain('11010519491231002');
    expect(records).toMatch(/"nationalIdHash":\{"S":"[0-9a-f]{64}"\}/);
    expect(JSON.stringify(answer)).not.toMatch(/nationalIdHash|11010519491231002/);
  });

  test.each([
    ['/name', { name: '' }],
    ['/name', { name: 'a\u0000b' }],
    ['/name', { name: '\ud83d' }],
    ['/name', { name: 'x'.repeat(121) }],
    ['/phone', { phone: '12345' }],
    ['/email', { email: 'nobody' }],
    ['/birthDate', { birthDate: '2023-02-29' }],
    ['/birthDate', { birthDate: '2026-03-05' }],
    ['/consent/marketing', { consent: {} }],
    ['/role', { role: 'admin' }],
  ])('refuses a bad field by its pointer: %s', async (pointer, fields) => {
    const answer = await register({ name: 'A', ...fields });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(store.streamRecords).toEqual([]);
  });

  test('counts a rare character as one', async () => {
    expect((await register({ name: '𠮷'.repeat(120) })).status).toBe(201);
    expect((await register({ name: '𠮷'.repeat(121) })).status).toBe(422);
  });

  test('puts a customer into the branch of who registers it, and into no other', async () => {
    const agent: Caller = { role: 'agent', branchId: 'BJ-01' };
    expect((await register({ name: 'A' }, agent)).body).toMatchObject({ branchId: 'BJ-01' });
    expect(await register({ name: 'A', branchId: 'SH-01' }, agent)).toMatchObject({ status: 403 });
  });
});

describe('reading and changing', () => {
  test('customers know of themselves alone, staff of their branch', async () => {
    const customerId = field(await register({ name: 'A', branchId: 'BJ-01' }), 'customerId');
    expect((await read({ role: 'customer', customerId }, customerId)).status).toBe(200);
    expect((await read({ role: 'customer', customerId: 'cus_other' }, customerId)).status).toBe(404);
    expect((await read({ role: 'claims-handler', branchId: 'BJ-01' }, customerId)).status).toBe(200);
    expect((await read({ role: 'claims-handler', branchId: 'SH-01' }, customerId)).status).toBe(404);
    expect((await read({ role: 'ops' }, customerId)).status).toBe(403);
    expect((await read(admin, 'cus_missing')).status).toBe(404);
  });

  test('a customer changes the own contact data, and the event names the fields only', async () => {
    const customerId = field(
      await register({ name: 'A', email: 'a@example.com', phone: '+442079460000' }),
      'customerId',
    );
    const self: Caller = { role: 'customer', customerId, name: 'Ann Example' };
    const answer = await patch(customerId, { email: 'b@example.com', phone: null }, self, '"1"');
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { email: 'b@example.com', version: 2 },
    });
    expect(answer.body).not.toHaveProperty('phone');
    const event = store.streamRecords.at(-1)?.dynamodb.NewImage;
    expect(event).toMatchObject({
      record: {
        M: { type: { S: 'customer.updated.v1' }, data: { M: { fields: { L: [{ S: 'email' }, { S: 'phone' }] } } } },
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/example\.com|Ann/);
  });

  test('what changes nothing writes nothing', async () => {
    const customerId = field(await register({ name: 'A', email: 'a@example.com' }), 'customerId');
    const before = store.streamRecords.length;
    expect(await patch(customerId, { email: 'a@example.com', phone: null }, admin)).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
    });
    expect(store.streamRecords).toHaveLength(before);
  });

  test('a stale version is refused', async () => {
    const customerId = field(await register({ name: 'A' }), 'customerId');
    await patch(customerId, { address: '北京市朝阳区' }, admin);
    expect(await patch(customerId, { address: '上海市' }, admin, '"1"')).toMatchObject({ status: 412 });
  });

  test('a customer may change neither branch nor externalRef', async () => {
    const customerId = field(await register({ name: 'A' }), 'customerId');
    const self: Caller = { role: 'customer', customerId };
    expect((await patch(customerId, { branchId: 'BJ-01' }, self)).status).toBe(403);
    expect((await patch(customerId, { externalRef: 'C-9' }, self)).status).toBe(403);
  });

  test('staff may give an externalRef once, and none that is taken', async () => {
    await register({ name: 'A', externalRef: 'C-1' });
    const customerId = field(await register({ name: 'B' }), 'customerId');
    expect((await patch(customerId, { externalRef: 'C-1' }, admin)).status).toBe(409);
    expect((await patch(customerId, { externalRef: 'C-2' }, admin)).status).toBe(200);
    expect((await patch(customerId, { externalRef: 'C-3' }, admin)).status).toBe(409);
  });
});

describe('loading many', () => {
  test('writes the good rows, rejects the bad ones by their fields, and leaves equal ones alone', async () => {
    const items = [
      { name: '李雷', externalRef: 'C-1' },
      { name: '', externalRef: 'C-2', colour: 'red' },
      { name: 'No reference' },
      { name: 'Ann', externalRef: 'C-3' },
    ];
    const first = await load(items);
    expect(first.map(({ outcome }) => outcome)).toEqual(['written', 'rejected', 'rejected', 'written']);
    expect(first[1]?.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/colour', '/name']);
    expect(first[2]?.errors?.map(({ pointer }) => pointer)).toEqual(['/externalRef']);
    const second = await load(items);
    expect(second.map(({ outcome }) => outcome)).toEqual(['unchanged', 'rejected', 'rejected', 'unchanged']);
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  });

  test('a changed row replaces what is stored and tells of it; consent and national id stay', async () => {
    const [stored] = await load([
      { name: 'A', externalRef: 'C-1', email: 'a@example.com', nationalId: 'AB123456', consent: { marketing: false } },
    ]);
    const [changed] = await load([{ name: 'B', externalRef: 'C-1' }]);
    expect(changed).toEqual({ ...stored, outcome: 'written' });
    const { body } = await read(admin, String(stored?.id));
    expect(body).toMatchObject({ name: 'B', version: 2, nationalIdLast4: '3456', consent: { marketing: false } });
    expect(body).not.toHaveProperty('email');
    const updated = { record: { M: { type: { S: 'customer.updated.v1' } } } };
    expect(store.streamRecords.at(-1)?.dynamodb.NewImage).toMatchObject(updated);
  });

  test('rows of one reference in one request take effect in order', async () => {
    const results = await load([
      { name: 'A', externalRef: 'C-1' },
      { name: 'B', externalRef: 'C-1' },
      { name: 'B', externalRef: 'C-1' },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['written', 'written', 'unchanged']);
    expect((await read(admin, String(results[0]?.id))).body).toMatchObject({ name: 'B', version: 2 });
  });

  test('the same 100 rows sent five times at once become 100 customers', async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({ name: `N ${index}`, externalRef: `C-${index}` }));
    const all = (await Promise.all(Array.from({ length: 5 }, () => load(items)))).flat();
    expect(all.filter(({ outcome }) => outcome === 'written')).toHaveLength(100);
    expect(all.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(400);
    expect(new Set(all.map(({ id }) => id)).size).toBe(100);
  });

  test('takes 1 to 100 rows, from integrations and admins', async () => {
    const items = Array.from({ length: 101 }, () => ({ name: 'A', externalRef: 'C' }));
    const route = 'POST /v1/customers/batch';
    expect((await call({ route, as: admin, body: { items } })).status).toBe(422);
    expect((await call({ route, as: admin, body: { items: [] } })).status).toBe(422);
    expect((await call({ route, as: { role: 'agent' }, body: { items: items.slice(0, 1) } })).status).toBe(403);
  });
});

interface Row {
  readonly outcome: string;
  readonly id?: string;
  readonly errors?: { pointer: string }[];
}

async function load(items: unknown[]): Promise<Row[]> {
  const answer = await call({ route: 'POST /v1/customers/batch', as: { role: 'integration' }, body: { items } });
  expect(answer.status).toBe(200);
  return (answer.body as { results: Row[] }).results;
}

function register(body: object, as = admin) {
  return call({ route: 'POST /v1/customers', as, body });
}

function read(as: Caller, customerId: string) {
  return call({ route: 'GET /v1/customers/{customerId}', as, params: { customerId } });
}

function patch(customerId: string, body: object, as: Caller, ifMatch?: string) {
  const headers = { 'content-type': 'application/merge-patch+json', ...(ifMatch && { 'if-match': ifMatch }) };
  return call({ route: 'PATCH /v1/customers/{customerId}', as, params: { customerId }, body, headers });
}

function field(answer: Answer, name: string): string {
  return String((answer.body as Record<string, unknown>)[name]);
}
