import { describe, expect, test } from '@jest/globals';
import { says } from '../../../functions/organisation/organisation-wordings.ts';
import { showStaff } from '../../../functions/organisation/staff/shown-staff.ts';
import { assertMayPatch } from '../../../functions/organisation/staff/staff-patch.ts';
import type { StaffPatch } from '../../../functions/organisation/staff/staff-schemas.ts';
import type { Role } from '../../../functions/platform/http/auth.ts';
import { aPerson } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';
import { aMember } from './people.ts';

const member = aMember({ branchId: 'BJ-01', customerId: 'cus_li' });

describe('a record of staff', () => {
  test.each<[string, StaffPatch]>([
    ['leave', { leave: [] }],
    ['nothing', {}],
  ])('is changed in %s by a supervisor of the branch', (_title, patch) => {
    expect(refusalOf(() => assertMayPatch(by('claims-supervisor', 'BJ-01'), member, patch))).toBeUndefined();
  });

  test.each<[string, string, StaffPatch, object]>([
    ['of another branch', 'BJ', { leave: [] }, says.ownBranch],
    ['of head office', 'HQ', { leave: [] }, says.ownBranch],
    ['in anything else', 'BJ-01', { leave: [], name: '李立', roles: ['ops'] }, says.leaveOnly('name, roles')],
  ])('is not changed by a supervisor %s', (_title, branchId, patch, wording) => {
    const refusal = refusalOf(() => assertMayPatch(by('claims-supervisor', branchId), member, patch));
    expect(refusal).toEqual(refused('forbidden', wording as typeof says.ownBranch));
  });

  test('is changed in anything by an administrator', () => {
    expect(refusalOf(() => assertMayPatch(by('admin', 'HQ'), member, { name: '李立' }))).toBeUndefined();
  });

  test('tells it to an administrator who does other work too', () => {
    expect(showStaff(aPerson(['claims-handler', 'admin']), member)).toHaveProperty('customerId');
  });

  test.each<[Role, boolean]>([
    ['admin', true],
    ['integration', true],
    ['ops', false],
    ['claims-handler', false],
  ])('tells a %s as whom they are insured: %s', (role, tells) => {
    const { customerId, wakeAt, revisions, ...shown } = member;
    expect(showStaff(aPerson([role]), member)).toStrictEqual(tells ? { ...shown, customerId } : shown);
    expect(showStaff(aPerson([role]), aMember())).not.toHaveProperty('customerId');
  });
});

function by(role: Role, branchId: string) {
  return { ...aPerson([role]), branchId };
}
