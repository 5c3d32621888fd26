import '../notifications/quiet-log.ts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { type Handlers, routeTable } from '../../../functions/platform/http/route.ts';
import { DomainError } from '../../../functions/platform/problems.ts';
import { entity } from '../../../functions/platform/record/entity.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { type Answer, type Call, type Caller, callApi } from '../../support/api.ts';
import { testTable } from '../../support/table.ts';

const common = { function: 'notes-api', summary: { en: 'A note', 'zh-CN': '备注' } } as const;
const routes = routeTable([
  {
    ...common,
    operationId: 'addNote',
    method: 'POST',
    path: '/v1/notes',
    who: ['service-rep', 'admin'],
    body: z.strictObject({ id: z.string(), text: z.string() }),
    responses: { 201: { description: { en: 'The note', 'zh-CN': '便笺' } } },
  },
  {
    ...common,
    operationId: 'getNote',
    method: 'GET',
    path: '/v1/notes/{id}',
    who: 'public',
    params: z.object({ id: z.string() }),
    responses: { 200: { description: { en: 'The note', 'zh-CN': '便笺' } } },
  },
]);
const notes = entity({
  type: 'note',
  schema: z.object({ id: z.string(), text: z.string(), by: z.string() }),
  id: ({ id }) => id,
});
/** What every answer carries. */
const always = {
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
};
const rep: Caller = { role: 'service-rep' };
const now = new Date('2026-03-01T08:00:00Z');
const note = { id: '1', text: '客户来电' };

let table: Table;
let call: (call: Call) => Promise<Answer>;
let decided: number;
let fail: unknown;

beforeEach(async () => {
  ({ table } = await testTable());
  decided = 0;
  fail = undefined;
  const handler = httpApi(routes, handlers, { table, clock: () => now });
  call = (request) => callApi(handler, request);
});

const handlers: Handlers<typeof routes, { table: Table }> = {
  addNote: async (_, { body, principal }) => {
    decided += 1;
    if (fail) throw fail;
    const written = notes.create({ ...body, by: principal.sub }, 'already-exists');
    return { status: 201, body, headers: { etag: '"1"' }, writes: [written] };
  },
  getNote: async ({ table: read }, { params }) => {
    if (fail) throw fail;
    const found = await notes.get(read, params.id);
    if (!found) throw new DomainError('not-found', { en: 'Note not found', 'zh-CN': '未找到该便笺' });
    return { status: 200, body: { text: found.text } };
  },
};

describe('a request', () => {
  test('is written in one go and answered', async () => {
    expect(await add({})).toMatchObject({
      status: 201,
      body: note,
      headers: { 'content-type': 'application/json', ...always, etag: '"1"' },
    });
    expect(await call({ route: 'GET /v1/notes/{id}', params: { id: '1' } })).toMatchObject({
      status: 200,
      body: { text: '客户来电' },
    });
  });

  test('is answered and refused with headers by which no browser guesses a type or comes back without TLS', async () => {
    fail = new Error('a defect');
    const defect = await add({});
    fail = undefined;
    const answers = [await add({}), await add({ as: { role: 'customer' } }), await add({ body: {} }), defect];
    expect(answers.map(({ status }) => status)).toEqual([201, 403, 422, 500]);
    for (const { headers } of answers) expect(headers).toMatchObject(always);
  });

  test('without a token, of another role or without a role is refused and changes nothing', async () => {
    expect(await call({ route: 'POST /v1/notes', body: note })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
      body: { code: 'unauthenticated' },
    });
    expect(await add({ as: { role: 'customer' } })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await add({ as: { role: 'root' as 'admin' } })).toMatchObject({ status: 403 });
    expect(decided).toBe(0);
  });

  test('to no route is not found', async () => {
    expect(await call({ route: 'DELETE /v1/notes', as: rep })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  test('that meets what somebody else wrote first is told so', async () => {
    await add({});
    expect(await add({ body: { ...note, text: 'other' } })).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    });
  });

  test('is refused in the language of its caller', async () => {
    const zh = await call({
      route: 'GET /v1/notes/{id}',
      params: { id: 'none' },
      headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
    });
    expect(zh).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json', 'content-language': 'zh-CN' },
      body: { title: '未找到', instance: '/v1/notes/none' },
    });
  });

  test('that finds the table too busy may come again', async () => {
    fail = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    expect(await add({})).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { code: 'too-many-requests' },
    });
  });

  test.each([[new Error('password=secret')], ['text'], [{ status: 200 }], [new TypeError('x of undefined')]])(
    'that fails by %p says nothing of what went wrong',
    async (thrown) => {
      fail = thrown;
      const { status, body } = await add({});
      expect([status, body]).toEqual([
        500,
        {
          type: 'https://careline.example/problems/internal-error',
          title: 'Something went wrong on our side',
          status: 500,
          code: 'internal-error',
          instance: '/v1/notes',
        },
      ]);
    },
  );
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'key-1' };

  test('gives the first answer again, with its status, body and headers, and decides nothing twice', async () => {
    const first = await add({ headers: key });
    const again = await add({ headers: key });
    expect(again).toMatchObject({ ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(decided).toBe(1);
  });

  test('lets one of many at once take effect, and gives all of them its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => add({ headers: key })));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });

  test('is refused for a changed request, however small the change', async () => {
    await add({ headers: key });
    expect(await add({ headers: key, body: { ...note, text: '客户来电 ' } })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  test("is each caller's own", async () => {
    await add({ headers: key });
    const other = await add({ headers: key, as: { role: 'service-rep', sub: 'other' }, body: { ...note, id: '2' } });
    expect(other).toMatchObject({ status: 201, body: { id: '2' } });
  });

  test('does not keep a refusal: the request may be sent again when it can be done', async () => {
    fail = new DomainError('illegal-state', { en: 'not now', 'zh-CN': '暂不可用' });
    expect((await add({ headers: key })).status).toBe(409);
    fail = undefined;
    expect((await add({ headers: key })).status).toBe(201);
  });

  test.each(['', ' ', 'a b', 'ключ', 'x'.repeat(256)])('%j is none', async (value) => {
    expect(await add({ headers: { 'idempotency-key': value } })).toMatchObject({
      status: 400,
      body: { code: 'malformed-request' },
    });
    expect(decided).toBe(0);
  });
});

describe('a function without a table', () => {
  const [, read] = routes;
  const reads = routeTable([read]);

  test('answers what it reads elsewhere', async () => {
    const handler = httpApi(reads, { getNote: async () => ({ status: 200, body: 'text' }) }, { clock: () => now });
    expect(await callApi(handler, { route: 'GET /v1/notes/{id}', params: { id: '1' } })).toMatchObject({
      status: 200,
      body: 'text',
    });
  });

  test('fails rather than losing a write', async () => {
    const write = notes.create({ id: '1', text: '', by: 'me' });
    const handler = httpApi(reads, { getNote: async () => ({ status: 200, writes: [write] }) }, { clock: () => now });
    expect((await callApi(handler, { route: 'GET /v1/notes/{id}', params: { id: '1' } })).status).toBe(500);
  });
});

function add(change: Partial<Call>): Promise<Answer> {
  return call({ route: 'POST /v1/notes', as: rep, body: note, ...change });
}
