import { isDeepStrictEqual } from 'node:util';
import { headOffice } from '../../platform/http/auth.ts';
import type { FieldError } from '../../platform/problems.ts';
import { begun } from '../../platform/record/entity.ts';
import { says } from '../organisation-wordings.ts';
import type { Reads } from '../reads.ts';
import { withoutNull } from '../staff/staff-at.ts';
import { DEEPEST, lineFrom } from './above.ts';
import { type Branch, branchSchema, parentOf } from './branch.ts';
import type { BranchPatch, NewBranch } from './branch-schemas.ts';

/** A branch that is opened. */
export function opened(row: NewBranch, now: Date): Branch {
  return placed({ ...row, ...begun(now) });
}

/** A branch after something is said of it, or the same object where that is nothing new. */
export function changedBranch(branch: Branch, said: BranchPatch | NewBranch): Branch {
  const next = placed(branchSchema.parse(withoutNull({ ...branch, ...said })));
  return isDeepStrictEqual(next, branch) ? branch : next;
}

/** What is wrong with where a branch lies, or with its being closed. */
export async function wrongBranch(branch: Branch, { get }: Reads<Branch>): Promise<FieldError | undefined> {
  const { branchId, parent, status } = branch;
  if (branchId === headOffice) {
    if (parent !== undefined) return { pointer: '/parent', detail: says.noneAbove };
    return status === 'OPEN' ? undefined : { pointer: '/status', detail: says.headOfficeStays };
  }
  const above = parentOf(branch);
  if (above === headOffice) return undefined;
  const { ids, records, isWhole } = await lineFrom(above, get, parentOf);
  if (ids.includes(branchId)) return { pointer: '/parent', detail: says.branchUnderItself };
  if (records.length === 0) return { pointer: '/parent', detail: says.noBranch };
  return isWhole ? undefined : { pointer: '/parent', detail: says.tooDeep(DEEPEST) };
}

/** Every branch but head office names the one above. */
function placed(branch: Branch): Branch {
  const parent = branch.parent ?? parentOf(branch);
  return { ...branch, ...(parent !== undefined && { parent }) };
}
