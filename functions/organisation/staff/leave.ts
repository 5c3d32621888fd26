import type { Leave, StaffMember } from './staff-member.ts';

/** The leave that somebody is on at a moment: it begins at `from`, and is over at `to`. */
export function leaveAt({ leave }: Pick<StaffMember, 'leave'>, now: Date): Leave | undefined {
  const moment = now.toISOString();
  return leave.find(({ from, to }) => from <= moment && moment < to);
}

/** Whether somebody does their work themselves at a moment. */
export function isThere(member: Pick<StaffMember, 'status' | 'leave'>, now: Date): boolean {
  return member.status === 'ACTIVE' && leaveAt(member, now) === undefined;
}

/** When the tasks of somebody must be looked at, who is away now or will be: at once, or when a leave begins. */
export function wakeAtOf(member: Pick<StaffMember, 'status' | 'leave'>, now: Date): string | undefined {
  return isThere(member, now) ? nextLeave(member, now) : now.toISOString();
}

/** When the next leave begins, for those whose tasks have been looked at. */
export function nextLeave({ status, leave }: Pick<StaffMember, 'status' | 'leave'>, now: Date): string | undefined {
  const moment = now.toISOString();
  const ahead = leave.map(({ from }) => from).filter((from) => from > moment);
  return status === 'ACTIVE' ? ahead.toSorted()[0] : undefined;
}
