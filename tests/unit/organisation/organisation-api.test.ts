import { beforeEach, describe, expect, test } from '@jest/globals';
import { handlers } from '../../../functions/organisation/handlers.ts';
import { branches, staff } from '../../../functions/organisation/organisation-store.ts';
import { routes } from '../../../functions/organisation/routes.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { type Answer, type Call, type Caller, callApi } from '../../support/api.ts';
import { now } from '../../support/fixtures.ts';
import { type TestTable, testTable } from '../../support/table.ts';
import { aBranch, aMember } from './people.ts';

const admin: Caller = { role: 'admin', sub: 'u-admin' };
const supervisor: Caller = { role: 'claims-supervisor', sub: 'u-zhao', name: '赵主管', branchId: 'BJ-01' };
const handler: Caller = { role: 'claims-handler', sub: 'u-li', name: '李处理', branchId: 'BJ-01' };
let store: TestTable;
let call: (call: Call) => Promise<Answer>;

beforeEach(async () => {
  store = await testTable();
  const api = httpApi(routes, handlers, { table: store.table, clock: () => now });
  call = (request) => callApi(api, request);
  const tree = [aBranch('HQ'), aBranch('BJ', 'HQ'), aBranch('BJ-01', 'BJ'), aBranch('SH', 'HQ')];
  await store.table.commit(tree.map((branch) => branches.create(branch)));
});

const register = (body: object, as = admin) => call({ route: 'POST /v1/staff', as, body });
const read = (staffId: string, query: Record<string, string> = {}, as = admin) =>
  call({ route: 'GET /v1/staff/{staffId}', as, params: { staffId }, query });
const patch = (staffId: string, body: object, as = admin, headers = {}) =>
  call({ route: 'PATCH /v1/staff/{staffId}', as, params: { staffId }, body, headers });
const li = { staffId: 'u-li', name: '李处理', roles: ['claims-handler'], branchId: 'BJ-01' };
const refusal = (pointer: string) => ({ status: 422, body: { code: 'invalid-input', errors: [{ pointer }] } });

describe('a member of staff', () => {
  test('is registered, read, changed, and read as of a day before', async () => {
    const made = await register({
      ...li,
      manager: 'u-zhao',
      validFrom: '2026-04-01',
      licences: { 'motor-2': '2027-12-31' },
    });
    expect(made).toMatchObject({ status: 201, headers: { etag: '"1"', location: '/v1/staff/u-li' } });
    expect(made.body).toMatchObject({
      ...li,
      status: 'ACTIVE',
      source: 'record',
      licences: { 'motor-2': '2027-12-31' },
    });
    const moved = await patch('u-li', { manager: 'u-qian', branchId: 'SH', validFrom: '2026-06-01' });
    expect(moved).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { manager: 'u-qian', branchId: 'SH' } });
    expect((await read('u-li')).body).toEqual(moved.body);
    expect((await read('u-li', { at: '2026-05-01' })).body).toMatchObject({ manager: 'u-zhao', branchId: 'BJ-01' });
    expect((await read('u-li', { at: '2026-06-01' })).body).toMatchObject({ manager: 'u-qian', branchId: 'SH' });
    expect(await read('u-li', { at: '2026-03-31' })).toMatchObject({ status: 404 });
    const told = store.streamRecords.map(({ dynamodb }) => dynamodb.NewImage?.record?.M?.type?.S).filter(Boolean);
    expect(told).toEqual(['staff-member.registered.v1', 'staff-member.updated.v1']);
  });

  test('is registered once, and only an administrator may', async () => {
    await register(li);
    expect(await register(li)).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    expect(await register({ ...li, staffId: 'u-2' }, supervisor)).toMatchObject({ status: 403 });
  });

  test.each([
    [{ ...li, staffId: 'me' }, '/staffId'],
    [{ ...li, roles: ['customer'] }, '/roles/0'],
    [{ ...li, roles: ['agent', 'agent'] }, '/roles'],
    [{ ...li, branchId: 'GZ' }, '/branchId'],
    [{ ...li, manager: 'u-li' }, '/manager'],
    [{ ...li, validFrom: '2026-11-26' }, '/validFrom'],
    [{ ...li, leave: [{ from: '2026-12-02T00:00:00Z', to: '2026-12-02T00:00:00Z' }] }, '/leave/0/to'],
  ])('is not %j', async (body, pointer) => {
    expect(await register(body)).toMatchObject(refusal(pointer));
    expect(await staff.get(store.table, body.staffId)).toBeUndefined();
  });

  test('is changed by whoever saw the last version', async () => {
    await register(li);
    expect(await patch('u-li', { name: '李立' }, admin, { 'if-match': '"2"' })).toMatchObject({ status: 412 });
    expect(await patch('u-li', { name: '李立' }, admin, { 'if-match': '"1"' })).toMatchObject({ status: 200 });
    const { length } = store.streamRecords;
    expect(await patch('u-li', { name: '李立' })).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(store.streamRecords).toHaveLength(length);
  });

  test('does not come to report to themselves over others', async () => {
    await register({ ...li, staffId: 'u-1', manager: 'u-2' });
    await register({ ...li, staffId: 'u-2', manager: 'u-3' });
    expect(await register({ ...li, staffId: 'u-3', manager: 'u-1' })).toMatchObject(refusal('/manager'));
  });
});

describe('a leave', () => {
  const leave = [{ from: '2026-12-01T00:00:00Z', to: '2026-12-08T00:00:00Z', standIn: 'u-sun' }];
  beforeEach(async () => {
    for (const [staffId, branchId] of [
      ['u-li', 'BJ-01'],
      ['u-sun', 'BJ-01'],
      ['u-far', 'SH'],
      ['u-up', 'BJ'],
    ])
      await register({ ...li, staffId, branchId });
  });

  test('is entered by a supervisor of the branch, with who stands in', async () => {
    expect(await patch('u-li', { leave }, supervisor)).toMatchObject({
      status: 200,
      body: { leave: [{ from: '2026-12-01T00:00:00.000Z', to: '2026-12-08T00:00:00.000Z', standIn: 'u-sun' }] },
    });
  });

  test.each([
    ['nobody known', { leave: [{ ...leave[0], standIn: 'u-nobody' }] }, '/leave/0/standIn'],
    ['the person', { leave: [{ ...leave[0], standIn: 'u-li' }] }, '/leave/0/standIn'],
    ['twice at a time', { leave: [leave[0], { ...leave[0], from: '2026-12-07T00:00:00Z' }] }, '/leave'],
  ])('is not entered with %s', async (_title, body, pointer) => {
    expect(await patch('u-li', body, supervisor)).toMatchObject(refusal(pointer));
  });

  test.each([
    ['of a branch above their own', 'u-up', { leave }, supervisor, 403],
    ['of a branch that they do not know of', 'u-far', { leave }, supervisor, 404],
    ['with more than leave', 'u-li', { leave, name: '李立' }, supervisor, 403],
    ['in another role', 'u-li', { leave }, handler, 403],
  ])('is not entered %s', async (_title, staffId, body, as, status) => {
    expect(await patch(staffId, body, as)).toMatchObject({ status });
    expect(await staff.get(store.table, staffId)).toMatchObject({ leave: [], version: 1 });
  });
});

describe('who knows of whom', () => {
  beforeEach(async () => {
    for (const [staffId, branchId] of [
      ['u-li', 'BJ-01'],
      ['u-up', 'BJ'],
      ['u-hq', 'HQ'],
      ['u-far', 'SH'],
    ])
      await register({ ...li, staffId, branchId, customerId: 'cus_li' });
  });

  test.each([
    ['u-li', 200],
    ['u-up', 200],
    ['u-hq', 200],
    ['u-far', 404],
    ['u-nobody', 404],
  ])('%s is %d to staff of BJ-01, who know their branch and those above', async (staffId, status) => {
    expect((await read(staffId, {}, handler)).status).toBe(status);
  });

  test.each([
    ['BJ-01', ['u-li']],
    ['BJ', ['u-up']],
    ['HQ', ['u-hq']],
    ['SH', []],
    ['GZ', []],
  ])('the list of %s has %j for them', async (branch, expected) => {
    const { body } = await call({ route: 'GET /v1/staff', as: handler, query: { branch } });
    expect((body as { items: { staffId: string }[] }).items.map(({ staffId }) => staffId)).toEqual(expected);
  });

  test('a list is of the caller’s branch by default, of a role where one is named, and has pages', async () => {
    await register({ ...li, staffId: 'u-sun', name: '孙查勘', roles: ['surveyor'] });
    const list = async (query: Record<string, string>) =>
      (await call({ route: 'GET /v1/staff', as: handler, query })).body as { items: object[]; nextCursor?: string };
    expect((await list({})).items).toHaveLength(2);
    expect((await list({ role: 'surveyor' })).items).toMatchObject([{ staffId: 'u-sun' }]);
    const { items, nextCursor = '' } = await list({ limit: '1' });
    expect([...items, ...(await list({ limit: '1', cursor: nextCursor })).items]).toMatchObject([
      { staffId: 'u-sun' },
      { staffId: 'u-li' },
    ]);
  });

  test('as whom a colleague is insured is for those who keep the records', async () => {
    expect((await read('u-li')).body).toMatchObject({ customerId: 'cus_li' });
    expect((await read('u-li', {}, handler)).body).not.toHaveProperty('customerId');
  });

  test('staff see their branch and those above it, head office sees all', async () => {
    const seenBy = async (as: Caller) => {
      const { body } = await call({ route: 'GET /v1/branches', as });
      return (body as { items: { branchId: string }[] }).items.map(({ branchId }) => branchId);
    };
    expect(await seenBy(handler)).toEqual(['BJ-01', 'BJ', 'HQ']);
    expect(await seenBy({ ...handler, branchId: 'HQ' })).toEqual(['BJ', 'BJ-01', 'HQ', 'SH']);
    expect(await seenBy({ role: 'agent' })).toEqual([]);
  });
});

describe('a branch', () => {
  const open = (body: object) => call({ route: 'POST /v1/branches', as: admin, body });
  const change = (branchId: string, body: object, headers = {}) =>
    call({ route: 'PATCH /v1/branches/{branchId}', as: admin, params: { branchId }, body, headers });

  test('is opened under another, with its hours, and changed', async () => {
    const openingHours = { monday: ['09:00-12:00', '13:30-17:30'] };
    expect(await open({ branchId: 'BJ-02', name: '朝阳', parent: 'BJ', openingHours })).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: '/v1/branches/BJ-02' },
      body: { parent: 'BJ', zone: 'Asia/Shanghai', status: 'OPEN', openingHours },
    });
    const changed = await change('BJ-02', { openingHours: null, region: '华北' }, { 'if-match': '"1"' });
    expect(changed).toMatchObject({ status: 200, body: { region: '华北', version: 2 } });
    expect(changed.body).not.toHaveProperty('openingHours');
    expect(await change('BJ-02', { region: '华东' }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await open({ branchId: 'BJ-02', name: '朝阳' })).toMatchObject({ status: 409 });
  });

  test.each([
    [{ parent: 'GZ' }, '/parent'],
    [{ zone: 'Asia/Nowhere' }, '/zone'],
    [{ openingHours: { monday: ['17:30-09:00'] } }, '/openingHours/monday/0'],
    [{ openingHours: { monday: ['09:00-12:00', '11:00-17:00'] } }, '/openingHours/monday'],
    [{ openingHours: { holiday: ['09:00-12:00'] } }, '/openingHours/holiday'],
  ])('is not opened with %j', async (body, pointer) => {
    expect(await open({ branchId: 'BJ-02', name: '朝阳', ...body })).toMatchObject(refusal(pointer));
  });

  test('does not come to lie under itself', async () => {
    expect(await change('BJ', { parent: 'BJ-01' })).toMatchObject(refusal('/parent'));
  });
});

describe('a file of branches and staff', () => {
  const load = async (kind: string, items: object[], as: Caller = { role: 'integration' }) => {
    const { body } = await call({ route: `POST /v1/${kind}/batch`, as, body: { items } });
    return (body as { results: { outcome: string; errors?: { pointer: string }[] }[] }).results;
  };
  const outcomes = (results: { outcome: string }[]) => results.map(({ outcome }) => outcome);

  test('comes in with parents before their branches, and changes nothing the second time', async () => {
    const rows = [
      { branchId: 'GD', name: '广东' },
      { branchId: 'GD-01', name: '天河', parent: 'GD' },
    ];
    expect(outcomes(await load('branches', rows))).toEqual(['written', 'written']);
    expect(outcomes(await load('branches', rows))).toEqual(['unchanged', 'unchanged']);
    expect(outcomes(await load('branches', [{ ...rows[0], parent: 'GD-01' }]))).toEqual(['rejected']);
  });

  test('has managers who come later, and no circles', async () => {
    const rows = [
      { ...li, manager: 'u-zhao' },
      { ...li, staffId: 'u-zhao', manager: 'u-li' },
      { ...li, staffId: 'u-qian', branchId: 'XX' },
    ];
    const results = await load('staff', rows);
    expect(outcomes(results)).toEqual(['written', 'rejected', 'rejected']);
    expect(results.map(({ errors }) => errors?.[0]?.pointer)).toEqual([undefined, '/manager', '/branchId']);
    expect(outcomes(await load('staff', rows.slice(0, 1)))).toEqual(['unchanged']);
  });

  test('leaves status, licences and leave alone where it does not carry them, and takes the rest away', async () => {
    const licences = { 'motor-2': '2027-12-31' };
    await register({ ...li, manager: 'u-zhao', agentCode: 'A1', licences, status: 'LEFT' });
    expect(outcomes(await load('staff', [{ ...li, name: '李立' }]))).toEqual(['written']);
    const after = await staff.get(store.table, 'u-li');
    expect(after).toMatchObject({ name: '李立', licences, status: 'LEFT', version: 2 });
    expect(after).not.toHaveProperty('manager');
    expect(after).not.toHaveProperty('agentCode');
  });

  test('makes a record of somebody who was known by their token alone', async () => {
    await store.table.commit([staff.create({ ...aMember(), source: 'token' })]);
    expect(outcomes(await load('staff', [{ ...li, branchId: 'BJ' }]))).toEqual(['written']);
    expect(await staff.get(store.table, 'u-li')).toMatchObject({ branchId: 'BJ', source: 'record' });
  });
});

describe('me', () => {
  const me = async (as: Caller) => (await call({ route: 'GET /v1/me', as })).body as Record<string, unknown>;

  test('is for a customer who they are, and writes nothing', async () => {
    const { length } = store.streamRecords;
    expect(await me({ role: 'customer', sub: 'u-wang', name: '王小明', customerId: 'cus_wang' })).toEqual({
      sub: 'u-wang',
      name: '王小明',
      roles: ['customer'],
      customerId: 'cus_wang',
      queues: [],
      onLeave: false,
    });
    await me({ role: 'integration', sub: 'core' });
    expect(store.streamRecords).toHaveLength(length);
  });

  test('makes a record of a member of staff who has none, once, of the token', async () => {
    expect(await me(handler)).toMatchObject({
      name: '李处理',
      branchId: 'BJ-01',
      branch: { name: 'BJ-01', parent: 'BJ' },
      queues: ['claims-handler'],
      staff: { staffId: 'u-li', source: 'token', roles: ['claims-handler'] },
    });
    const { length } = store.streamRecords;
    await me(handler);
    expect(store.streamRecords).toHaveLength(length);
    await me({ ...handler, name: '李立' });
    expect(await staff.get(store.table, 'u-li')).toMatchObject({ name: '李立', version: 2 });
  });

  test('is never written over a record, whose name it has; roles are the token’s', async () => {
    await register({ ...li, name: '李理赔', branchId: 'BJ', roles: ['agent'] });
    expect(await me(handler)).toMatchObject({
      name: '李理赔',
      branchId: 'BJ',
      roles: ['claims-handler'],
      queues: ['claims-handler'],
      staff: { source: 'record', version: 1 },
    });
  });

  test('says that they are on leave', async () => {
    const leave = [{ from: '2026-11-25T09:00:00Z', to: '2026-11-26T09:00:00Z' }];
    await register({ ...li, leave });
    expect(await me(handler)).toMatchObject({ onLeave: true, staff: { leave: [{}] } });
  });

  test.each<[string, Caller]>([
    ['whose token names no branch', { role: 'agent', sub: 'u-x' }],
    ['whose subject is longer than a record’s', { role: 'agent', sub: 'x'.repeat(129), branchId: 'BJ' }],
  ])('is not put on record %s', async (_title, as) => {
    expect(await me(as)).not.toHaveProperty('staff');
  });
});
