import type { Customer } from '../../functions/customers/customer.ts';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import type { Table } from '../../functions/platform/record/table.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import { policies } from '../../functions/policies/policy-store.ts';

const at = '2026-01-01T00:00:00.000Z';

export const wang: Customer = {
  customerId: 'cus_wang',
  kind: 'person',
  name: '王小明',
  language: 'zh-CN',
  email: 'wang@example.com',
  phone: '+8613800138000',
  branchId: 'HQ',
  version: 1,
  createdAt: at,
  updatedAt: at,
};

export const motorPolicy: Policy = {
  policyNumber: 'PM-1',
  term: 1,
  customerId: wang.customerId,
  branchId: 'HQ',
  line: 'motor',
  plan: 'comprehensive',
  status: 'IN_FORCE',
  effectiveAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2036-01-01T00:00:00.000Z',
  waitingDays: 0,
  perils: ['collision', 'theft', 'fire', 'glass'],
  sumInsured: { amount: 30_000_000, currency: 'CNY' },
  limitUsed: { amount: 0, currency: 'CNY' },
  version: 1,
  createdAt: at,
  updatedAt: at,
};

/** A customer and a motor policy in the table. */
export async function portfolio(table: Table, policy: Policy = motorPolicy): Promise<void> {
  await table.commit([...createCustomer(wang), policies.create(policy)]);
}
