import type { Branch } from '../../../functions/organisation/branches/branch.ts';
import { takenOn } from '../../../functions/organisation/staff/staff-change.ts';
import type { Said, StaffMember } from '../../../functions/organisation/staff/staff-member.ts';
import { begun } from '../../../functions/platform/record/entity.ts';
import { now } from '../../support/fixtures.ts';

/** The day of the tests. */
export const today = '2026-11-25';

/** A claims handler of head office, on record since the beginning of the year. */
export function aMember(given: Said & { readonly staffId?: string } = {}, validFrom = '2026-01-01'): StaffMember {
  const usual = { staffId: 'u-li', name: '李处理', roles: ['claims-handler' as const], branchId: 'HQ' };
  return takenOn({ ...usual, ...given }, 'record', { validFrom, today, now });
}

export function aBranch(branchId: string, parent?: string): Branch {
  const place = { name: branchId, zone: 'Asia/Shanghai', status: 'OPEN' } as const;
  return { branchId, ...place, ...(parent !== undefined && { parent }), ...begun(now) };
}

/** Records by their id, as rules ask for them. */
export function reading<T>(records: Readonly<Record<string, T>>) {
  return {
    get: async (id: string) => records[id],
    load: async () => undefined,
    keep: () => undefined,
  };
}
