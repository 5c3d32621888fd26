import { headOffice } from '../../platform/http/auth.ts';
import type { FieldError } from '../../platform/problems.ts';
import { DEEPEST, lineFrom } from '../branches/above.ts';
import type { Branch } from '../branches/branch.ts';
import { says } from '../organisation-wordings.ts';
import type { Reads } from '../reads.ts';
import type { When } from './staff-change.ts';
import type { Leave, Said, StaffMember } from './staff-member.ts';

export interface Known {
  readonly branches: Reads<Branch>;
  readonly staff: Reads<StaffMember>;
}

/** What is wrong with what is said of somebody: a branch or a stand-in that is not there, a circle of managers, a day ahead. */
export async function wrongStaff(
  staffId: string,
  { branchId, manager, leave = [] }: Said,
  { validFrom, today }: Pick<When, 'validFrom' | 'today'>,
  known: Known,
): Promise<FieldError[]> {
  const wrong = await Promise.all([
    branchId === undefined ? undefined : wrongBranchOf(branchId, known),
    manager ? wrongManager(staffId, manager, known) : undefined,
    ...leave.map((one, place) => wrongStandIn(staffId, one, place, known)),
    validFrom !== undefined && validFrom > today ? { pointer: '/validFrom', detail: says.validFromAhead } : undefined,
  ]);
  return wrong.filter((error) => error !== undefined);
}

async function wrongBranchOf(branchId: string, { branches }: Known): Promise<FieldError | undefined> {
  if (branchId === headOffice || (await branches.get(branchId))) return undefined;
  return { pointer: '/branchId', detail: says.noBranch };
}

/** A manager may come on record later, in another row of the same file; nobody reports to themselves, however far up. */
async function wrongManager(staffId: string, manager: string, { staff }: Known): Promise<FieldError | undefined> {
  const { ids, isWhole } = await lineFrom(manager, staff.get, (member) => member.manager);
  if (ids.includes(staffId)) return { pointer: '/manager', detail: says.managerOfTheirOwn };
  return isWhole ? undefined : { pointer: '/manager', detail: says.tooDeep(DEEPEST) };
}

async function wrongStandIn(
  staffId: string,
  { standIn }: Leave,
  place: number,
  { staff }: Known,
): Promise<FieldError | undefined> {
  if (standIn === undefined) return undefined;
  const pointer = `/leave/${place}/standIn`;
  if (standIn === staffId) return { pointer, detail: says.ownStandIn };
  return (await staff.get(standIn)) ? undefined : { pointer, detail: says.noStandIn };
}
