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

describe('by name', () => {
  test.each([
    ['王小', ['王小明', '王小红']],
    ['王小明', ['王小明']],
    ['王 小 明', ['王小明']],
    ['王　明', ['王　明']],
    ['王明', ['王　明']],
    ['𠮷田', ['𠮷田一郎']],
    ['欧阳', ['欧阳娜娜']],
    ['买买提•艾', ['买买提·艾力']],
    ['ａｎｎ', ['Ann  LEE', 'anna']],
    ['ANN LEE', ['Ann  LEE']],
    ['strass', ['Straße GmbH']],
    ['平安保险', ['平安保险（集团）股份有限公司']],
    ['平安保险(集团)', ['平安保险（集团）股份有限公司']],
    ['小明', []],
    ['王大', []],
  ])('%s finds %j', async (name, found) => {
    for (const known of [
      '王小明',
      '王小红',
      '王　明',
      '王五',
      '𠮷田一郎',
      '欧阳娜娜',
      '买买提·艾力',
      'Ann  LEE',
      'anna',
      'Straße GmbH',
      '平安保险（集团）股份有限公司',
    ]) {
      await register({ name: known });
    }
    expect(namesOf(await search({ name })).sort()).toEqual([...found].sort());
  });

  test.each(['王', '𠮷', ' 王 ', 'a'])('takes two characters or more: not %j', async (name) => {
    expect(await search({ name })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/name' }] } });
  });

  test('finds names as long as they may be, and those that grow when their width is taken away', async () => {
    for (const name of ['𠮷'.repeat(120), 'ﷺ'.repeat(120)]) {
      await register({ name });
      expect(namesOf(await search({ name }))).toEqual([name]);
    }
  });

  test('answers in pages, by name, and each customer once', async () => {
    const names = Array.from({ length: 7 }, (_, place) => `王小${String.fromCodePoint(0x4e00 + place)}`);
    for (const name of [...names].reverse()) await register({ name });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await search({ name: '王小', limit: 3, ...(cursor && { cursor }) });
      const page = body as { items: { name: string }[]; nextCursor?: string };
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(names);
  });

  test('a cursor belongs to its search and to who made it', async () => {
    for (const name of ['王小明', '王小红', '李小明', '李小红']) await register({ name });
    const { nextCursor: cursor } = (await search({ name: '王小', limit: 1 })).body as { nextCursor: string };
    const refused = { status: 422, body: { errors: [{ pointer: '/cursor' }] } };
    expect(await search({ name: '李小', cursor })).toMatchObject(refused);
    expect(await search({ name: '王小', cursor }, { role: 'integration' })).toMatchObject(refused);
    expect(await search({ externalRef: 'C-1', cursor })).toMatchObject(refused);
  });
});

describe('by what is one person’s own', () => {
  test.each(['13800138000', '138 0013 8000', '+86 138-0013-8000', '0086 13800138000', '86 13800138000'])(
    'a number written as %s finds the one that was written otherwise',
    async (phone) => {
      await register({ name: '王小明', phone: '+8613800138000' });
      await register({ name: '李雷', phone: '13900139000' });
      expect(namesOf(await search({ phone }))).toEqual(['王小明']);
    },
  );

  test('a number that a family shares finds all of it, in pages', async () => {
    for (const name of ['王一', '王二', '王三']) await register({ name, phone: '13800138000' });
    const first = await search({ phone: '13800138000', limit: 2 });
    const { nextCursor: cursor } = first.body as { nextCursor: string };
    const second = await search({ phone: '+8613800138000', limit: 2, cursor });
    expect([namesOf(first), namesOf(second)]).toEqual([['王一', '王二'], ['王三']]);
  });

  test('a national id finds its people however it is spaced, and stands in no answer and no cursor', async () => {
    for (const name of ['王小明', '王小明（旧）']) await register({ name, nationalId: '11010519491231002X' });
    const answer = await search({ nationalId: '110105 19491231 002x', limit: 1 });
    expect(namesOf(answer)).toEqual(['王小明']);
    const { nextCursor: cursor } = answer.body as { nextCursor: string };
    expect(namesOf(await search({ nationalId: '11010519491231002X', cursor }))).toEqual(['王小明（旧）']);
    const hash = store.streamRecords[0]?.dynamodb.NewImage?.nationalIdHash as { S: string };
    expect(Buffer.from(cursor, 'base64url').toString()).not.toContain(hash.S);
    expect(namesOf(await search({ nationalId: '11010519491231003X' }))).toEqual([]);
  });

  test('an externalRef finds its customer', async () => {
    await register({ name: '王小明', externalRef: '客户-1' });
    expect(namesOf(await search({ externalRef: '客户-1' }))).toEqual(['王小明']);
    expect(namesOf(await search({ externalRef: '客户-2' }))).toEqual([]);
  });
});

test('shows which customer it is, and no more', async () => {
  const { body } = await register({
    name: '王小明',
    phone: '13800138000',
    email: 'wang@example.com',
    nationalId: '11010519491231002X',
    address: '北京市朝阳区\n建国路 1 号',
    externalRef: 'C-1',
  });
  const { customerId, address } = body as Record<string, string>;
  expect(address).toBe('北京市朝阳区\n建国路 1 号');
  expect((await search({ name: '王小' })).body).toEqual({
    items: [{ customerId, kind: 'person', name: '王小明', branchId: 'HQ', phoneLast4: '8000', externalRef: 'C-1' }],
  });
});

test.each([[{}], [{ name: '王小', phone: '13800138000' }], [{ limit: 5 }]])(
  'takes exactly one thing to search by: not %j',
  async (body) => {
    const answer = await call({
      route: 'POST /v1/customers/search',
      as: admin,
      body,
      headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN' },
    });
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/须且只能/) } });
  },
);

describe('who searches', () => {
  const every = [{ name: '王小' }, { phone: '13800138000' }, { nationalId: 'AB123456' }, { externalRef: 'C-1' }];

  test.each(every)('staff find the customers of their branch, head office and ops those of all: %j', async (by) => {
    await register({
      name: '王小明',
      phone: '13800138000',
      nationalId: 'AB123456',
      externalRef: 'C-1',
      branchId: 'BJ-01',
    });
    for (const [as, found] of [
      [{ role: 'agent', branchId: 'BJ-01' }, ['王小明']],
      [{ role: 'agent', branchId: 'SH-01' }, []],
      [{ role: 'agent' }, []],
      [{ role: 'claims-handler', branchId: 'HQ' }, ['王小明']],
      [{ role: 'ops' }, ['王小明']],
    ] as const) {
      expect(namesOf(await search(by, as))).toEqual(found);
    }
    for (const role of ['customer', 'surveyor'] as const) expect((await search(by, { role })).status).toBe(403);
  });

  test('a page of a branch is full although other branches share the number', async () => {
    for (let n = 0; n < 4; n += 1) {
      await register({ name: `上海${n}`, phone: '13800138000', branchId: 'SH-01' });
      await register({ name: `北京${n}`, phone: '13800138000', branchId: 'BJ-01' });
    }
    const answer = await search({ phone: '13800138000', limit: 3 }, { role: 'agent', branchId: 'BJ-01' });
    expect(namesOf(answer)).toEqual(['北京0', '北京1', '北京2']);
  });
});

describe('after a change', () => {
  test('a customer is found by what is true now', async () => {
    const { body } = await register({ name: '王小明', phone: '13800138000', branchId: 'BJ-01' });
    const { customerId = '' } = body as Record<string, string>;
    await patch(customerId, { name: '李小明', phone: '13900139000', branchId: 'SH-01' });
    expect(namesOf(await search({ name: '王小' }))).toEqual([]);
    expect(namesOf(await search({ phone: '13800138000' }))).toEqual([]);
    const there: Caller = { role: 'agent', branchId: 'SH-01' };
    for (const by of [{ name: '李小' }, { phone: '13900139000' }]) {
      expect(namesOf(await search(by, there))).toEqual(['李小明']);
      expect(namesOf(await search(by, { role: 'agent', branchId: 'BJ-01' }))).toEqual([]);
    }
    await patch(customerId, { phone: null });
    expect(namesOf(await search({ phone: '13900139000' }))).toEqual([]);
    await patch(customerId, { phone: '13800138000' });
    expect(namesOf(await search({ phone: '13800138000' }))).toEqual(['李小明']);
  });

  test('a loaded row is found, and found anew when it is loaded with other values', async () => {
    await load({ externalRef: 'C-1', name: '王小明', phone: '13800138000', nationalId: 'AB123456' });
    expect(namesOf(await search({ nationalId: 'ab-123456' }))).toEqual(['王小明']);
    await load({ externalRef: 'C-1', name: '王晓明', phone: '13900139000' });
    expect(namesOf(await search({ name: '王晓' }))).toEqual(['王晓明']);
    expect(namesOf(await search({ phone: '13900139000' }))).toEqual(['王晓明']);
    expect(namesOf(await search({ nationalId: 'AB123456' }))).toEqual(['王晓明']);
    expect(namesOf(await search({ name: '王小' }))).toEqual([]);
  });
});

test('a search writes nothing and remembers no answer, whatever key it carries', async () => {
  await register({ name: '王小明' });
  const before = store.streamRecords.length;
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'k-1' };
  const request = { route: 'POST /v1/customers/search', as: admin, body: { name: '王小' }, headers };
  await call(request);
  await register({ name: '王小红' });
  expect(namesOf(await call(request))).toEqual(['王小明', '王小红'].sort());
  expect(store.streamRecords.slice(before).map(({ dynamodb }) => dynamodb.NewImage?.entity)).not.toContainEqual({
    S: 'idempotency',
  });
});

function register(body: object) {
  return call({ route: 'POST /v1/customers', as: admin, body });
}

function load(row: object) {
  return call({ route: 'POST /v1/customers/batch', as: admin, body: { items: [row] } });
}

function patch(customerId: string, body: object) {
  return call({ route: 'PATCH /v1/customers/{customerId}', as: admin, params: { customerId }, body });
}

function search(body: object, as: Caller = admin) {
  return call({ route: 'POST /v1/customers/search', as, body });
}

function namesOf({ status, body }: Answer): string[] {
  expect(status).toBe(200);
  return (body as { items: { name: string }[] }).items.map(({ name }) => name);
}
