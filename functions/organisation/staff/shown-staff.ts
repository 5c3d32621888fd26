import type { Principal } from '../../platform/http/auth.ts';
import type { StaffMember } from './staff-member.ts';

/** Somebody as others see them: as whom a colleague is insured is for those who keep the records. */
export function showStaff(principal: Pick<Principal, 'roles'>, member: StaffMember) {
  const { wakeAt, revisions, customerId, ...shown } = member;
  const keeps = principal.roles.some((role) => role === 'admin' || role === 'integration');
  return keeps && customerId !== undefined ? { ...shown, customerId } : shown;
}
