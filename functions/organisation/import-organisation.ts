import type { RowDecision, RowKind } from '../platform/http/import-rows.ts';
import type { Actor } from '../platform/record/events.ts';
import { changedBranch, opened, wrongBranch } from './branches/branch-change.ts';
import { type NewBranch, newBranch } from './branches/branch-schemas.ts';
import { branchEvent, branches, staff, staffEvent } from './organisation-store.ts';
import { readsOf } from './reads.ts';
import { restated, takenOn, type When } from './staff/staff-change.ts';
import { type Known, wrongStaff } from './staff/staff-checks.ts';
import { type NewStaffMember, newStaffMember } from './staff/staff-schemas.ts';

interface By {
  readonly actor: Actor;
  readonly today: string;
  readonly now: Date;
}

/**
 * How rows of branches come in: found by branchId, opened or changed, each decided on what the rows before it say. A first load
 * makes no events.
 */
export function branchRows({ actor, now }: By): RowKind<NewBranch> {
  return {
    schema: newBranch,
    keyOf: ({ branchId }) => branchId,
    async decide(table, rows) {
      const known = readsOf(branches, table);
      await known.load(
        rows.flatMap(({ branchId, parent }) => (parent === undefined ? [branchId] : [branchId, parent])),
      );
      return inOrder(rows, async (row) => {
        const stored = await known.get(row.branchId);
        const next = stored ? changedBranch(stored, whole(row)) : opened(row, now);
        const wrong = await wrongBranch(next, known);
        if (wrong) return { errors: [wrong] };
        known.keep(row.branchId, next);
        if (!stored) return { id: row.branchId, writes: [branches.create(next, 'already-exists')] };
        if (next === stored) return { id: row.branchId, writes: [] };
        const { after, write } = branches.replace(stored, next, now);
        return { id: row.branchId, writes: [write, branchEvent('updated', after, actor)] };
      });
    },
  };
}

/** The same of staff: found by staffId. A record that a token has made becomes the row's. */
export function staffRows(by: By): RowKind<NewStaffMember> {
  return {
    schema: newStaffMember,
    keyOf: ({ staffId }) => staffId,
    async decide(table, rows) {
      const known: Known = { branches: readsOf(branches, table), staff: readsOf(staff, table) };
      await Promise.all([
        known.branches.load(rows.map(({ branchId }) => branchId)),
        known.staff.load(
          rows.flatMap(({ staffId, manager }) => (manager === undefined ? [staffId] : [staffId, manager])),
        ),
      ]);
      return inOrder(rows, (row) => decideStaff(row, known, by));
    },
  };
}

async function decideStaff(row: NewStaffMember, known: Known, { actor, today, now }: By): Promise<RowDecision> {
  const { staffId, validFrom, ...given } = row;
  const when: When = { validFrom, today, now };
  const said = { ...given, manager: given.manager ?? null, agentCode: given.agentCode ?? null };
  const errors = await wrongStaff(staffId, said, when, known);
  if (errors.length > 0) return { errors };
  const stored = await known.staff.get(staffId);
  const next = stored ? restated(stored, said, 'record', when) : takenOn({ staffId, ...said }, 'record', when);
  known.staff.keep(staffId, next);
  if (!stored) return { id: staffId, writes: [staff.create(next, 'already-exists')] };
  if (next === stored) return { id: staffId, writes: [] };
  const { after, write } = staff.replace(stored, next, now);
  return { id: staffId, writes: [write, staffEvent('updated', after, actor)] };
}

/** A row that names no region or hours says that there are none. */
function whole(row: NewBranch) {
  return { ...row, region: row.region ?? null, openingHours: row.openingHours ?? null };
}

async function inOrder<Row>(
  rows: readonly Row[],
  decide: (row: Row) => Promise<RowDecision>,
): Promise<readonly RowDecision[]> {
  const decisions: RowDecision[] = [];
  for (const row of rows) decisions.push(await decide(row));
  return decisions;
}
