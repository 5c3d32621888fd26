import type { Chain } from '../cases/chain/chain.ts';
import { lineFrom } from '../organisation/branches/above.ts';
import { onSight } from '../organisation/first-sight.ts';
import { staff } from '../organisation/organisation-store.ts';
import { leaveAt } from '../organisation/staff/leave.ts';
import type { StaffMember } from '../organisation/staff/staff-member.ts';
import type { Principal } from '../platform/http/auth.ts';
import { type Actor, actorOf } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { staffRoles } from '../roles.ts';
import { type Giving, nobodyHere, takerOf, unfit } from './taker.ts';
import { assertMayDecide, assigned, escalated, type Task } from './task.ts';
import { tasks } from './task-store.ts';
import { escalation } from './waiting.ts';

/** How far stand-ins are followed, one for the other. */
const HOPS = 5;

/** Who gives a task, of which chain, and when somebody will come or call. */
export interface Gift {
  readonly chain: Chain;
  readonly task: Task;
  readonly by: Principal;
  readonly appointmentAt: string | undefined;
}

/**
 * A task that somebody takes on, with the record that is made of whoever has none. Who takes work is there, whatever the record
 * says of their leave, and may do what their token says. Throws `forbidden`, `illegal-state` or `invalid-input`.
 */
export async function takeOn(table: Table, gift: Gift, now: Date): Promise<{ after: Task; writes: Write[] }> {
  const { chain, task, by } = gift;
  const giving = await givingOf(table, chain, task);
  assertMayDecide(by, task, chain.kindOf(task.kind));
  const { member, writes } = await onSight(table, by, now);
  const refusal =
    member &&
    unfit({ ...member, roles: staffRoles.filter((role) => by.roles.includes(role)), branchId: task.branchId }, giving);
  if (refusal) throw refusal;
  const handed = await handOver(table, gift, { assignee: member ? actorFor(member) : actorOf(by) }, now);
  return { ...handed, writes: [...handed.writes, ...writes] };
}

/**
 * A task that is given to somebody on record: who is on leave is stood in for, and where nobody is there it goes to the queue above,
 * which its case's timeline tells. Throws `invalid-input`, or `illegal-state` for whoever had a part in what it reviews.
 */
export async function giveTo(
  table: Table,
  staffId: string,
  gift: Gift,
  now: Date,
): Promise<{ after: Task; writes: Write[] }> {
  const { chain, task, by } = gift;
  const giving = await givingOf(table, chain, task);
  const line = await standInsFrom(table, staffId, now);
  const [asked] = line;
  if (!asked) throw nobodyHere();
  const refusal = unfit(asked, giving);
  if (refusal) throw refusal;
  const taker = takerOf(line, giving, now);
  if (!taker) {
    const { after, write } = tasks.replace(task, escalated(task, task.taskToken, task.dueAt), now);
    const writes = await chain.passOn(table, { task, write, change: escalation(task) }, actorOf(by), now);
    return { after, writes };
  }
  const standsInFor = taker === asked ? undefined : asked.staffId;
  return handOver(table, gift, { assignee: actorFor(taker), standsInFor }, now);
}

/** Somebody and, while they are on leave, whoever stands in for them, one for the other. */
export async function standInsFrom(
  table: Table,
  staffId: string | undefined,
  now: Date,
): Promise<readonly StaffMember[]> {
  const read = (id: string) => staff.get(table, id);
  const { records } = await lineFrom(staffId, read, (member) => leaveAt(member, now)?.standIn, HOPS + 1);
  return records;
}

/** Who may have a task. */
export async function givingOf(table: Table, chain: Chain, task: Task): Promise<Giving> {
  return { task, deciders: chain.kindOf(task.kind).deciders, notFor: await chain.notFor(table, task) };
}

/** As customers are told of them. */
export function actorFor({ staffId, name }: StaffMember): Actor {
  return { sub: staffId, name };
}

async function handOver(
  table: Table,
  { chain, task, by, appointmentAt = task.appointmentAt }: Gift,
  to: { readonly assignee: Actor; readonly standsInFor?: string | undefined },
  now: Date,
): Promise<{ after: Task; writes: Write[] }> {
  const { after, write } = tasks.replace(task, assigned(task, { ...to, appointmentAt }, by), now);
  const told = await chain.assign(table, { task, assignee: to.assignee, appointmentAt }, actorOf(by), now);
  return { after, writes: [write, ...told] };
}
