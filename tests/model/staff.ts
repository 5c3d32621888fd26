import { staff } from '../../functions/organisation/organisation-store.ts';
import { isThere, leaveAt } from '../../functions/organisation/staff/leave.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import type { Table } from '../../functions/platform/record/table.ts';
import { staffRoles } from '../../functions/roles.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { Caller } from '../support/api.ts';
import { handler, supervisor, surveyor } from '../support/claim-story.ts';
import type { Driver } from './driver.ts';
import type { Records } from './records.ts';

const otherSurveyor: Caller = { ...surveyor, sub: 'u-qi', name: '齐查勘' };
const otherHandler: Caller = { ...handler, sub: 'u-he', name: '何处理' };
const otherSupervisor: Caller = { ...supervisor, sub: 'u-qian', name: '钱主管' };

/** Everybody who works on claims. Two of each role, who stand in for each other. */
const pairs: readonly (readonly [Caller, Caller])[] = [
  [surveyor, otherSurveyor],
  [handler, otherHandler],
  [supervisor, otherSupervisor],
];
export const team: readonly Caller[] = pairs.flat();

/** Kinds of task that some must not have, since they did what it checks. */
const checks: readonly unknown[] = ['review', 'payee-check'];

/** Puts the team on record, by the subjects of their tokens. */
export async function employ(table: Table, subOf: (person: Caller) => string, now: number): Promise<void> {
  const when = { today: new Date(now).toISOString().slice(0, 10), now: new Date(now) };
  const members = team.map((person) => {
    const said = { name: person.name ?? '', roles: staffRoles.filter((role) => role === person.role), branchId: 'HQ' };
    return takenOn({ staffId: subOf(person), ...said }, 'record', when);
  });
  await table.commit(members.map((member) => staff.create(member)));
}

export function standInOf(person: Caller): Caller {
  const pair = pairs.find((two) => two.includes(person));
  const other = pair?.find((one) => one !== person);
  if (!other) throw new Error(`Nobody stands in for ${person.name}`);
  return other;
}

/** Who is at work and may decide a task: whoever has it, or somebody of its queue; and those above, where it may take them. */
export function decidersOf({ records, subOf, now }: Driver, { kind, queue, escalatesTo, assignee }: Task): Caller[] {
  const there = team.filter((person) => isThere(records.member(subOf(person)), new Date(now())));
  const above = there.filter(({ role }) => role === escalatesTo);
  if (queue === escalatesTo) return above;
  const own = there.filter((person) => (assignee ? subOf(person) === assignee.sub : person.role === queue));
  const needAbove = assignee !== undefined || own.length === 0 || checks.includes(kind);
  return [...own.slice(0, 1), ...(needAbove ? above.slice(0, 1) : [])];
}

/** Whether a task of somebody who was away at a moment went where it must: to whoever stands in, or else back to its queue. */
export function wentRight(records: Records, data: Readonly<Record<string, unknown>>, at: string): boolean {
  const standIn = standInAt(records, String(data.from), new Date(at));
  return data.to === standIn || (data.to === undefined && checks.includes(data.kind));
}

/** The first of those who stand in, one for the other, who is there. */
function standInAt(records: Records, away: string, at: Date): string | undefined {
  const seen = [away];
  for (let sub = leaveAt(records.member(away), at)?.standIn; sub !== undefined && !seen.includes(sub); ) {
    const member = records.member(sub);
    if (isThere(member, at)) return sub;
    seen.push(sub);
    sub = leaveAt(member, at)?.standIn;
  }
  return undefined;
}
