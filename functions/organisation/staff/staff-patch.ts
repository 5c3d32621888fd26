import type { Principal } from '../../platform/http/auth.ts';
import { DomainError } from '../../platform/problems.ts';
import { says } from '../organisation-wordings.ts';
import type { StaffMember } from './staff-member.ts';
import type { StaffPatch } from './staff-schemas.ts';

/** Throws `forbidden`: supervisors enter the leave of their own branch's staff, and only administrators the rest. */
export function assertMayPatch({ roles, branchId }: Principal, member: StaffMember, patch: StaffPatch): void {
  if (roles.includes('admin')) return;
  const others = Object.keys(patch).filter((field) => field !== 'leave');
  if (others.length > 0) throw new DomainError('forbidden', says.leaveOnly(others.join(', ')));
  if (branchId !== member.branchId) throw new DomainError('forbidden', says.ownBranch);
}
