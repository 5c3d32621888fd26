import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { cursorScope, sealCursor } from '../../functions/platform/http/cursor.ts';
import { type Answer, type Call, type Caller, callApi } from '../support/api.ts';
import { personOf } from './callers.ts';
import { type Product, product } from './product.ts';
import { away, furnish, home, idsOf } from './world.ts';

let house: Product;
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => house.clock.stop());
afterEach(() => house.undo());

describe('an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'key-1' };
  const register = (by: string, body: object, branchId = home) =>
    call({ route: 'POST /v1/customers', as: personOf('agent', { sub: by, branchId }), headers, body });
  const withdraw = (whose: 'own' | 'other', by = personOf('claims-handler')) =>
    call({
      route: 'POST /v1/claims/{claimId}/withdrawal',
      params: { claimId: idsOf(whose).claimId },
      as: by,
      headers,
      body: {},
    });

  test('of somebody else is independent, with the same body and with another, and tells nothing', async () => {
    const first = await register('first', { name: '王小明' });
    const same = await register('second', { name: '王小明' });
    const other = await register('third', { name: '李四' }, away);
    for (const answer of [first, same, other]) {
      expect(answer.status).toBe(201);
      expect(answer.headers).not.toHaveProperty('idempotency-replayed');
    }
    const ids = [first, same, other].map(({ body }) => (body as { customerId: string }).customerId);
    expect(new Set(ids).size).toBe(3);
    expect(JSON.stringify(other)).not.toContain('王小明');
  });

  test('of somebody else opens nothing that one may not know of', async () => {
    expect((await withdraw('other')).status).toBe(200);
    const stranger = personOf('claims-handler', { sub: 'somebody far', branchId: away });
    expect(await withdraw('other', stranger)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  test('is refused for a changed body, and changes nothing', async () => {
    await register('first', { name: '王小明' });
    const before = house.written.length;
    for (const body of [{ name: '王大明' }, { name: '王小明', email: 'a@example.com' }, {}]) {
      const { status } = await register('first', body);
      expect(status).toBe(422);
    }
    expect(await register('first', { name: '王大明' })).toMatchObject({ body: { code: 'idempotency-key-reused' } });
    expect(house.written).toHaveLength(before);
  });

  test('is of one route and one record: elsewhere it is new', async () => {
    const one = await withdraw('own');
    const two = await withdraw('other');
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.headers).not.toHaveProperty('idempotency-replayed');
    expect(two.body).toMatchObject({ claimId: idsOf('other').claimId });
    expect(await withdraw('own')).toMatchObject({ body: one.body, headers: { 'idempotency-replayed': 'true' } });
  });

  test('gives no answer to one who has lost the role', async () => {
    await register('first', { name: '王小明' });
    const as = personOf('surveyor', { sub: 'first' });
    const answer = await call({ route: 'POST /v1/customers', as, headers, body: { name: '王小明' } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('a cursor', () => {
  const messages = (whose: 'own' | 'other', as: Caller, cursor?: string) =>
    call({
      route: 'GET /v1/customers/{customerId}/notifications',
      params: { customerId: idsOf(whose).customerId },
      as,
      query: { limit: '1', ...(cursor !== undefined && { cursor }) },
    });
  const staff = personOf('service-rep');
  const foreign = { status: 422, body: { errors: [{ pointer: 'query/cursor' }] } };
  const cursorOf = ({ body }: Answer) => (body as { nextCursor: string }).nextCursor;

  test('leads its owner on', async () => {
    const first = await messages('own', staff);
    const second = await messages('own', staff, cursorOf(first));
    expect(second.status).toBe(200);
    expect(second.body).not.toEqual(first.body);
  });

  test('is of one person', async () => {
    const cursor = cursorOf(await messages('own', staff));
    expect(await messages('own', { ...staff, sub: 'a colleague' }, cursor)).toMatchObject(foreign);
    expect(await messages('own', personOf('customer'), cursor)).toMatchObject(foreign);
  });

  test('is of one list and one question', async () => {
    const cursor = cursorOf(await messages('own', staff));
    expect(await messages('other', staff, cursor)).toMatchObject(foreign);
    const params = { customerId: idsOf('own').customerId };
    const query = { cursor };
    for (const route of ['GET /v1/customers/{customerId}/policies', 'GET /v1/customers/{customerId}/claims']) {
      expect(await call({ route, params, as: staff, query })).toMatchObject(foreign);
    }
    const tasks = (more: object) =>
      call({ route: 'GET /v1/tasks', as: staff, query: { queue: 'claims-handler', limit: '1', ...more } });
    const queued = cursorOf(await tasks({}));
    for (const more of [
      { status: 'DECIDED' },
      { queue: 'surveyor' },
      { assignee: 'me' },
      { branch: home, status: 'CANCELLED' },
    ]) {
      expect(await tasks({ ...more, cursor: queued })).toMatchObject(foreign);
    }
    const executions = (by: string, more: object) =>
      call({ route: 'GET /v1/executions', as: personOf('ops', { sub: by }), query: { limit: '1', ...more } });
    const listed = cursorOf(await executions('a', {}));
    expect((await executions('a', { cursor: listed })).status).toBe(200);
    expect(await executions('b', { cursor: listed })).toMatchObject(foreign);
    expect(await executions('a', { cursor: listed, status: 'FAILED' })).toMatchObject(foreign);
  });

  test('that is made up leads nowhere: it is not signed, but names a place within one list only', async () => {
    const { range } = messagesOf(idsOf('own').customerId);
    const scope = cursorScope(range, staff.sub ?? '');
    const theirs = messagesOf(idsOf('other').customerId);
    const [message] = (await house.table.query(theirs.range)).items.map(theirs.parse);
    const place = [`${message?.createdAt}#${message?.messageId}`, String(message?.messageId)];
    const own = (await house.table.query(range)).items.map(({ record }) => record.messageId);
    const { body } = await messages('own', staff, sealCursor(place, scope));
    for (const { messageId } of (body as { items: { messageId: string }[] }).items) expect(own).toContain(messageId);
    for (const last of [[], ['x']])
      expect(await messages('own', staff, sealCursor(last, scope))).toMatchObject(foreign);
    for (const cursor of [
      '',
      'x',
      '????',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('{"a":').toString('base64'),
    ]) {
      expect(await messages('own', staff, cursor)).toMatchObject(foreign);
    }
    const nested = Buffer.from(JSON.stringify([scope, { PK: { S: 'x' } }])).toString('base64url');
    expect(await messages('own', staff, nested)).toMatchObject(foreign);
  });
});

function call(request: Call): Promise<Answer> {
  return callApi(house.handlerOf(request.route), request);
}
