import { describe, expect, test } from '@jest/globals';
import { isThere, leaveAt, nextLeave, wakeAtOf } from '../../../functions/organisation/staff/leave.ts';
import { at, HOUR, now } from '../../support/fixtures.ts';
import { aMember } from './people.ts';

const away = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe('somebody', () => {
  test.each([
    ['has no leave', [], true],
    ['is back at this very moment', [away(-HOUR, 0)], true],
    ['goes in a moment', [away(1, HOUR)], true],
    ['goes at this very moment', [away(0, HOUR)], false],
    ['is back in a moment', [away(-HOUR, 1)], false],
    ['is on the second of two leaves', [away(-3 * HOUR, -2 * HOUR), away(-HOUR, HOUR)], false],
  ])('who %s does their own work: %s', (_title, leave, expected) => {
    const member = aMember({ leave });
    expect(isThere(member, now)).toBe(expected);
    expect(leaveAt(member, now)).toEqual(expected ? undefined : leave.at(-1));
  });

  test('who has left does not', () => {
    expect(isThere(aMember({ status: 'LEFT' }), now)).toBe(false);
  });
});

describe('the tasks of somebody are looked at', () => {
  test.each<[string, Parameters<typeof aMember>[0], string | undefined]>([
    ['never, where they are there', {}, undefined],
    ['never, for a leave that is over', { leave: [away(-2 * HOUR, -HOUR)] }, undefined],
    ['at once, on leave', { leave: [away(-HOUR, HOUR), away(2 * HOUR, 3 * HOUR)] }, at(0)],
    ['at once, where they have left', { status: 'LEFT', leave: [away(HOUR, 2 * HOUR)] }, at(0)],
    ['when the next leave begins', { leave: [away(5 * HOUR, 6 * HOUR), away(HOUR, 2 * HOUR)] }, at(HOUR)],
  ])('%s', (_title, given, expected) => {
    expect(wakeAtOf(aMember(given), now)).toBe(expected);
    expect(aMember(given).wakeAt).toBe(expected);
  });

  test.each<[string, Parameters<typeof aMember>[0], string | undefined]>([
    ['when the next leave begins', { leave: [away(0, HOUR), away(2 * HOUR, 3 * HOUR)] }, at(2 * HOUR)],
    ['never again, where none is to come', { leave: [away(-HOUR, HOUR)] }, undefined],
    ['never again, where they have left', { status: 'LEFT', leave: [away(HOUR, 2 * HOUR)] }, undefined],
  ])('once they were: %s', (_title, given, expected) => {
    expect(nextLeave(aMember(given), now)).toBe(expected);
  });
});
