import type { roles } from '../../roles.ts';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import type { Wording } from '../wording.ts';

export type Role = (typeof roles)[number];

/** Head office: its staff see every branch. */
export const headOffice = 'HQ';

/** Who is asking, from a verified token. Customers carry `customerId`, staff a `branchId`. */
export interface Principal {
  readonly sub: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** All roles of the token, of which `roles` has those that count where it is used. */
  readonly tokenRoles?: readonly Role[];
  readonly customerId?: string;
  readonly branchId?: string;
}

interface Owned {
  readonly customerId?: string | undefined;
  readonly branchId?: string | undefined;
}

/**
 * Whether the principal may know of a record: customers of their own only, staff of their branch, the rest of all. A person
 * of several roles knows of what one of them may.
 */
export function maySee(principal: Principal, record: Owned): boolean {
  return principal.roles.some((role) => {
    if (everywhere.has(role)) return true;
    if (role === 'customer') return isOwn(principal, record);
    const { branchId } = principal;
    return branchId === headOffice || (record.branchId !== undefined && branchId === record.branchId);
  });
}

/** Whether it is the principal's own record. Staff handle no record of their own: there they are customers. */
export function isOwn({ customerId }: Principal, record: Owned): boolean {
  return customerId !== undefined && customerId === record.customerId;
}

/** Whether no branch bounds what the principal may know of: head office, and the roles that serve the whole company. */
export function seesEveryBranch({ roles, branchId }: Principal): boolean {
  return roles.some((role) => everywhere.has(role) || (role !== 'customer' && branchId === headOffice));
}

/** The record, if it is there and the principal may know of it; what you may not see does not exist. */
export function visible<T extends Owned>(principal: Principal, record: T | undefined, what: Wording): T {
  return found(record && maySee(principal, record) ? record : undefined, what);
}

/** The record, if it is there. Throws `not-found`. */
export function found<T>(record: T | undefined, what: Wording): T {
  if (record === undefined) throw new DomainError('not-found', says.notFound(what));
  return record;
}

/** Roles that serve the whole company rather than a branch. */
const everywhere: ReadonlySet<Role> = new Set<Role>(['privacy-officer', 'ops', 'integration', 'admin']);
