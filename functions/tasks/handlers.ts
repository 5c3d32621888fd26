import { chainOfCase } from '../chains.ts';
import { headOffice, isOwn, maySee, type Principal, visible } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { parseBody } from '../platform/http/request.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import { assertMatch, etag } from '../platform/record/entity.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { queueNames } from './kinds.ts';
import type { routes } from './routes.ts';
import { assigned, isSuperior, type Task } from './task.ts';
import { getTask, queueRange, replaceTask, toTask } from './task-store.ts';
import { says } from './task-wordings.ts';

type Deps = { table: Table };

export const handlers: Handlers<typeof routes, Deps> = {
  async listTasks({ table }, request) {
    const { status, assignee, branch = request.principal.branchId ?? headOffice } = request.query;
    const queue = request.query.queue ?? ownQueue(request.principal);
    // A branch that is not yours has no tasks for you to know of.
    if (!maySee(request.principal, { branchId: branch })) return { status: 200, body: { items: [] } };
    const who = assignee === 'me' ? request.principal.sub : assignee;
    const range = { ...queueRange(queue, branch, status), ...(who && { where: { 'assignee.sub': who } }) };
    const { items, ...rest } = await page(table, range, request, (item) => view(toTask(item)));
    return { status: 200, body: { items: items.filter((task) => !isOwn(request.principal, task)), ...rest } };
  },

  async getTask({ table }, { principal, params }) {
    return answer(await find(table, principal, params.taskId));
  },

  async assignTask({ table }, { principal, params, body, ifMatch, now }) {
    const task = await find(table, principal, params.taskId);
    assertMatch(ifMatch, task.version);
    const me = actorOf(principal);
    const assignee = body.assignee === 'me' ? me : { sub: body.assignee, name: body.name ?? body.assignee };
    const next = assigned(task, assignee, principal, now);
    const { appointmentAt } = body;
    const writes = await chainOfCase(task.caseId).assign(table, { task, assignee, appointmentAt }, now);
    return { ...answer(next), writes: [replaceTask(next, task.version), ...writes] };
  },

  async decideTask({ table }, { principal, params, body, ifMatch, now }) {
    const task = await find(table, principal, params.taskId);
    assertMatch(ifMatch, task.version);
    const chain = chainOfCase(task.caseId);
    const kind = chain.kindOf(task.kind);
    if (!kind.deciders.some((role) => principal.roles.includes(role))) {
      throw new DomainError('forbidden', says.deciders(task.kind, kind.deciders.join(', ')));
    }
    // What was escalated, or is a superior's from the start, is theirs alone.
    if (task.queue === task.escalatesTo && !isSuperior(principal, task)) {
      throw new DomainError('forbidden', says.superiorsQueue(task.queue));
    }
    if (task.status !== 'OPEN') throw new DomainError('illegal-state', says.already(task.status));
    const { task: next, writes } = await chain.decide(table, task, parseBody(kind.decision, body), principal, now);
    return { ...answer(next), writes };
  },
};

async function find(table: Table, principal: Principal, taskId: string): Promise<Task> {
  const task = visible(principal, await getTask(table, taskId), 'Task');
  // A customer's part is played on the claim itself, by acceptance, dispute and documents; also one's who is staff.
  if (isOwn(principal, task)) throw new DomainError('forbidden', says.ownCase);
  return task;
}

function ownQueue({ roles }: Principal): string {
  const queue = queueNames.find((name) => roles.some((role) => role === name));
  if (!queue) throw invalid('query/queue', says.noQueue(queueNames.join(', ')));
  return queue;
}

function answer(task: Task) {
  return { status: 200, body: view(task), headers: etag(task.version) };
}

function view({ taskToken, escalatesTo, resume, ...task }: Task) {
  return task;
}
