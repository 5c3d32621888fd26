import { headOffice, maySee, type Principal, seesEveryBranch } from '../../platform/http/auth.ts';
import type { Table } from '../../platform/record/table.ts';
import { branches } from '../organisation-store.ts';
import { lineFrom } from './above.ts';
import { parentOf } from './branch.ts';

/** The branches that somebody may know of, with their staff: their own and those above it. Undefined where no branch bounds them. */
export async function branchesSeen(table: Table, principal: Principal): Promise<readonly string[] | undefined> {
  if (seesEveryBranch(principal)) return undefined;
  if (principal.branchId === undefined) return [];
  const { ids } = await lineFrom(principal.branchId, (id) => branches.get(table, id), parentOf);
  return [...new Set([...ids, headOffice])];
}

/** Whether somebody may know of a branch, and of whoever works there. */
export async function seesBranch(table: Table, principal: Principal, branchId: string): Promise<boolean> {
  if (maySee(principal, { branchId })) return true;
  return (await branchesSeen(table, principal))?.includes(branchId) ?? false;
}
