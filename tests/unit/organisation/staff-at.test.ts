import { describe, expect, test } from '@jest/globals';
import { staffAt } from '../../../functions/organisation/staff/staff-at.ts';
import { restated, takenOn } from '../../../functions/organisation/staff/staff-change.ts';
import type { Said, StaffMember } from '../../../functions/organisation/staff/staff-member.ts';
import { at, HOUR, now } from '../../support/fixtures.ts';
import { aMember, today } from './people.ts';

const say = (member: StaffMember, said: Said, validFrom?: string) =>
  restated(member, said, 'record', { validFrom, today, now });

const hired = aMember({ manager: 'u-zhao' });
const moved = say(say(hired, { branchId: 'BJ-01' }, '2026-03-01'), { manager: 'u-qian' }, '2026-06-01');

describe('somebody who begins', () => {
  const said = { staffId: 'u-li', name: '李处理', roles: ['agent' as const], branchId: 'HQ', agentCode: 'A1' };
  const posting = { name: '李处理', roles: ['agent'], branchId: 'HQ', agentCode: 'A1', status: 'ACTIVE', skills: [] };

  test.each([
    [undefined, today],
    ['2026-01-01', '2026-01-01'],
  ])('holds what is said of them, from %s: the first of their revisions says it all', (validFrom, expected) => {
    expect(takenOn(said, 'token', { validFrom, today, now })).toStrictEqual({
      ...posting,
      staffId: 'u-li',
      licences: {},
      leave: [],
      source: 'token',
      version: 1,
      createdAt: at(0),
      updatedAt: at(0),
      revisions: [{ validFrom: expected, recordedAt: at(0), stated: posting }],
    });
  });
});

describe('the record as of a day', () => {
  test.each([
    ['2026-01-01', 'u-zhao', 'HQ'],
    ['2026-02-28', 'u-zhao', 'HQ'],
    ['2026-03-01', 'u-zhao', 'BJ-01'],
    ['2026-05-31', 'u-zhao', 'BJ-01'],
    ['2026-06-01', 'u-qian', 'BJ-01'],
    ['2030-01-01', 'u-qian', 'BJ-01'],
  ])('says that on %s they reported to %s, at %s', (day, manager, branchId) => {
    expect(staffAt(moved, day)).toMatchObject({ manager, branchId, roles: ['claims-handler'] });
  });

  test('knows nothing of a day before the first', () => {
    expect(staffAt(moved, '2025-12-31')).toBeUndefined();
  });

  test('has no manager of a day from which it is said that there is none', () => {
    const freed = say(moved, { manager: null }, '2026-07-01');
    expect(staffAt(freed, '2026-06-30')?.manager).toBe('u-qian');
    expect(staffAt(freed, '2026-07-01')).not.toHaveProperty('manager');
    expect(freed).not.toHaveProperty('manager');
  });

  test('takes the last word on a day that was spoken of before, and leaves alone what it does not speak of', () => {
    const corrected = say(moved, { manager: 'u-sun' }, '2026-04-01');
    expect(staffAt(corrected, '2026-03-31')?.manager).toBe('u-zhao');
    expect(staffAt(corrected, '2026-04-01')).toMatchObject({ manager: 'u-sun', branchId: 'BJ-01' });
    expect(staffAt(corrected, '2026-06-01')?.manager).toBe('u-sun');
  });
});

describe('what is said of somebody', () => {
  test('holds from today where no day is given', () => {
    const after = say(hired, { roles: ['claims-supervisor'] });
    expect(after.revisions?.at(-1)).toEqual({
      validFrom: today,
      recordedAt: at(0),
      stated: { roles: ['claims-supervisor'] },
    });
    expect(staffAt(after, '2026-11-24')?.roles).toEqual(['claims-handler']);
  });

  test.each<[string, Said, string | undefined]>([
    ['the same again', { name: '李处理', branchId: 'HQ', manager: 'u-zhao' }, undefined],
    ['the same of an earlier day', { manager: 'u-zhao' }, '2026-02-01'],
    ['that there is no code, where there is none', { agentCode: null }, undefined],
    ['nothing', {}, undefined],
  ])('is no news where it is %s', (_title, said, validFrom) => {
    expect(say(hired, said, validFrom)).toBe(hired);
  });

  test('of an earlier day is news where it held later only', () => {
    const after = say(moved, { manager: 'u-qian' }, '2026-05-01');
    expect(staffAt(after, '2026-05-01')?.manager).toBe('u-qian');
    expect(after.revisions).toHaveLength(4);
  });

  test('of an earlier day is news where it held then, but not all the time since', () => {
    const after = say(moved, { branchId: 'HQ' }, '2026-02-01');
    expect(after).toMatchObject({ branchId: 'HQ', manager: 'u-qian' });
    expect(after.revisions?.at(-1)?.stated).toEqual({ branchId: 'HQ' });
    expect(staffAt(after, '2026-03-01')?.branchId).toBe('HQ');
  });

  test('of the first day corrects what was said of it', () => {
    expect(staffAt(say(hired, { name: '李立' }, '2025-06-01'), '2025-06-01')).toBeDefined();
  });

  test('by a token leaves it a token’s', () => {
    const known = { ...hired, source: 'token' as const };
    const after = restated(known, { name: '李立' }, 'token', { today, now });
    expect(after).toMatchObject({ name: '李立', source: 'token' });
  });

  test('leaves the history alone where it is of licences or leave, which have days of their own', () => {
    const leave = [{ from: at(HOUR), to: at(2 * HOUR), standIn: 'u-qian' }];
    const after = say(hired, { licences: { 'motor-2': '2027-12-31' }, leave });
    expect(after).toMatchObject({ licences: { 'motor-2': '2027-12-31' }, leave, wakeAt: at(HOUR) });
    expect(after.revisions).toEqual(hired.revisions);
  });

  test('keeps when their tasks are looked at, unless it is of leave or of leaving', () => {
    const due = { ...aMember({ leave: [{ from: at(-HOUR), to: at(HOUR) }] }), wakeAt: at(-HOUR) };
    expect(say(due, { skills: ['motor'] }).wakeAt).toBe(at(-HOUR));
    expect(say(due, { leave: [] })).not.toHaveProperty('wakeAt');
    expect(say(hired, { status: 'LEFT' }).wakeAt).toBe(at(0));
  });

  test.each<[string, Said, StaffMember['source']]>([
    ['makes it a record’s', { skills: ['motor'] }, 'record'],
    ['leaves it a token’s where it is of leave alone', { leave: [{ from: at(0), to: at(HOUR) }] }, 'token'],
  ])('by a record about somebody known by a token %s', (_title, said, source) => {
    expect(say({ ...hired, source: 'token' }, said).source).toBe(source);
  });
});
