import { headOffice, type Principal, seesEveryBranch } from '../platform/http/auth.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { staffRoles } from '../roles.ts';
import { houseZone } from './organisation-settings.ts';
import { staff, staffEvent } from './organisation-store.ts';
import { restated, takenOn } from './staff/staff-change.ts';
import type { StaffMember } from './staff/staff-member.ts';
import { LONGEST_ID, LONGEST_NAME } from './staff/staff-schemas.ts';
import { dayIn } from './zone.ts';

/**
 * The record of whoever asks, and what is written of it: one is made of the token where there is none, and follows the token for as
 * long as nobody else has said anything. Undefined for who is no member of staff, or of no branch.
 */
export async function onSight(
  table: Table,
  principal: Principal,
  now: Date,
): Promise<{ member: StaffMember | undefined; writes: Write[] }> {
  const said = saidByToken(principal);
  if (!said) return { member: undefined, writes: [] };
  const when = { today: dayIn(houseZone(), now), now };
  const actor = actorOf(principal);
  const stored = await staff.get(table, principal.sub);
  if (!stored) {
    const member = takenOn({ staffId: principal.sub, ...said }, 'token', when);
    return { member, writes: [staff.create(member), staffEvent('registered', member, actor)] };
  }
  const next = stored.source === 'token' ? restated(stored, said, 'token', when) : stored;
  if (next === stored) return { member: stored, writes: [] };
  const { after, write } = staff.replace(stored, next, now);
  return { member: after, writes: [write, staffEvent('updated', after, actor)] };
}

/** What a token says of somebody, in a form that the record takes. */
function saidByToken(principal: Principal) {
  const { sub, name, customerId, tokenRoles = principal.roles } = principal;
  const roles = staffRoles.filter((role) => tokenRoles.includes(role));
  const branchId = principal.branchId ?? (seesEveryBranch(principal) ? headOffice : undefined);
  if (roles.length === 0 || branchId === undefined || [...sub].length > LONGEST_ID) return undefined;
  return { name: [...name].slice(0, LONGEST_NAME).join(''), roles, branchId, customerId: customerId ?? null };
}
