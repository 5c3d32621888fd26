import type { z } from 'zod';
import { chainOfCase } from '../chains.ts';
import { newJob } from '../jobs/job-store.ts';
import { jobPath, viewOfJob } from '../jobs/job-view.ts';
import { found, isOwn, maySee, type Principal, visible } from '../platform/http/auth.ts';
import { page, parts } from '../platform/http/cursor.ts';
import { assertMatch, etag } from '../platform/http/etag.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError, invalid } from '../platform/problems.ts';
import type { List } from '../platform/record/entity.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import { type Deadline, nameOfDeadline } from './deadline.ts';
import type { deadlineQuery } from './deadline-schemas.ts';
import { deadlines, deadlinesOf, openIn, openStateOf } from './deadline-store.ts';
import { says } from './deadline-wordings.ts';
import { viewOf } from './explanation/deadline-view.ts';
import { explain } from './explanation/explain.ts';
import { extended } from './extending.ts';
import { countedOf } from './keeping.ts';
import { packNames } from './packs/packs.ts';
import { assertReplayable } from './replays/asking.ts';
import type { routes } from './routes.ts';
import { breachesOn } from './shadow/shadow-store.ts';
import { shadowViewOf } from './shadow/shadow-view.ts';

type Deps = { table: Table };

export const handlers: Handlers<typeof routes, Deps> = {
  async listDeadlines({ table }, request) {
    const { principal, query } = request;
    const { state, before } = query;
    const sees = (by: Principal, deadline: Deadline) =>
      maySee(by, deadline) &&
      (state === undefined || deadline.state === state) &&
      (before === undefined || (deadline.due !== undefined && deadline.due < before));
    const body = await page(table, listOf(principal, query), request, { sees, view: viewWithOwner });
    const about = [...new Set(body.items.map(({ customerId }) => customerId))];
    return { status: 200, body: { ...body, items: body.items.map(({ view }) => view) }, about };
  },

  async getDeadline({ table }, { principal, params }) {
    const deadline = await find(table, principal, params.deadlineId);
    return { ...answer(deadline), about: [deadline.customerId] };
  },

  async explainDeadline({ table }, { principal, params }) {
    const deadline = await find(table, principal, params.deadlineId);
    return { status: 200, body: explain(deadline), about: [deadline.customerId] };
  },

  async extendDeadline({ table }, { principal, params, body, ifMatch, now }) {
    const deadline = await find(table, principal, params.deadlineId);
    if (isOwn(principal, deadline)) throw new DomainError('forbidden', says.ownCase);
    assertMatch(ifMatch, deadline.version);
    const { changed, change } = extended(deadline, countedOf(deadline), body.reason, principal, now);
    const { after, write } = deadlines.replace(deadline, changed, now);
    const writes = await chainOfCase(deadline.caseId).tell(table, deadline.caseId, change, actorOf(principal), now);
    return { ...answer(after), writes: [write, ...writes] };
  },

  async replayDeadlines(_, { principal, body, language, now }) {
    assertReplayable(body, principal, now);
    const { job, write } = newJob('replay', body, principal, now);
    return { status: 202, body: viewOfJob(job, language), headers: { location: jobPath(job) }, writes: [write] };
  },

  async listShadowBreaches({ table }, request) {
    const { date = request.now.toISOString().slice(0, 10) } = request.query;
    const pack = found(
      packNames.find((name) => name === request.params.pack),
      says.shadowPack,
    );
    // For roles that serve the whole company: the route names no other.
    const shown = { sees: parts, view: shadowViewOf };
    return { status: 200, body: await page(table, breachesOn(pack, date), request, shown) };
  },
};

/** The clocks of a case, or the open ones of a branch: of the caller's own by default. */
function listOf(principal: Principal, query: z.output<typeof deadlineQuery>): List<Deadline> {
  if (query.case !== undefined) return deadlinesOf(query.case);
  const branchId = query.branch ?? principal.branchId;
  const isCustomer = principal.roles.every((role) => role === 'customer');
  if (branchId === undefined || isCustomer) throw invalid('query/case', says.caseOrBranch);
  const state = openStateOf(query.state ?? 'RUNNING');
  if (!state) throw invalid('query/state', says.openStateOnly);
  return openIn(branchId, state, query.before);
}

async function find(table: Table, principal: Principal, id: string): Promise<Deadline> {
  return visible(principal, nameOfDeadline(id) && (await deadlines.get(table, id)), says.record);
}

function viewWithOwner(deadline: Deadline) {
  return { customerId: deadline.customerId, view: viewOf(deadline) };
}

function answer(deadline: Deadline) {
  return { status: 200, body: viewOf(deadline), headers: etag(deadline.version) };
}
