import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { accessSettings } from '../../functions/access/access-settings.ts';
import { handlers as customerHandlers } from '../../functions/customers/handlers.ts';
import { routes as customerRoutes } from '../../functions/customers/routes.ts';
import type { AccessLine } from '../../functions/platform/http/access-line.ts';
import { httpApi } from '../../functions/platform/http/http.ts';
import type { Route } from '../../functions/platform/http/route.ts';
import { objectOf } from '../../functions/platform/object-of.ts';
import { type OperationId, routes } from '../../functions/routes.ts';
import { type Answer, type Caller, callApi } from '../support/api.ts';
import { personOf, personOfBoth } from './callers.ts';
import { now, type Product, product } from './product.ts';
import { requests } from './requests.ts';
import { away, furnish, idsOf, type Relation } from './world.ts';

let house: Product;
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => house.clock.stop());
beforeEach(() => {
  house.accessed.length = 0;
});

const logged = routes.filter(({ accessLog }) => accessLog);
const mine = idsOf('own').customerId;

/** What is said of customers, by the name of a field in what a read answers. */
function showsCustomers({ method, reads, responses, operationId }: Route): boolean {
  const body = objectOf(responses[200]?.body);
  if ((method !== 'GET' && !reads) || !body) return false;
  const { items } = body.shape;
  const shown = items instanceof z.ZodArray ? objectOf(items.element) : body;
  return shown !== undefined && 'customerId' in shown.shape && !withoutLog.has(operationId);
}
/** Work that waits for a person, which lists what its case is about; colleagues; and the log itself. */
const withoutLog: ReadonlySet<string> = new Set([
  ...['listTasks', 'getTask'],
  ...['getMe', 'listStaff', 'getStaffMember'],
  'listAccesses',
]);

test('the log is of every read that answers with a customer, a policy, a claim, its clocks or a message', () => {
  const besides = ['getTimeline', 'listPayments', 'listDocuments', 'listNotifications'];
  const clocks = ['listDeadlines', 'getDeadline', 'explainDeadline'];
  const shown = routes.filter(showsCustomers).map(({ operationId }) => operationId);
  expect(logged.map(({ operationId }) => operationId).sort()).toEqual([...shown, ...besides, ...clocks].sort());
});

describe.each(logged)('$operationId', (route) => {
  const staff = route.who === 'public' ? [] : route.who.filter((role) => role !== 'customer');

  test.each(staff)('is logged with who, what, when and why where a %s reads it', async (role) => {
    const headers = { 'x-access-reason': encodeURIComponent('客户来电查询') };
    expect((await ask(route, 'own', personOf(role), headers)).status).toBe(200);
    expect(house.accessed).toEqual([
      {
        requestId: 'test',
        at: now.toISOString(),
        by: `a ${role}`,
        roles: [role],
        operation: route.operationId,
        record: requests[route.operationId as OperationId]('own').params ?? {},
        customers: [mine],
        reason: '客户来电查询',
      },
    ]);
  });

  test('is not logged where it is refused, or is somebody’s own', async () => {
    const far = personOf('agent', { branchId: away });
    await ask(route, 'own', far);
    await ask(route, 'missing', personOf('admin'));
    await ask(route, 'own', personOf('customer'));
    const both = personOfBoth(['customer', 'claims-handler'], { customerId: mine, branchId: 'SH-01' });
    await ask(route, 'own', both);
    expect(house.accessed).toEqual([]);
  });

  test.each(['', ' ', 'x'.repeat(201), 'a%00b', '%zz'])('refuses the reason %j', async (reason) => {
    const answer = await ask(route, 'own', personOf('admin'), { 'x-access-reason': reason });
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    expect(house.accessed).toEqual([]);
  });
});

test('a search is logged for each customer that it found', async () => {
  const route = 'POST /v1/customers/search';
  await callApi(house.handlerOf(route), { route, as: personOf('admin'), body: { phone: '13800138000' } });
  const found = ['own', 'other', 'branch'] as const;
  expect(house.accessed.map(({ customers }) => customers.toSorted())).toEqual([
    found.map((whose) => idsOf(whose).customerId).toSorted(),
  ]);
});

test.each([
  [true, undefined, 422],
  [true, 'a customer calls', 200],
  [false, undefined, 200],
])('where a search must say why (%s), one for the reason %s is answered with %s', async (needs, reason, status) => {
  const access = { ...accessSettings, searchNeedsReason: needs };
  const logAccess = (line: AccessLine) => void house.accessed.push(line);
  const deps = { table: house.table, clock: () => now, identityKey: async () => 'a key', access, logAccess };
  const handler = httpApi(customerRoutes, customerHandlers, deps);
  const route = 'POST /v1/customers/search';
  const headers = reason === undefined ? {} : { 'x-access-reason': reason };
  const body = { externalRef: idsOf('own').externalRef };
  const answer = await callApi(handler, { route, as: personOf('agent'), body, headers });
  expect(answer.status).toBe(status);
  if (status === 422) expect(answer.body).toMatchObject({ errors: [{ pointer: 'header/x-access-reason' }] });
  expect(house.accessed).toHaveLength(status === 200 ? 1 : 0);
});

function ask(route: Route, whose: Relation, as: Caller, headers: Record<string, string> = {}): Promise<Answer> {
  const key = `${route.method} ${route.path}`;
  return callApi(house.handlerOf(key), {
    route: key,
    ...requests[route.operationId as OperationId](whose),
    as,
    headers,
  });
}
