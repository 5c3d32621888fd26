import { staff, staffOf } from '../../organisation/organisation-store.ts';
import { isThere, leaveAt } from '../../organisation/staff/leave.ts';
import type { StaffMember } from '../../organisation/staff/staff-member.ts';
import { headOffice } from '../../platform/http/auth.ts';
import type { Table } from '../../platform/record/table.ts';
import type { Task } from '../../tasks/task.ts';

/** Who is told at a rung: whoever has the task, who leads them, to whom these report, and head office. */
export const steps = ['handler', 'team-leader', 'branch-head', 'head-office'] as const;
export type LadderStep = (typeof steps)[number];

/** Who is told at which per cent of a clock, and the role that leads. */
export interface Ladder {
  readonly rungs: Readonly<Record<number, LadderStep>>;
  readonly leads: StaffMember['roles'][number];
}

/** Where a ladder stands: at the case's branch, and at whoever has its open task. */
interface Standing {
  readonly branchId: string;
  readonly task: Task | undefined;
}

/**
 * The people of a step, by name; where it has none, those of the next one above. Somebody who is away is told through their
 * stand-in. Empty where the insurer has nobody at all on record.
 */
export async function peopleAt(
  table: Table,
  { leads }: Ladder,
  step: LadderStep,
  standing: Standing,
  now: Date,
): Promise<readonly StaffMember[]> {
  for (const each of steps.slice(steps.indexOf(step))) {
    const people = await peopleOf(table, leads, each, standing, now);
    if (people.length > 0) return people;
  }
  return [];
}

async function peopleOf(
  table: Table,
  leads: Ladder['leads'],
  step: LadderStep,
  { branchId, task }: Standing,
  now: Date,
): Promise<readonly StaffMember[]> {
  if (step === 'handler') return there(table, task?.assignee ? [task.assignee.sub] : [], now);
  if (step === 'head-office') return leadersOf(table, headOffice, leads, now);
  const leaders = await leadersOf(table, branchId, leads, now);
  if (step === 'team-leader') return leaders;
  const heads = leaders.map(({ manager }) => manager).filter((manager) => manager !== undefined);
  return there(table, [...new Set(heads)], now);
}

async function leadersOf(
  table: Table,
  branchId: string,
  leads: Ladder['leads'],
  now: Date,
): Promise<readonly StaffMember[]> {
  const { range, parse } = staffOf(branchId);
  const { items } = await table.query(range);
  return items.map(parse).filter((member) => member.roles.includes(leads) && isThere(member, now));
}

/** These people, or whoever stands in for them. */
async function there(table: Table, ids: readonly string[], now: Date): Promise<readonly StaffMember[]> {
  const known = await Promise.all(ids.map((id) => staff.get(table, id)));
  const found = await Promise.all(
    known.map(async (member) => {
      if (!member || isThere(member, now)) return member;
      const standIn = leaveAt(member, now)?.standIn;
      return standIn === undefined ? undefined : staff.get(table, standIn);
    }),
  );
  return found
    .filter((member) => member !== undefined && isThere(member, now))
    .filter((member) => member !== undefined);
}
