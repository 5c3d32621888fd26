import './quiet-log.ts';
import { beforeEach, expect, test } from '@jest/globals';
import { registerCustomer } from '../../../functions/customers/customer.ts';
import { createCustomer } from '../../../functions/customers/customer-store.ts';
import { handlers } from '../../../functions/notifications/handlers.ts';
import { messageWrites } from '../../../functions/notifications/notice.ts';
import { routes } from '../../../functions/notifications/routes.ts';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { type Answer, type Caller, callApi } from '../../support/api.ts';
import { type TestTable, testTable } from '../../support/table.ts';
import { customer, invokeSender, now, pendingRecords } from './ledger.ts';

const owner: Caller = { role: 'customer', customerId: 'cus_1' };
let store: TestTable;

beforeEach(async () => {
  store = await testTable();
  const { customerId, branchId, ...details } = customer;
  await store.table.commit(createCustomer(registerCustomer(customerId, { kind: 'person', ...details }, branchId, now)));
});

test('a customer sees what was said and what became of it, newest first, without address or model', async () => {
  await tell('claim-registered', { reference: 'C1', policyNumber: 'P1' }, 0);
  await tell('claim-withdrawn', { reference: 'C1' }, 60_000);
  await invokeSender(
    {
      table: store.table,
      clock: () => now,
      email: async ({ messageId }) => ({ kind: 'sent', providerMessageId: messageId }),
      sms: async () => ({ kind: 'refused', reason: 'OptedOut' }),
    },
    pendingRecords(store),
  );
  const { status, body } = await list(owner);
  expect(status).toBe(200);
  const { items } = body as { items: Record<string, unknown>[] };
  expect(items.map(({ template }) => template)).toEqual([
    'claim-withdrawn',
    'claim-withdrawn',
    'claim-registered',
    'claim-registered',
  ]);
  expect(items.find(({ channel }) => channel === 'email')).toMatchObject({
    class: 'service',
    status: 'SENT',
    language: 'zh-CN',
    sentAt: now.toISOString(),
    subject: '您的案件已撤回（报案号 C1）',
    text: expect.stringContaining('尊敬的张三'),
  });
  expect(items.find(({ channel }) => channel === 'sms')).toMatchObject({
    status: 'FAILED',
    reason: 'OptedOut',
    text: expect.stringContaining('【Careline】'),
  });
  expect(JSON.stringify(body)).not.toMatch(/zhang@example\.com|13800138000|"model"|"PK"|"providerMessageId"/);
});

test('pages go on where the last one ended', async () => {
  await tell('claim-registered', { reference: 'C1', policyNumber: 'P1' }, 0);
  const first = (await list(owner, { limit: '1' })).body as { items: unknown[]; nextCursor: string };
  const second = (await list(owner, { limit: '1', cursor: first.nextCursor })).body as { items: unknown[] };
  expect([...first.items, ...second.items]).toHaveLength(2);
  expect(second.items).not.toEqual(first.items);
});

test.each<[string, Caller, number]>([
  ['staff of the branch', { role: 'service-rep', branchId: 'SH01' }, 200],
  ['head office', { role: 'claims-supervisor', branchId: 'HQ' }, 200],
  ['ops', { role: 'ops' }, 200],
  ['staff of another branch', { role: 'service-rep', branchId: 'BJ01' }, 404],
  ['another customer', { role: 'customer', customerId: 'cus_2' }, 404],
  ['a customer without an id', { role: 'customer' }, 404],
  ['a surveyor', { role: 'surveyor', branchId: 'SH01' }, 403],
])('%s', async (_, as, status) => {
  expect((await list(as)).status).toBe(status);
});

test('an unknown customer is not found', async () => {
  expect((await list({ role: 'admin' }, {}, 'cus_9')).status).toBe(404);
});

async function tell(template: 'claim-registered' | 'claim-withdrawn', model: never | object, after: number) {
  const at = new Date(now.getTime() + after);
  const notice = { customer, caseId: 'clm_1', branchId: 'SH01', key: '1', now: at };
  await store.table.commit(
    template === 'claim-registered'
      ? messageWrites({ ...notice, template, model: model as { reference: string; policyNumber: string } })
      : messageWrites({ ...notice, template, model: model as { reference: string } }),
  );
}

function list(as: Caller, query: Record<string, string> = {}, customerId = 'cus_1'): Promise<Answer> {
  const handler = httpApi(routes, handlers, { table: store.table, clock: () => now });
  return callApi(handler, { route: 'GET /v1/customers/{customerId}/notifications', as, params: { customerId }, query });
}
