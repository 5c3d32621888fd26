import type { Role } from '../../functions/platform/http/auth.ts';
import { roles } from '../../functions/roles.ts';
import type { Caller } from '../support/api.ts';
import { home, idsOf } from './world.ts';

/** Whoever may call: a person of each role, and nobody. */
export const callers = ['anonymous', ...roles] as const;
export type CallerName = (typeof callers)[number];

const everywhere: readonly Role[] = ['privacy-officer', 'ops', 'integration', 'admin'];

/** The person of a role: the customer of the `own` records, staff of the home branch, the rest without a branch. */
export function personOf(role: Role, more: Partial<Caller> = {}): Caller {
  const place = everywhere.includes(role) ? {} : { branchId: home };
  const who = role === 'customer' ? { customerId: idsOf('own').customerId } : place;
  return { role, sub: `a ${role}`, ...who, ...more };
}

/** One person of several roles, as the gateway writes a list claim: `[customer claims-handler]`. */
export function personOfBoth(roles: readonly string[], more: Partial<Caller> = {}): Caller {
  return { role: roles.join(' ') as Role, sub: 'one person', ...more };
}
