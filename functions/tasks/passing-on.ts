import { chainOfCase } from '../chains.ts';
import { staff } from '../organisation/organisation-store.ts';
import { isThere, leaveAt, nextLeave } from '../organisation/staff/leave.ts';
import type { StaffMember } from '../organisation/staff/staff-member.ts';
import { decideAndCommit } from '../platform/record/commit.ts';
import { system } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import { actorFor, givingOf, standInsFrom } from './giving.ts';
import { takerOf } from './taker.ts';
import { passedOn } from './task.ts';
import { assignedTo, tasks } from './task-store.ts';

/** How many tasks of one person are passed on at a time; the rest is soon after. */
const AT_A_LOOK = 100;
/** Milliseconds: in time for the waker's next minute. */
const SOON = 30_000;

/**
 * The open tasks of somebody who is not there go to whoever stands in for them, or back to their queues: each commits by itself, for
 * two may be of one case. Returns when they are woken again. Throws, once all were tried, where one could not be passed on.
 */
export async function passOnTasksOf(table: Table, staffId: string, clock: () => Date): Promise<Write[]> {
  const now = clock();
  const member = await staff.get(table, staffId);
  if (!member?.wakeAt || member.wakeAt > now.toISOString()) return [];
  const isDone = isThere(member, now) || (await passOnAll(table, member, clock));
  const { wakeAt, ...looked } = member;
  const next = isDone ? nextLeave(member, now) : new Date(now.getTime() + SOON).toISOString();
  return [staff.write({ ...looked, ...(next !== undefined && { wakeAt: next }) }, member.version)];
}

/** Whether none is left. */
async function passOnAll(table: Table, member: StaffMember, clock: () => Date): Promise<boolean> {
  const { range, parse } = assignedTo(member.staffId);
  const { items, last } = await table.query({ ...range, limit: AT_A_LOOK });
  const failures: unknown[] = [];
  for (const { taskId } of items.map(parse)) {
    const pass = async () => ({ writes: await passOn(table, member, taskId, clock()) });
    await decideAndCommit(table, pass).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} tasks were not passed on`);
  return last === undefined;
}

async function passOn(table: Table, member: StaffMember, taskId: string, now: Date): Promise<Write[]> {
  const { staffId } = member;
  const task = await tasks.get(table, taskId);
  if (task?.status !== 'OPEN' || task.assignee?.sub !== staffId) return [];
  const chain = chainOfCase(task.caseId);
  const line = await standInsFrom(table, leaveAt(member, now)?.standIn, now);
  const taker = takerOf(line, await givingOf(table, chain, task), now);
  const { write } = tasks.replace(task, passedOn(task, staffId, taker && actorFor(taker)), now);
  const { kind, queue, appointmentAt } = task;
  const data = { kind, queue, from: staffId, ...(taker && { to: taker.staffId }) };
  const assignment = taker && { task, assignee: actorFor(taker), appointmentAt };
  return chain.passOn(table, { task, write, change: { happened: 'task-passed-on', data }, assignment }, system, now);
}
