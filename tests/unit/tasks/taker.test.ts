import { describe, expect, test } from '@jest/globals';
import type { StaffMember } from '../../../functions/organisation/staff/staff-member.ts';
import { takerOf, unfit } from '../../../functions/tasks/taker.ts';
import { says } from '../../../functions/tasks/task-wordings.ts';
import { aTask, at, HOUR, now } from '../../support/fixtures.ts';
import { invalidAt, refusalOf, refused } from '../../support/refusal.ts';
import { aMember } from '../organisation/people.ts';

const deciders = ['claims-handler', 'claims-supervisor'];
const giving = { task: aTask({ branchId: 'BJ-01' }), deciders, notFor: ['u-maker'] };
const atSuperiors = { ...giving, task: aTask({ branchId: 'BJ-01', queue: 'claims-supervisor' }) };

function refusal(member: StaffMember, given = giving) {
  return refusalOf(() => {
    const error = unfit(member, given);
    if (error) throw error;
  });
}

describe('a task is given to somebody', () => {
  test.each([
    ['of its branch', aMember({ branchId: 'BJ-01' })],
    ['of head office', aMember({ branchId: 'HQ' })],
    ['who has one of the roles among others', aMember({ roles: ['agent', 'claims-handler'] })],
    ['who is on leave, for others stand in', aMember({ leave: [{ from: at(-HOUR), to: at(HOUR) }] })],
    ['who is insured here, but is not its customer', aMember({ customerId: 'cus_other' })],
  ])('%s', (_title, member) => {
    expect(refusal(member)).toBeUndefined();
  });

  test.each([
    ['of another branch', aMember({ branchId: 'SH' }), invalidAt(says.nobodyHere, '/assignee')],
    ['who has left', aMember({ status: 'LEFT' }), invalidAt(says.hasLeft, '/assignee')],
    [
      'without the role',
      aMember({ roles: ['surveyor', 'admin'] }),
      invalidAt(says.lacksRole('claims-handler, claims-supervisor'), '/assignee'),
    ],
    ['who is its customer', aMember({ customerId: giving.task.customerId }), refused('illegal-state', says.theirCase)],
    ['who made what it reviews', aMember({ staffId: 'u-maker' }), refused('illegal-state', says.hadAPart)],
  ])('but not to somebody %s', (_title, member, expected) => {
    expect(refusal(member)).toEqual(expected);
  });

  test('of the superior’s role, where it lies with them', () => {
    expect(refusal(aMember({ roles: ['claims-supervisor'] }), atSuperiors)).toBeUndefined();
    expect(refusal(aMember(), atSuperiors)).toEqual(invalidAt(says.lacksRole('claims-supervisor'), '/assignee'));
  });
});

describe('of those who stand in, one for the other,', () => {
  const leave = [{ from: at(-HOUR), to: at(HOUR) }];
  const [there, away] = [aMember({ staffId: 'u-there' }), aMember({ staffId: 'u-away', leave })];
  const unskilled = aMember({ staffId: 'u-unskilled', roles: ['agent'] });

  test.each<[string, StaffMember[], StaffMember | undefined]>([
    ['the first has it, who is there', [there, away], there],
    ['the next has it, where the first is away', [away, there], there],
    ['the third has it, where two are away', [away, away, there], there],
    ['nobody has it, where all are away', [away, away], undefined],
    ['nobody has it, where there is none', [], undefined],
    ['nobody has it, where the one who is there may not', [away, unskilled], undefined],
    ['nobody has it, where one on the way may not', [away, { ...unskilled, leave }, there], undefined],
    ['whoever comes after the taker does not matter', [away, there, unskilled], there],
  ])('%s', (_title, line, expected) => {
    expect(takerOf(line, giving, now)).toBe(expected);
  });
});
