import { describe, expect, test } from '@jest/globals';
import { DEEPEST, lineFrom } from '../../../functions/organisation/branches/above.ts';
import { changedBranch, opened, wrongBranch } from '../../../functions/organisation/branches/branch-change.ts';
import { says } from '../../../functions/organisation/organisation-wordings.ts';
import { wrongStaff } from '../../../functions/organisation/staff/staff-checks.ts';
import type { Said } from '../../../functions/organisation/staff/staff-member.ts';
import { at, HOUR, now } from '../../support/fixtures.ts';
import { aBranch, aMember, reading, today } from './people.ts';

const tree = { HQ: aBranch('HQ'), BJ: aBranch('BJ', 'HQ'), 'BJ-01': aBranch('BJ-01', 'BJ') };

describe('a way upwards', () => {
  const read = async (id: string) =>
    ({ a: { up: 'b' }, b: { up: 'c' }, c: { up: undefined }, x: { up: 'y' }, y: { up: 'x' } })[id];
  test.each([
    ['goes to the top', 'a', 9, ['a', 'b', 'c'], true],
    ['ends at what is not there', 'z', 9, ['z'], true],
    ['is as long as it may be', 'a', 3, ['a', 'b', 'c'], true],
    ['is followed no further', 'a', 2, ['a', 'b'], false],
    ['is left where it turns back', 'x', 9, ['x', 'y'], false],
  ])('%s', async (_title, first, deepest, ids, isWhole) => {
    expect(await lineFrom(first, read, ({ up }) => up, deepest)).toMatchObject({ ids, isWhole });
  });
});

describe('a branch', () => {
  test('lies under head office where it names no other', () => {
    const row = { branchId: 'SH', name: '上海', zone: 'Asia/Shanghai', status: 'OPEN' } as const;
    expect(opened(row, now).parent).toBe('HQ');
    expect(opened({ ...row, branchId: 'HQ' }, now)).not.toHaveProperty('parent');
  });

  test.each([
    ['under another is right', aBranch('BJ-02', 'BJ'), undefined],
    ['under head office is right, whether that is on record or not', aBranch('SH', 'HQ'), undefined],
    ['under one that is not there is refused', aBranch('SH-01', 'SH'), { pointer: '/parent', detail: says.noBranch }],
    ['under itself is refused', aBranch('BJ', 'BJ'), { pointer: '/parent', detail: says.branchUnderItself }],
    ['under one below it is refused', aBranch('BJ', 'BJ-01'), { pointer: '/parent', detail: says.branchUnderItself }],
    ['above head office is refused', aBranch('HQ', 'BJ'), { pointer: '/parent', detail: says.noneAbove }],
    [
      'that is head office is not closed',
      { ...aBranch('HQ'), status: 'CLOSED' as const },
      { pointer: '/status', detail: says.headOfficeStays },
    ],
  ])('%s', async (_title, branch, wrong) => {
    expect(await wrongBranch(branch, reading(tree))).toEqual(wrong);
  });

  test('lies no deeper than a tree goes', async () => {
    const under = (depth: number) =>
      Object.fromEntries(
        Array.from({ length: depth }, (_, n) => [`B${n}`, aBranch(`B${n}`, n === 0 ? 'HQ' : `B${n - 1}`)]),
      );
    const next = (depth: number) => wrongBranch(aBranch('NEW', `B${depth - 1}`), reading(under(depth)));
    expect(await next(DEEPEST - 1)).toBeUndefined();
    expect(await next(DEEPEST)).toEqual({ pointer: '/parent', detail: says.tooDeep(DEEPEST) });
  });

  test('of which nothing new is said stays the same; null takes a field away', () => {
    const branch = { ...aBranch('BJ', 'HQ'), region: '华北' };
    expect(changedBranch(branch, { name: 'BJ', parent: 'HQ' })).toBe(branch);
    expect(changedBranch(branch, { region: null })).toEqual(aBranch('BJ', 'HQ'));
  });
});

describe('what is said of somebody', () => {
  const staff = {
    'u-li': aMember({ manager: 'u-zhao' }),
    'u-zhao': aMember({ staffId: 'u-zhao', manager: 'u-qian' }),
    'u-qian': aMember({ staffId: 'u-qian' }),
  };
  const known = { branches: reading(tree), staff: reading(staff) };
  const leaveWith = (standIn?: string) => ({ leave: [{ from: at(0), to: at(HOUR), ...(standIn && { standIn }) }] });

  test.each<[string, string, Said, { pointer: string; detail: object }[]]>([
    ['a branch that is there', 'u-li', { branchId: 'BJ-01' }, []],
    ['head office', 'u-li', { branchId: 'HQ' }, []],
    ['no such branch', 'u-li', { branchId: 'SH' }, [{ pointer: '/branchId', detail: says.noBranch }]],
    ['a manager who comes on record later', 'u-li', { manager: 'u-new' }, []],
    ['no manager', 'u-li', { manager: null }, []],
    ['themselves as manager', 'u-li', { manager: 'u-li' }, [{ pointer: '/manager', detail: says.managerOfTheirOwn }]],
    ['a circle', 'u-qian', { manager: 'u-li' }, [{ pointer: '/manager', detail: says.managerOfTheirOwn }]],
    ['leave without a stand-in', 'u-li', leaveWith(), []],
    ['a colleague as stand-in', 'u-li', leaveWith('u-qian'), []],
    ['themselves as stand-in', 'u-li', leaveWith('u-li'), [{ pointer: '/leave/0/standIn', detail: says.ownStandIn }]],
    ['nobody known as stand-in', 'u-li', leaveWith('u-x'), [{ pointer: '/leave/0/standIn', detail: says.noStandIn }]],
  ])('may be %s, or is refused for it', async (_title, staffId, said, wrong) => {
    expect(await wrongStaff(staffId, said, { today }, known)).toEqual(wrong);
  });

  test('is refused where more report to each other than a house has levels', async () => {
    const line = Array.from({ length: DEEPEST + 1 }, (_, n) => [`u-${n}`, aMember({ manager: `u-${n + 1}` })] as const);
    const deep = { ...known, staff: reading(Object.fromEntries(line)) };
    const wrong = [{ pointer: '/manager', detail: says.tooDeep(DEEPEST) }];
    expect(await wrongStaff('u-new', { manager: 'u-0' }, { today }, deep)).toEqual(wrong);
    expect(await wrongStaff('u-new', { manager: 'u-2' }, { today }, deep)).toEqual([]);
  });

  test('may be head office, though that is not on record', async () => {
    expect(await wrongStaff('u-li', { branchId: 'HQ' }, { today }, { ...known, branches: reading({}) })).toEqual([]);
  });

  test.each([
    ['2026-11-25', []],
    ['2026-11-26', [{ pointer: '/validFrom', detail: says.validFromAhead }]],
  ])('from %s on is said on that day or later', async (validFrom, wrong) => {
    expect(await wrongStaff('u-li', {}, { today, validFrom }, known)).toEqual(wrong);
  });
});
