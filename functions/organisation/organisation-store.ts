import { duePlace } from '../platform/record/due.ts';
import { entity, type List } from '../platform/record/entity.ts';
import { type Actor, eventWrite } from '../platform/record/events.ts';
import type { Write } from '../platform/record/table.ts';
import { type Branch, branchSchema } from './branches/branch.ts';
import { type StaffMember, staffSchema } from './staff/staff-member.ts';

const ALL_BRANCHES = 'BRANCHES';

export const branches = entity({
  type: 'branch',
  schema: branchSchema,
  id: ({ branchId }) => branchId,
  indexes: ({ branchId }) => ({ GSI1: [ALL_BRANCHES, branchId] }),
});

/** By branch and name; those who are away, or will be, by when their tasks are looked at. */
export const staff = entity({
  type: 'staff-member',
  schema: staffSchema,
  id: ({ staffId }) => staffId,
  apart: ['revisions'],
  indexes: ({ branchId, name, staffId, wakeAt }) => ({
    GSI1: [staffPartition(branchId), `${name}#${staffId}`],
    GSI2: duePlace(staffId, wakeAt),
  }),
});

export function allBranches(): List<Branch> {
  return branches.list({ index: 'GSI1', partition: ALL_BRANCHES });
}

/** Those of a branch, by name. */
export function staffOf(branchId: string): List<StaffMember> {
  return staff.list({ index: 'GSI1', partition: staffPartition(branchId) });
}

type Happened = 'registered' | 'updated';

/** What happened to a branch, told with its change. */
export function branchEvent(happened: Happened, branch: Branch, actor: Actor): Write {
  const { branchId, parent, region, status, version, updatedAt } = branch;
  return eventWrite(branches.key(branchId).PK, {
    type: `branch.${happened}.v1`,
    caseId: branchId,
    version,
    at: updatedAt,
    actor,
    data: { branchId, parent, region, status },
  });
}

/** What happened to somebody's record: ids and codes, for events leave the house. */
export function staffEvent(happened: Happened, member: StaffMember, actor: Actor): Write {
  const { staffId, branchId, roles, manager, agentCode, status, source, version, updatedAt } = member;
  return eventWrite(staff.key(staffId).PK, {
    type: `staff-member.${happened}.v1`,
    caseId: staffId,
    version,
    at: updatedAt,
    actor,
    data: { staffId, branchId, roles, manager, agentCode, status, source },
  });
}

function staffPartition(branchId: string): string {
  return `BRANCH#${branchId}#STAFF`;
}
