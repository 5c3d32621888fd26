import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Ladder, type LadderStep, peopleAt } from '../../../functions/deadlines/waking/ladder.ts';
import { staff } from '../../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../../functions/organisation/staff/staff-change.ts';
import type { Said } from '../../../functions/organisation/staff/staff-member.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { aTask, at, DAY, now } from '../../support/fixtures.ts';
import { testTable } from '../../support/table.ts';

const ladder: Ladder = {
  rungs: { 50: 'handler', 80: 'team-leader', 95: 'branch-head', 100: 'head-office' },
  leads: 'claims-supervisor',
};
const task = aTask({ assignee: { sub: 'u-li', name: '李处理' } });
let table: Table;

beforeEach(async () => {
  const stored = await testTable();
  stored.clock.stop();
  table = stored.table;
});

async function onRecord(staffId: string, said: Said): Promise<void> {
  const when = { today: '2026-11-01', now: new Date(at(-30 * DAY)) };
  const whole = { staffId, name: staffId, roles: ['claims-handler' as const], branchId: 'SH-01', ...said };
  await table.commit([staff.create(takenOn(whole, 'record', when))]);
}
const leads = { roles: ['claims-supervisor' as const] };
const away = (standIn?: string) => ({ leave: [{ from: at(-DAY), to: at(DAY), ...(standIn && { standIn }) }] });
const told = async (step: LadderStep, standing: { task: Task | undefined } = { task }) =>
  (await peopleAt(table, ladder, step, { branchId: 'SH-01', ...standing }, now)).map(({ staffId }) => staffId);

describe('the people of a step of the ladder', () => {
  beforeEach(async () => {
    await onRecord('u-li', {});
    await onRecord('u-zhao', { ...leads, manager: 'u-head' });
    await onRecord('u-head', {});
    await onRecord('u-other', { ...leads, branchId: 'BJ-01' });
    await onRecord('u-hq', { ...leads, branchId: 'HQ' });
  });

  test.each<[LadderStep, string[]]>([
    ['handler', ['u-li']],
    ['team-leader', ['u-zhao']],
    ['branch-head', ['u-head']],
    ['head-office', ['u-hq']],
  ])('%s is %s', async (step, people) => {
    expect(await told(step)).toEqual(people);
  });

  test('are those of the next step where nobody has the task', async () => {
    expect(await told('handler', { task: undefined })).toEqual(['u-zhao']);
    const { assignee, ...free } = task;
    expect(await told('handler', { task: free })).toEqual(['u-zhao']);
  });
});

describe('somebody who is not there', () => {
  test('is told through whoever stands in, and else the next step is', async () => {
    await onRecord('u-li', away('u-wu'));
    await onRecord('u-wu', {});
    await onRecord('u-zhao', leads);
    expect(await told('handler')).toEqual(['u-wu']);
  });

  test.each([
    ['nobody stands in', away()],
    ['the stand-in is away as well', away('u-wu')],
    ['they have left', { status: 'LEFT' as const }],
  ])('is passed over where %s', async (_title, said) => {
    await onRecord('u-li', said);
    await onRecord('u-wu', away());
    await onRecord('u-zhao', leads);
    expect(await told('handler')).toEqual(['u-zhao']);
  });

  test('leaves it to head office where the branch has nobody who leads, and to nobody where there is none', async () => {
    expect(await told('handler')).toEqual([]);
    await onRecord('u-hq', { ...leads, branchId: 'HQ' });
    expect(await told('handler')).toEqual(['u-hq']);
    expect(await told('team-leader')).toEqual(['u-hq']);
    expect(await told('branch-head')).toEqual(['u-hq']);
  });
});
