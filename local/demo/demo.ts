import type { Careline } from '../careline.ts';
import { ApiClient } from './api-client.ts';
import { branches, staff } from './organisation.ts';
import { customers, policies } from './portfolio.ts';

const HOUR = 3_600_000;

/** What the story left behind, for the lines that are printed at the start. */
export interface Demo {
  readonly paidClaim: string;
  readonly waitingClaim: string;
  readonly executionName: string;
  readonly tokens: Readonly<Record<'customer' | 'claims-handler' | 'claims-supervisor' | 'ops', string>>;
}

/** Seeds the organisation and the portfolio, and plays a short story through the API: a fast-track claim paid, an injury claim waiting at a task. */
export async function playDemo(sandbox: Careline): Promise<Demo> {
  await seed(sandbox);
  const integration = await ApiClient.of(sandbox, 'integration');
  const owner = async (policyNumber: string) =>
    String((await integration.get(`/v1/policies/${policyNumber}`)).customerId);
  const wang = await owner('CAR-2026-0001');
  const paid = await paidClaim(sandbox, wang);
  const waiting = await injuryClaim(sandbox, await owner('PA-2026-0002'));
  return {
    paidClaim: String(paid.claimId),
    waitingClaim: String(waiting.claimId),
    executionName: String(paid.executionName),
    tokens: {
      customer: await sandbox.token('customer', { customerId: wang, name: '王小明' }),
      'claims-handler': await sandbox.token('claims-handler', { name: '陈理赔' }),
      'claims-supervisor': await sandbox.token('claims-supervisor', { name: '赵主管' }),
      ops: await sandbox.token('ops'),
    },
  };
}

async function seed(sandbox: Careline): Promise<void> {
  const integration = await ApiClient.of(sandbox, 'integration');
  await integration.post('/v1/branches/batch', { items: branches });
  await integration.post('/v1/staff/batch', { items: await staff(sandbox) });
  await integration.post('/v1/customers/batch', { items: customers });
  await integration.post('/v1/policies/batch', { items: policies(sandbox.clock.now()) });
}

async function paidClaim(sandbox: Careline, customerId: string) {
  const customer = await ApiClient.of(sandbox, 'customer', { customerId, name: '王小明' });
  const handler = await ApiClient.of(sandbox, 'claims-handler', { name: '陈理赔' });
  const claim = await customer.post('/v1/claims', {
    policyNumber: 'CAR-2026-0001',
    lossAt: new Date(sandbox.clock.now() - 3 * HOUR).toISOString(),
    cause: 'glass',
    description: '停车时前挡风玻璃被高空坠落的石子击碎',
    location: '北京市朝阳区示例路停车场',
    estimate: { amount: 320_000, currency: 'CNY' },
    reporter: { name: '王小明', phone: '13800138000', relation: '本人' },
  });
  await sandbox.clock.idle();
  const { items } = (await handler.get('/v1/tasks?queue=claims-handler')) as {
    items: { taskId: string; caseId: string }[];
  };
  const task = items.find(({ caseId }) => caseId === claim.claimId);
  if (!task) throw new Error('The demo found no task for its claim');
  await handler.post(`/v1/tasks/${task.taskId}/decision`, {
    outcome: 'approve',
    amount: { amount: 320_000, currency: 'CNY' },
    breakdown: [{ label: 'repair-cost', amount: { amount: 320_000, currency: 'CNY' } }],
  });
  await sandbox.clock.idle();
  await customer.post(`/v1/claims/${claim.claimId}/acceptance`, {
    payee: { name: '王小明', account: '6222 0202 0011 2233 446', bank: '示例银行' },
  });
  // The provider answers after a few seconds, which the clock skips.
  await sandbox.clock.advance(10_000);
  return customer.get(`/v1/claims/${claim.claimId}`);
}

async function injuryClaim(sandbox: Careline, customerId: string) {
  const customer = await ApiClient.of(sandbox, 'customer', { customerId, name: '李静' });
  const claim = await customer.post('/v1/claims', {
    policyNumber: 'PA-2026-0002',
    lossAt: new Date(sandbox.clock.now() - 5 * HOUR).toISOString(),
    cause: 'accident',
    description: '骑行时摔倒，右手腕骨折，已在医院治疗',
    injury: true,
    estimate: { amount: 1_800_000, currency: 'CNY' },
    reporter: { name: '李静', phone: '13900139000', relation: '本人' },
  });
  await sandbox.clock.idle();
  return claim;
}
