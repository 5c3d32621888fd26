import { found, type Principal } from '../platform/http/auth.ts';
import { page } from '../platform/http/cursor.ts';
import { assertMatch, etag } from '../platform/http/etag.ts';
import { importRows } from '../platform/http/import-rows.ts';
import type { Handlers } from '../platform/http/route.ts';
import { DomainError, type FieldError, invalidFields } from '../platform/problems.ts';
import { actorOf } from '../platform/record/events.ts';
import type { Table } from '../platform/record/table.ts';
import type { Branch } from './branches/branch.ts';
import { changedBranch, opened, wrongBranch } from './branches/branch-change.ts';
import { branchesSeen, seesBranch } from './branches/seen-branches.ts';
import { branchRows, staffRows } from './import-organisation.ts';
import { meOf } from './me.ts';
import { houseZone } from './organisation-settings.ts';
import { allBranches, branchEvent, branches, staff, staffEvent, staffOf } from './organisation-store.ts';
import { says } from './organisation-wordings.ts';
import { readsOf } from './reads.ts';
import type { routes } from './routes.ts';
import { showStaff } from './staff/shown-staff.ts';
import { staffAt } from './staff/staff-at.ts';
import { restated, takenOn } from './staff/staff-change.ts';
import { wrongStaff } from './staff/staff-checks.ts';
import type { StaffMember } from './staff/staff-member.ts';
import { assertMayPatch } from './staff/staff-patch.ts';
import { dayIn } from './zone.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: () => Date;
}

export const handlers: Handlers<typeof routes, Deps> = {
  getMe: async ({ table }, { principal, now }) => {
    const { body, writes } = await meOf(table, principal, now);
    return { status: 200, body, writes };
  },

  listStaff: async ({ table }, request) => {
    const { principal, query } = request;
    const { branch = principal.branchId, role } = query;
    // A branch that is not yours to know of has no staff for you.
    if (branch === undefined || !(await seesBranch(table, principal, branch)))
      return { status: 200, body: { items: [] } };
    const shown = {
      sees: (_: unknown, { roles }: StaffMember) => role === undefined || roles.includes(role),
      view: (member: StaffMember) => showStaff(principal, member),
    };
    return { status: 200, body: await page(table, staffOf(branch), request, shown) };
  },

  registerStaffMember: async ({ table }, { body, principal, now }) => {
    const { staffId, validFrom, ...said } = body;
    const when = { validFrom, today: dayIn(houseZone(), now), now };
    refuse(await wrongStaff(staffId, said, when, knownTo(table)));
    const member = takenOn({ staffId, ...said }, 'record', when);
    return {
      status: 201,
      body: showStaff(principal, member),
      headers: { ...etag(member.version), location: `/v1/staff/${encodeURIComponent(staffId)}` },
      writes: [staff.create(member, 'already-exists'), staffEvent('registered', member, actorOf(principal))],
    };
  },

  /** Commits by itself, since rows share transactions; see importRows for why a repeat does no harm. */
  loadStaff: async ({ table }, { body, principal, language, now }) => {
    const kind = staffRows({ actor: actorOf(principal), today: dayIn(houseZone(), now), now });
    return { status: 200, body: { results: await importRows(table, body.items, kind, language) } };
  },

  getStaffMember: async ({ table }, { params, query, principal }) => {
    const member = await findStaff(table, principal, params.staffId);
    if (query.at === undefined)
      return { status: 200, body: showStaff(principal, member), headers: etag(member.version) };
    const then = staffAt(member, query.at);
    if (!then) throw new DomainError('not-found', says.noSuchDay);
    return { status: 200, body: showStaff(principal, then) };
  },

  patchStaffMember: async ({ table }, { params, body, principal, ifMatch, now }) => {
    const member = await findStaff(table, principal, params.staffId);
    assertMayPatch(principal, member, body);
    assertMatch(ifMatch, member.version);
    const { validFrom, ...said } = body;
    const when = { validFrom, today: dayIn(houseZone(), now), now };
    refuse(await wrongStaff(member.staffId, said, when, knownTo(table)));
    const next = restated(member, said, 'record', when);
    if (next === member) return { status: 200, body: showStaff(principal, member), headers: etag(member.version) };
    const { after, write } = staff.replace(member, next, now);
    const writes = [write, staffEvent('updated', after, actorOf(principal))];
    return { status: 200, body: showStaff(principal, after), headers: etag(after.version), writes };
  },

  listBranches: async ({ table }, request) => {
    const seen = await branchesSeen(table, request.principal);
    const every = { sees: () => true, view: (branch: Branch) => branch };
    if (!seen) return { status: 200, body: await page(table, allBranches(), request, every) };
    const known = await branches.getMany(table, seen);
    return { status: 200, body: { items: known.filter((branch) => branch !== undefined) } };
  },

  openBranch: async ({ table }, { body, principal, now }) => {
    const branch = opened(body, now);
    refuse([await wrongBranch(branch, readsOf(branches, table))]);
    return {
      status: 201,
      body: branch,
      headers: { ...etag(branch.version), location: `/v1/branches/${branch.branchId}` },
      writes: [branches.create(branch, 'already-exists'), branchEvent('registered', branch, actorOf(principal))],
    };
  },

  /** Commits by itself, as above. */
  loadBranches: async ({ table }, { body, principal, language, now }) => {
    const kind = branchRows({ actor: actorOf(principal), today: dayIn(houseZone(), now), now });
    return { status: 200, body: { results: await importRows(table, body.items, kind, language) } };
  },

  getBranch: async ({ table }, { params, principal }) => {
    const branch = await findBranch(table, principal, params.branchId);
    return { status: 200, body: branch, headers: etag(branch.version) };
  },

  patchBranch: async ({ table }, { params, body, principal, ifMatch, now }) => {
    const branch = await findBranch(table, principal, params.branchId);
    assertMatch(ifMatch, branch.version);
    const next = changedBranch(branch, body);
    refuse([await wrongBranch(next, readsOf(branches, table))]);
    if (next === branch) return { status: 200, body: branch, headers: etag(branch.version) };
    const { after, write } = branches.replace(branch, next, now);
    const writes = [write, branchEvent('updated', after, actorOf(principal))];
    return { status: 200, body: after, headers: etag(after.version), writes };
  },
};

async function findStaff(table: Table, principal: Principal, staffId: string) {
  const member = await staff.get(table, staffId);
  return found(member && (await seesBranch(table, principal, member.branchId)) ? member : undefined, says.record);
}

async function findBranch(table: Table, principal: Principal, branchId: string): Promise<Branch> {
  const sees = await seesBranch(table, principal, branchId);
  return found(sees ? await branches.get(table, branchId) : undefined, says.branch);
}

function knownTo(table: Table) {
  return { branches: readsOf(branches, table), staff: readsOf(staff, table) };
}

/** Throws `invalid-input` for what is wrong, if anything is. */
function refuse(wrong: readonly (FieldError | undefined)[]): void {
  const [first, ...others] = wrong.filter((error) => error !== undefined);
  if (first) throw invalidFields([first, ...others]);
}
