import type { z } from 'zod';
import { chainOfCase } from '../chains.ts';
import { headOffice, isOwn, maySee, type Principal, visible } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { assertMatch, etag } from '../platform/http/etag.ts';
import { parseBody } from '../platform/http/request.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import type { List } from '../platform/record/entity.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { giveTo, takeOn } from './giving.ts';
import { queueNames } from './kinds.ts';
import type { routes } from './routes.ts';
import { assertMayAssign, assertMayCall, assertMayDecide, released, type Task } from './task.ts';
import type { taskQuery } from './task-schemas.ts';
import { assignedTo, doneIn, queueOf, tasks } from './task-store.ts';
import { says } from './task-wordings.ts';

type Deps = { table: Table };

export const handlers: Handlers<typeof routes, Deps> = {
  async listTasks({ table }, request) {
    const { principal, query, now } = request;
    // A branch that is not yours has no tasks for you to know of.
    if (!maySee(principal, { branchId: branchOf(principal, query) })) return { status: 200, body: { items: [] } };
    const body = await page(table, listOf(principal, query, now), request, {
      sees: (by, task) => maySee(by, task) && !isOwn(by, task) && fits(by, query, task),
      view,
    });
    return { status: 200, body };
  },

  async listQueues({ table }, { principal, query, now }) {
    const branchId = query.branch ?? principal.branchId ?? headOffice;
    if (!maySee(principal, { branchId })) return { status: 200, body: { items: [] } };
    const mine = queuesOf(principal);
    const items = await Promise.all(mine.map((queue) => summaryOf(table, { queue, branchId }, principal, now)));
    return { status: 200, body: { items } };
  },

  async getTask({ table }, { principal, params }) {
    return answer(await find(table, principal, params.taskId));
  },

  async assignTask({ table }, { principal, params, body, ifMatch, now }) {
    const task = await find(table, principal, params.taskId);
    assertMatch(ifMatch, task.version);
    const { assignee, appointmentAt } = body;
    const to = subOf(principal, assignee);
    assertMayAssign(task, to, principal);
    const gift = { chain: chainOfCase(task.caseId), task, by: principal, appointmentAt };
    const given = to === principal.sub ? takeOn(table, gift, now) : giveTo(table, to, gift, now);
    const { after, writes } = await given;
    return { ...answer(after), writes };
  },

  async releaseTask({ table }, { principal, params, ifMatch, now }) {
    const task = await find(table, principal, params.taskId);
    assertMatch(ifMatch, task.version);
    const { after, write } = tasks.replace(task, released(task, principal), now);
    return { ...answer(after), writes: [write] };
  },

  async noteCall({ table }, { principal, params, body, now }) {
    const task = await find(table, principal, params.taskId);
    assertMayCall(principal, task);
    const writes = await chainOfCase(task.caseId).called(table, { task, ...body }, actorOf(principal), now);
    return { ...answer(task), writes };
  },

  async decideTask({ table }, { principal, params, body, ifMatch, now }) {
    const task = await find(table, principal, params.taskId);
    assertMatch(ifMatch, task.version);
    const chain = chainOfCase(task.caseId);
    const kind = chain.kindOf(task.kind);
    assertMayDecide(principal, task, kind);
    if (task.status !== 'OPEN') throw new DomainError('illegal-state', says.already(task.status));
    const { task: next, writes } = await chain.decide(table, task, parseBody(kind.decision, body), principal, now);
    return { ...answer(next), writes };
  },
};

async function find(table: Table, principal: Principal, taskId: string): Promise<Task> {
  const task = visible(principal, await tasks.get(table, taskId), says.record);
  // A customer's part is played on the claim itself, by acceptance, dispute and documents; also one's who is staff.
  if (isOwn(principal, task)) throw new DomainError('forbidden', says.ownCase);
  return task;
}

/** The queues that are somebody's by their roles; whoever looks after all has none of their own. */
function queuesOf({ roles }: Principal): readonly string[] {
  return roles.some((role) => overseers.has(role)) ? queueNames : queueNames.filter((name) => roles.includes(name));
}
const overseers: ReadonlySet<string> = new Set(['ops', 'admin']);

/** More than these need not be counted to see that they are many. */
const COUNTED = 500;

async function summaryOf(
  table: Table,
  { queue, branchId }: { readonly queue: string; readonly branchId: string },
  principal: Principal,
  now: Date,
) {
  const { range, parse } = queueOf(queue, branchId);
  const { items, last } = await table.query({ ...range, limit: COUNTED });
  const open = items.map(parse).filter((task) => !isOwn(principal, task));
  const first = open.at(0);
  return {
    ...{ queue, branchId, open: open.length },
    overdue: open.filter(({ dueAt }) => dueAt < now.toISOString()).length,
    unassigned: open.filter(({ assignee }) => !assignee).length,
    more: last !== undefined,
    ...(first && { first: view(first) }),
  };
}

type TaskQuery = z.output<typeof taskQuery>;

/** The one list that holds what is asked for; `fits` leaves out what else is in it. */
function listOf(principal: Principal, query: TaskQuery, now: Date): List<Task> {
  const { status, assignee, date = now.toISOString().slice(0, 10) } = query;
  if (status === 'OPEN' && assignee !== undefined) return assignedTo(subOf(principal, assignee));
  const queue = query.queue ?? ownQueue(principal);
  const branch = branchOf(principal, query);
  return status === 'OPEN' ? queueOf(queue, branch) : doneIn(queue, branch, status, date);
}

function fits(principal: Principal, { assignee, queue, branch }: TaskQuery, task: Task): boolean {
  const isTheirs = assignee === undefined || task.assignee?.sub === subOf(principal, assignee);
  return isTheirs && (queue ?? task.queue) === task.queue && (branch ?? task.branchId) === task.branchId;
}

function branchOf(principal: Principal, { branch }: TaskQuery): string {
  return branch ?? principal.branchId ?? headOffice;
}

function subOf(principal: Principal, assignee: string): string {
  return assignee === 'me' ? principal.sub : assignee;
}

function ownQueue({ roles }: Principal): string {
  const queue = queueNames.find((name) => roles.some((role) => role === name));
  if (!queue) throw invalid('query/queue', says.noQueue(queueNames.join(', ')));
  return queue;
}

function answer(task: Task) {
  return { status: 200, body: view(task), headers: etag(task.version) };
}

function view({ taskToken, escalatesTo, resume, followsUp, reminders, ...task }: Task) {
  return task;
}
