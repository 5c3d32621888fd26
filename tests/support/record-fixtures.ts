import type { Customer } from '../../functions/customers/customer.ts';
import type { Message } from '../../functions/notifications/message.ts';
import type { Principal, Role } from '../../functions/platform/http/auth.ts';
import type { Policy } from '../../functions/policies/policy.ts';

// Records that are no cases, one of each kind, as their rules take them: a test names only what it is about.

const kept = { version: 1, createdAt: '2026-11-20T08:00:00.000Z', updatedAt: '2026-11-20T08:00:00.000Z' };
const owner = { customerId: 'cus_wang', branchId: 'BJ-01' };

/** When the tests of these rules take place. */
export const now = new Date('2026-11-22T08:00:00.000Z');

/** What every change does to a record that is read as a fixture has it. */
export const changedOnce = { version: 2, updatedAt: now.toISOString() };

export const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** A motor policy of the year 2026, in force, of which no claim has used anything. */
export function aPolicy(given: Partial<Policy> = {}): Policy {
  return {
    ...owner,
    ...kept,
    policyNumber: 'PM-1',
    term: 1,
    line: 'motor',
    plan: 'comprehensive',
    status: 'IN_FORCE',
    effectiveAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    waitingDays: 0,
    perils: ['glass', 'collision'],
    sumInsured: cny(30_000_000),
    limitUsed: cny(0),
    ...given,
  };
}

/** An email in the ledger that nobody has sent yet. */
export function aMessage(given: Partial<Message> = {}): Message {
  return {
    ...owner,
    ...kept,
    messageId: 'msg_1',
    caseId: 'clm_1',
    channel: 'email',
    to: 'wang@example.com',
    name: '王小明',
    language: 'zh-CN',
    template: 'claim-withdrawn',
    model: { reference: 'CK7Q2-M9X41' },
    status: 'PENDING',
    attempts: 0,
    ...given,
  };
}

export function aCustomer(given: Partial<Customer> = {}): Customer {
  return { ...owner, ...kept, kind: 'person', name: '王小明', language: 'zh-CN', phone: '+8613800138000', ...given };
}

/** A person of one role, or of several: staff of the fixtures' branch, or the customer whose records they are. */
export function aPerson(role: Role | readonly Role[], given: Partial<Principal> = {}): Principal {
  const roles = [role].flat();
  const whose = roles.includes('customer') ? { customerId: owner.customerId } : { branchId: owner.branchId };
  return { sub: `u-${roles[0]}`, name: String(roles[0]), roles, ...whose, ...given };
}
