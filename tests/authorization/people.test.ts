import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type OperationId, routes } from '../../functions/routes.ts';
import { says } from '../../functions/tasks/task-wordings.ts';
import { type Call, type Caller, callApi } from '../support/api.ts';
import { personOf, personOfBoth } from './callers.ts';
import { type Product, product } from './product.ts';
import { loss, requests } from './requests.ts';
import { away, furnish, home, idsOf, type Kind, type Relation, taskIdOf, taskKinds } from './world.ts';

let house: Product;
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => house.clock.stop());
afterEach(() => house.undo());

const mine = idsOf('own').customerId;
const deny = { outcome: 'deny', clause: '5.1', reasons: 'Wear and tear' };

describe('one person who is a customer and a claims handler', () => {
  const both = personOfBoth(['customer', 'claims-handler'], { customerId: mine, branchId: home });

  test('sees their own record and those of their branch, and no others', async () => {
    expect(await statuses('getCustomer', both)).toEqual([200, 200, 404, 404]);
    expect(await statuses('getClaim', both)).toEqual([200, 200, 404, 404]);
  });

  test('sees their own record where it is of another branch', async () => {
    const elsewhere = { ...both, branchId: away };
    expect(await statuses('getCustomer', elsewhere)).toEqual([200, 404, 200, 404]);
  });

  test('does for others only what a handler may: what is open to customers is for their own record', async () => {
    expect(await statuses('acceptOffer', both)).toEqual([200, 404, 404, 404]);
    expect(await statuses('disputeOffer', both)).toEqual([200, 404, 404, 404]);
    expect(await statuses('patchCustomer', both)).toEqual([200, 404, 404, 404]);
    expect(await statuses('acceptOffer', personOfBoth(['customer', 'ops'], { customerId: mine }))).toEqual([
      200, 404, 404, 404,
    ]);
  });

  test.each([{ name: '王大明' }, { branchId: home }, { externalRef: 'REF-2' }])(
    'does not change %j of their own record, which is for staff',
    async (body) => {
      const agent = personOfBoth(['customer', 'agent'], { customerId: mine, branchId: home });
      for (const as of [both, agent, { ...agent, branchId: away }]) {
        const answer = await call('patchCustomer', { as, params: { customerId: mine }, body });
        expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      }
      expect(house.written).toEqual([]);
    },
  );

  test('sees their own claim as customers do, without how staff judge it', async () => {
    const claimId = `${idsOf('own').claimId}_adjudication`;
    const colleague = personOf('claims-handler');
    await call('decideTask', { as: colleague, params: { taskId: taskIdOf('own', 'adjudication') }, body: deny });
    const asked = { params: { claimId } };
    const [own, staff] = [
      await call('getClaim', { as: both, ...asked }),
      await call('getClaim', { as: colleague, ...asked }),
    ];
    expect(staff.body).toMatchObject({ track: 'senior', doubts: ['reported-late'] });
    for (const field of ['track', 'doubts', 'openTaskId']) expect(own.body).not.toHaveProperty(field);
    const listed = await call('listClaims', { as: both, params: { customerId: mine } });
    expect(JSON.stringify(listed.body)).not.toContain('reported-late');
    expect(await eventsOf(both, claimId)).not.toContain('claim.decision-proposed.v1');
    expect(await eventsOf(colleague, claimId)).toContain('claim.decision-proposed.v1');
  });

  test('does not work on their own claim, in whichever role', async () => {
    const supervisor = personOfBoth(['claims-supervisor'], { customerId: mine, branchId: 'HQ' });
    for (const as of [both, supervisor]) {
      for (const kind of Object.keys(taskKinds) as Kind[]) {
        const params = { taskId: taskIdOf('own', kind) };
        for (const operation of ['getTask', 'assignTask'] as const) {
          expect(await call(operation, { as, params, ...(operation === 'assignTask' && { body: {} }) })).toMatchObject({
            status: 403,
            body: { code: 'forbidden' },
          });
        }
        expect((await call('decideTask', { as, params, body: decisions[kind] })).status).toBe(403);
      }
      const { body } = await call('listTasks', { as, query: { queue: 'claims-handler', branch: home } });
      const owners = (body as { items: { customerId: string }[] }).items.map(({ customerId }) => customerId);
      expect(new Set(owners)).toEqual(new Set([idsOf('other').customerId]));
    }
    expect(house.written).toEqual([]);
  });
});

describe('a token that lacks what its role needs', () => {
  test('of a customer without an id is nobody’s customer', async () => {
    const nobody: Caller = { role: 'customer', sub: 'somebody', branchId: home };
    for (const operation of [
      'getCustomer',
      'getPolicy',
      'listClaims',
      'getClaim',
      'withdrawClaim',
      'acceptOffer',
    ] as const) {
      expect(await statuses(operation, nobody)).toEqual([404, 404, 404, 404]);
    }
    expect(await statuses('reportClaim', nobody)).toEqual([422, 422, 422, 422]);
  });

  test('of staff without a branch sees none, and not head office', async () => {
    const lost: Caller = { role: 'claims-supervisor', sub: 'somebody' };
    expect(await statuses('getClaim', lost)).toEqual([404, 404, 404, 404]);
    expect(await statuses('decideTask', lost)).toEqual([404, 404, 404, 404]);
    expect((await call('listTasks', { as: lost, query: {} })).body).toEqual({ items: [] });
    const agent: Caller = { role: 'agent', sub: 'somebody' };
    expect(await call('registerCustomer', { as: agent, body: { name: '李四' } })).toMatchObject({ status: 403 });
    expect(house.written).toEqual([]);
  });

  test.each([
    [['root']],
    [['Admin']],
    [['admins']],
    [['claims_handler']],
    [['customer.admin']],
    [['*']],
    [[]],
    [['__proto__', 'constructor']],
  ])('of the groups %j has no role', async (groups) => {
    const as = personOfBoth(groups, { customerId: mine, branchId: 'HQ' });
    for (const { operationId, who } of routes) {
      if (who === 'public') continue;
      const id = operationId as OperationId;
      expect([id, await call(id, { ...requests[id]('own'), as })]).toMatchObject([id, { status: 403 }]);
    }
    expect(house.written).toEqual([]);
  });
});

test('staff of head office see every branch', async () => {
  for (const role of ['agent', 'claims-handler', 'complaints-officer'] as const) {
    expect(await statuses('getCustomer', personOf(role, { branchId: 'HQ' }))).toEqual([200, 200, 200, 404]);
  }
  expect(await statuses('decideTask', personOf('claims-handler', { branchId: 'HQ' }))).toEqual([200, 200, 200, 404]);
});

test('a customer of the same name as a branch, or the reverse, sees nothing of it', async () => {
  const as = personOf('customer', { customerId: home });
  expect(await statuses('getCustomer', as)).toEqual([404, 404, 404, 404]);
  expect(await statuses('getCustomer', personOf('claims-handler', { branchId: mine }))).toEqual([404, 404, 404, 404]);
});

const decisions: Record<Kind, object> = {
  survey: { outcome: 'assessed', amount: { amount: 300_000, currency: 'CNY' }, findings: '前挡风玻璃需更换' },
  'injury-contact': { outcome: 'contacted', note: '已联系' },
  adjudication: deny,
  review: { outcome: 'confirm' },
  'payee-check': { outcome: 'confirm' },
  'payment-repair': { outcome: 'retry' },
  handover: { outcome: 'resume' },
};
const deciders: Record<Kind, readonly string[]> = {
  survey: ['surveyor', 'claims-supervisor'],
  'injury-contact': ['claims-handler', 'claims-supervisor'],
  adjudication: ['claims-handler', 'claims-supervisor'],
  review: ['claims-supervisor'],
  'payee-check': ['claims-handler', 'claims-supervisor'],
  'payment-repair': ['claims-handler', 'claims-supervisor'],
  handover: ['claims-supervisor'],
};

describe.each(Object.keys(taskKinds) as Kind[])('a task of the kind %s', (kind) => {
  test.each(['surveyor', 'claims-handler', 'claims-supervisor'] as const)(
    'is decided by a %s if it is theirs',
    async (role) => {
      const params = { taskId: taskIdOf('other', kind) };
      const { status } = await call('decideTask', { as: personOf(role), params, body: decisions[kind] });
      expect(status).toBe(deciders[kind].includes(role) ? 200 : 403);
      expect(house.written.length > 0).toBe(status === 200);
    },
  );

  test('is not decided from another branch, and not given there', async () => {
    const params = { taskId: taskIdOf('other', kind) };
    const far = personOf('claims-supervisor', { sub: idsOf('branch').staffId, branchId: away });
    for (const assignee of [idsOf('branch').staffId, 'nobody']) {
      const answer = await call('assignTask', { as: personOf('claims-supervisor'), params, body: { assignee } });
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/assignee', detail: says.nobodyHere.en }] },
      });
    }
    expect(house.written).toEqual([]);
    expect((await call('getTask', { as: far, params })).status).toBe(404);
    expect((await call('decideTask', { as: far, params, body: decisions[kind] })).status).toBe(404);
  });
});

test('a task that somebody has taken on is not taken over or decided by a colleague', async () => {
  const params = { taskId: taskIdOf('other', 'adjudication') };
  await call('assignTask', { as: personOf('claims-handler', { sub: 'first' }), params, body: {} });
  const second = personOf('claims-handler', { sub: 'second' });
  expect((await call('assignTask', { as: second, params, body: {} })).status).toBe(403);
  expect((await call('decideTask', { as: second, params, body: deny })).status).toBe(403);
  expect((await call('assignTask', { as: second, params, body: { assignee: 'third' } })).status).toBe(403);
});

test('whoever proposed a decision does not confirm it, in whichever role or branch', async () => {
  const as = personOfBoth(['claims-handler', 'claims-supervisor'], { sub: 'a maker', branchId: 'HQ' });
  const params = { taskId: taskIdOf('other', 'review') };
  for (const outcome of ['confirm', 'return']) {
    expect(await call('decideTask', { as, params, body: { outcome } })).toMatchObject({
      status: 409,
      body: { code: 'maker-is-checker' },
    });
  }
  expect(house.written).toEqual([]);
});

test('a customer reports a loss on their own policy only, whatever name they give', async () => {
  const body = { ...loss('other'), reporter: { name: '张三', phone: '13900139000', relation: 'policyholder' } };
  expect(await call('reportClaim', { as: personOf('customer'), body })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/policyNumber', detail: 'There is no such policy' }] },
  });
});

async function eventsOf(as: Caller, claimId: string): Promise<string[]> {
  const { body } = await call('getTimeline', { as, params: { claimId } });
  return (body as { items: { type: string }[] }).items.map(({ type }) => type);
}

async function statuses(operation: OperationId, as: Caller): Promise<number[]> {
  const found: number[] = [];
  for (const whose of ['own', 'other', 'branch', 'missing'] as Relation[]) {
    found.push((await call(operation, { ...requests[operation](whose), as })).status);
    await house.undo();
  }
  return found;
}

async function call(operation: OperationId, request: Omit<Call, 'route'>) {
  const route = routes.find(({ operationId }) => operationId === operation);
  const key = `${route?.method} ${route?.path}`;
  return callApi(house.handlerOf(key), { route: key, ...request });
}
