import { isThere } from '../organisation/staff/leave.ts';
import type { StaffMember } from '../organisation/staff/staff-member.ts';
import { headOffice } from '../platform/http/auth.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import type { Task } from './task.ts';
import { says } from './task-wordings.ts';

/** A task to be given to somebody, and who may have it: whoever decides its kind, and had no part in what it reviews. */
export interface Giving {
  readonly task: Task;
  readonly deciders: readonly string[];
  readonly notFor: readonly string[];
}

type Candidate = Pick<StaffMember, 'staffId' | 'status' | 'roles' | 'branchId' | 'customerId'>;

/** Why somebody may not be given a task; undefined where they may. */
export function unfit(candidate: Candidate, { task, deciders, notFor }: Giving): DomainError | undefined {
  const { staffId, status, roles, branchId, customerId } = candidate;
  if (branchId !== task.branchId && branchId !== headOffice) return nobodyHere();
  if (status !== 'ACTIVE') return invalid('/assignee', says.hasLeft);
  // What was escalated, or is a superior's from the start, is theirs alone.
  const needed = task.queue === task.escalatesTo ? [task.escalatesTo] : deciders;
  if (!roles.some((role) => needed.includes(role))) return invalid('/assignee', says.lacksRole(needed.join(', ')));
  if (customerId === task.customerId) return new DomainError('illegal-state', says.theirCase);
  return notFor.includes(staffId) ? new DomainError('illegal-state', says.hadAPart) : undefined;
}

/** Nobody of that sub works here: the same whether they work elsewhere or are not on record. */
export function nobodyHere(): DomainError {
  return invalid('/assignee', says.nobodyHere);
}

/** Of somebody and those who stand in, one for the other: the first who is there. Undefined where one on the way may not have it. */
export function takerOf(line: readonly StaffMember[], giving: Giving, now: Date): StaffMember | undefined {
  const taker = line.findIndex((member) => isThere(member, now));
  return line.slice(0, taker + 1).every((member) => !unfit(member, giving)) ? line[taker] : undefined;
}
