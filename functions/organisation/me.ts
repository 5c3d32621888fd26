import type { Principal } from '../platform/http/auth.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { queueNames } from '../tasks/kinds.ts';
import { onSight } from './first-sight.ts';
import { branches } from './organisation-store.ts';
import { leaveAt } from './staff/leave.ts';
import { showStaff } from './staff/shown-staff.ts';

/** Whoever asks, by token and by record; the record of who is seen for the first time is written. */
export async function meOf(table: Table, principal: Principal, now: Date): Promise<{ body: object; writes: Write[] }> {
  const { sub, name, roles, customerId } = principal;
  const { member, writes } = await onSight(table, principal, now);
  const branchId = member?.branchId ?? principal.branchId;
  const branch = branchId === undefined || !member ? undefined : await branches.get(table, branchId);
  const body = {
    sub,
    name: member?.name ?? name,
    roles,
    ...(customerId !== undefined && { customerId }),
    ...(branchId !== undefined && { branchId }),
    queues: queueNames.filter((queue) => queue !== 'customer' && roles.includes(queue)),
    onLeave: member !== undefined && leaveAt(member, now) !== undefined,
    ...(member && { staff: showStaff(principal, member) }),
    ...(branch && {
      branch: { branchId: branch.branchId, name: branch.name, parent: branch.parent, zone: branch.zone },
    }),
  };
  return { body, writes };
}
