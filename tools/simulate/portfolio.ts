import type { Customer } from '../../functions/customers/customer.ts';
import { createCustomer } from '../../functions/customers/customer-store.ts';
import { staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import { begun } from '../../functions/platform/record/entity.ts';
import type { Table, Write } from '../../functions/platform/record/table.ts';
import { firstTerm, type Policy, type Statement } from '../../functions/policies/policy.ts';
import { policies } from '../../functions/policies/policy-store.ts';
import type { Caller } from '../../tests/support/api.ts';
import type { Chance } from './chance.ts';

const DAY = 86_400_000;

/** The people who work on claims, by role; two at least, for nobody checks what they did themselves. */
export const team = {
  surveyor: [person('surveyor', 'sun', '孙查勘'), person('surveyor', 'qi', '齐查勘')],
  'claims-handler': [person('claims-handler', 'li', '李理赔'), person('claims-handler', 'he', '何理赔')],
  'claims-supervisor': [person('claims-supervisor', 'zhao', '赵主管'), person('claims-supervisor', 'qian', '钱主管')],
} as const;
const head = 'u-head';

/** Cover, by line: what can happen, and how much is insured, in minor units. */
const lines = {
  motor: { plan: 'comprehensive', perils: ['collision', 'glass', 'theft', 'third-party'], sum: 100_000_000 },
  accident: { plan: 'personal-accident', perils: ['accident', 'hospitalisation'], sum: 60_000_000 },
  health: { plan: 'medical', perils: ['illness', 'hospitalisation'], sum: 80_000_000 },
  property: { plan: 'home', perils: ['fire', 'natural-disaster', 'other'], sum: 200_000_000 },
  travel: { plan: 'travel', perils: ['baggage', 'delay', 'accident'], sum: 10_000_000 },
} as const satisfies Record<string, { plan: string; perils: readonly string[]; sum: number }>;

/** Puts the team, and so many customers with a policy each, on record; gives the policies. */
export async function populate(table: Table, count: number, chance: Chance, now: number): Promise<Policy[]> {
  await table.commit(
    Object.values(team)
      .flat()
      .map((one) => staff.create(memberOf(one, now))),
  );
  await table.commit([staff.create(memberOf(person('claims-supervisor', 'head', '韩总'), now))]);
  const insured = Array.from({ length: count }, (_, index) => insure(index + 1, chance, new Date(now)));
  for (const { writes } of insured) await table.commit(writes);
  return insured.map(({ policy }) => policy);
}

function insure(number: number, chance: Chance, now: Date): { policy: Policy; writes: Write[] } {
  const digits = String(number).padStart(6, '0');
  const speaks = chance.happens(92) ? 'zh-CN' : 'en';
  const customer: Customer = {
    customerId: `cus_${digits}`,
    kind: 'person',
    name: speaks === 'zh-CN' ? `客户${digits}` : `Customer ${digits}`,
    language: speaks,
    ...(chance.happens(90) && { email: `c${digits}@example.com` }),
    // Numbers that the ministry has given to nobody.
    ...(chance.happens(97) && { phone: `+86100000${digits}` }),
    branchId: 'HQ',
    ...begun(now),
  };
  const policy = firstTerm(statementOf(customer, digits, chance, now.getTime()), now);
  return { policy, writes: [...createCustomer(customer), policies.create(policy)] };
}

function statementOf({ customerId }: Customer, digits: string, chance: Chance, now: number): Statement {
  const line = chance.weighted([
    [60, 'motor'],
    [12, 'accident'],
    [12, 'health'],
    [10, 'property'],
    [6, 'travel'],
  ]);
  const { plan, perils, sum } = lines[line];
  const currency = chance.happens(8) ? 'USD' : 'CNY';
  // A few have insured themselves only just.
  const effectiveAt = new Date(now - (chance.happens(97) ? chance.whole(20, 300) : 1) * DAY);
  return {
    policyNumber: `SIM-${digits}`,
    ...({ customerId, branchId: 'HQ', line, plan, status: 'IN_FORCE', waitingDays: 0, perils: [...perils] } as const),
    effectiveAt: effectiveAt.toISOString(),
    expiresAt: new Date(effectiveAt.getTime() + 730 * DAY).toISOString(),
    sumInsured: { amount: currency === 'CNY' ? sum : sum / 5, currency },
  };
}

function person(role: 'surveyor' | 'claims-handler' | 'claims-supervisor', sub: string, name: string) {
  return { role, sub: `u-${sub}`, name, branchId: 'HQ' } as const satisfies Caller;
}

function memberOf({ sub, name, role }: ReturnType<typeof person>, now: number) {
  const manager = sub === head ? {} : { manager: role === 'claims-supervisor' ? head : 'u-zhao' };
  const said = { staffId: sub, name, roles: [role], branchId: 'HQ', email: `${sub}@insurer.example`, ...manager };
  return takenOn(said, 'record', { today: new Date(now).toISOString().slice(0, 10), now: new Date(now) });
}
