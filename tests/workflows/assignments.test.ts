import { beforeEach, describe, expect, test } from '@jest/globals';
import { staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import type { Said } from '../../functions/organisation/staff/staff-member.ts';
import type { Task } from '../../functions/tasks/task.ts';
import { assignedTo, tasks } from '../../functions/tasks/task-store.ts';
import { says } from '../../functions/tasks/task-wordings.ts';
import type { Caller } from '../support/api.ts';
import { customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { aTask } from '../support/fixtures.ts';
import { type House, house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { portfolio } from '../support/portfolio.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
let it: House;
let story: ReturnType<typeof storyOf>;
beforeEach(async () => {
  it = await house();
  await portfolio(it.table);
  story = storyOf(it);
});

const at = (hours: number) => new Date(it.clock.now() + hours * HOUR).toISOString();
const soon = (from: number, to: number, standIn?: string) => [
  { from: at(from), to: at(to), ...(standIn && { standIn }) },
];

/** Somebody of head office on record, a surveyor unless they are something else. */
async function onRecord(staffId: string, said: Said = {}) {
  const when = { validFrom: '2026-01-01', today: at(0).slice(0, 10), now: new Date(it.clock.now()) };
  const usual = { name: `${staffId} 名`, roles: ['surveyor' as const], branchId: 'HQ' };
  await it.table.commit([staff.create(takenOn({ staffId, ...usual, ...said }, 'record', when))]);
}

const largeLoss = { ...smallLoss, cause: 'collision', estimate: { amount: 900_000, currency: 'CNY' } };
async function surveyed(): Promise<string> {
  await story.report(largeLoss);
  return (await story.openTask('surveyor')).taskId;
}

const assign = (taskId: string, body: object, as: Caller = supervisor) =>
  it.call({ route: 'POST /v1/tasks/{taskId}/assignment', params: { taskId }, as, body });
const read = async (taskId: string) =>
  (await it.call({ route: 'GET /v1/tasks/{taskId}', params: { taskId }, as: supervisor })).body as Record<
    string,
    unknown
  >;
const patch = (staffId: string, body: object, as: Caller = { role: 'admin', sub: 'u-admin' }) =>
  it.call({ route: 'PATCH /v1/staff/{staffId}', params: { staffId }, as, body });
const named = async () =>
  (await story.messages())
    .filter(({ template, channel }) => template === 'claim-surveyor-appointed' && channel === 'sms')
    .map((message) => (message as unknown as { model: { surveyor: string; at: string } }).model);

describe('a task that is given to somebody', () => {
  test('is theirs, and the customer is told the name of the record', async () => {
    await onRecord('u-sun', { name: '孙查勘' });
    const taskId = await surveyed();
    const appointmentAt = at(5);
    expect(await assign(taskId, { assignee: 'u-sun', appointmentAt })).toMatchObject({
      status: 200,
      body: { assignee: { sub: 'u-sun', name: '孙查勘' }, appointmentAt },
    });
    expect(await named()).toMatchObject([{ surveyor: '孙查勘', at: appointmentAt }]);
  });

  test('takes no name from whoever gives it', async () => {
    await onRecord('u-sun');
    const answer = await assign(await surveyed(), { assignee: 'u-sun', name: '李鬼' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/name' }] } });
    expect(await named()).toEqual([]);
  });

  test.each<[string, Said | undefined, number, object]>([
    ['is not on record', undefined, 422, says.nobodyHere],
    ['works elsewhere', { branchId: 'SH' }, 422, says.nobodyHere],
    ['has left', { status: 'LEFT' }, 422, says.hasLeft],
    ['has not the role', { roles: ['claims-handler'] }, 422, says.lacksRole('surveyor, claims-supervisor')],
    ['is its customer', { customerId: 'cus_wang' }, 409, says.theirCase],
  ])('who %s, is refused, and nothing changes', async (_title, said, status, wording) => {
    if (said) await onRecord('u-x', said);
    const taskId = await surveyed();
    const { en: detail } = wording as { en: string };
    expect(await assign(taskId, { assignee: 'u-x' })).toMatchObject({ status, body: { detail } });
    expect(await read(taskId)).toMatchObject({ version: 1 });
    expect(await named()).toEqual([]);
  });

  test('who proposed what it reviews, is refused', async () => {
    await onRecord(handler.sub ?? '', { roles: ['claims-handler', 'claims-supervisor'] });
    await onRecord('u-qian', { roles: ['claims-supervisor'] });
    await story.report();
    await story.decide('claims-handler', { outcome: 'deny', clause: '5.1', reasons: '磨损' }, handler);
    const { taskId } = await story.openTask('claims-supervisor');
    expect(await assign(taskId, { assignee: handler.sub })).toMatchObject({
      status: 409,
      body: { code: 'illegal-state', detail: says.hadAPart.en },
    });
    const both = { ...handler, role: 'claims-handler claims-supervisor' as Caller['role'] };
    expect(await assign(taskId, {}, both)).toMatchObject({ status: 409 });
    expect(await assign(taskId, { assignee: 'u-qian' })).toMatchObject({ status: 200 });
  });
});

describe('somebody who takes a task on', () => {
  test('is put on record by their token', async () => {
    const taskId = await surveyed();
    expect(await assign(taskId, {}, surveyor)).toMatchObject({ status: 200, body: { assignee: { name: '孙查勘' } } });
    expect(await staff.get(it.table, 'u-sun')).toMatchObject({ name: '孙查勘', roles: ['surveyor'], source: 'token' });
    expect(await named()).toMatchObject([{ surveyor: '孙查勘' }]);
  });

  test('is named as the record has it, and is there though on leave', async () => {
    await onRecord('u-sun', { name: '孙工程师', leave: soon(-1, 5, 'u-qian') });
    await onRecord('u-qian');
    expect(await assign(await surveyed(), {}, surveyor)).toMatchObject({
      status: 200,
      body: { assignee: { sub: 'u-sun', name: '孙工程师' } },
    });
    expect(await named()).toMatchObject([{ surveyor: '孙工程师' }]);
  });

  test('decides such tasks', async () => {
    const taskId = await surveyed();
    expect(await assign(taskId, {}, handler)).toMatchObject({ status: 403 });
    expect(await assign(taskId, {}, { role: 'admin', sub: 'u-admin' })).toMatchObject({ status: 403 });
    expect(await staff.get(it.table, handler.sub ?? '')).toBeUndefined();
  });

  test('has not left', async () => {
    await onRecord('u-sun', { status: 'LEFT' });
    expect(await assign(await surveyed(), {}, surveyor)).toMatchObject({
      status: 422,
      body: { detail: says.hasLeft.en },
    });
  });
});

describe('a task for somebody on leave', () => {
  test('goes to the stand-in, and to theirs', async () => {
    await onRecord('u-1', { leave: soon(-1, 5, 'u-2') });
    await onRecord('u-2', { leave: soon(-1, 5, 'u-3') });
    await onRecord('u-3', { name: '代三' });
    const { body } = await assign(await surveyed(), { assignee: 'u-1' });
    expect(body).toMatchObject({ assignee: { sub: 'u-3', name: '代三' }, standsInFor: 'u-1', queue: 'surveyor' });
    expect(await named()).toMatchObject([{ surveyor: '代三' }]);
  });

  test.each<[string, Said]>([
    ['has no stand-in', {}],
    ['has a stand-in without the role', { roles: ['agent'] }],
    ['has one who is stood in for by them', { leave: [] }],
  ])('who %s, goes up, and the timeline says so to staff alone', async (title, second) => {
    const standIn = title.includes('no stand-in') ? undefined : 'u-2';
    await onRecord('u-1', { leave: soon(-1, 5, standIn) });
    await onRecord('u-2', second.leave ? { leave: soon(-1, 5, 'u-1') } : second);
    const taskId = await surveyed();
    const before = await read(taskId);
    const answer = await assign(taskId, { assignee: 'u-1' });
    expect(answer).toMatchObject({
      status: 200,
      body: { queue: 'claims-supervisor', escalations: 1, dueAt: before.dueAt },
    });
    expect(answer.body).not.toHaveProperty('assignee');
    const claimId = String(before.caseId);
    expect((await story.timeline(claimId)).at(-1)).toBe('task-escalated');
    expect(await story.timeline(claimId, customer)).not.toContain('task-escalated');
    expect(await named()).toEqual([]);
    const decision = { outcome: 'assessed', amount: { amount: 900_000, currency: 'CNY' }, findings: '更换前保险杠' };
    expect((await story.decide('claims-supervisor', decision, supervisor)).status).toBe(200);
    expect(await story.claim(claimId)).toMatchObject({ status: 'ADJUDICATION' });
  });
});

describe('when somebody goes on leave, their open tasks', () => {
  test('go to the stand-in within the hour, whom the customer is told of, with the same appointment', async () => {
    await onRecord('u-sun', { name: '孙查勘' });
    await onRecord('u-qian', { name: '钱查勘' });
    const taskId = await surveyed();
    const appointmentAt = at(20);
    await assign(taskId, { assignee: 'u-sun', appointmentAt });
    const as = { ...supervisor };
    expect(await patch('u-sun', { leave: soon(2, 50, 'u-qian') }, as)).toMatchObject({ status: 200 });
    await it.clock.advance(1.5 * HOUR);
    expect(await read(taskId)).toMatchObject({ assignee: { sub: 'u-sun' } });
    await it.clock.advance(2 * HOUR);
    expect(await read(taskId)).toMatchObject({ assignee: { sub: 'u-qian' }, standsInFor: 'u-sun', queue: 'surveyor' });
    expect(await named()).toMatchObject([
      { surveyor: '孙查勘', at: appointmentAt },
      { surveyor: '钱查勘', at: appointmentAt },
    ]);
    const claimId = String((await read(taskId)).caseId);
    expect((await story.timeline(claimId)).slice(-2)).toEqual(['task-passed-on', 'surveyor-appointed']);
    expect(await story.timeline(claimId, customer)).not.toContain('task-passed-on');
    expect(await staff.get(it.table, 'u-sun')).not.toHaveProperty('wakeAt');
  });

  test.each<[string, object]>([
    ['goes without a stand-in', {}],
    ['leaves the company', { status: 'LEFT' }],
  ])('of whoever %s, go back to the queue, and its workflow goes on', async (_title, said) => {
    await onRecord('u-sun');
    const taskId = await surveyed();
    await assign(taskId, { assignee: 'u-sun' });
    await patch('u-sun', 'status' in said ? said : { leave: soon(-1, 50) });
    await it.clock.advance(2 * HOUR);
    const { assignee, ...task } = await read(taskId);
    expect({ assignee, queue: task.queue }).toEqual({ assignee: undefined, queue: 'surveyor' });
    const decision = { outcome: 'assessed', amount: { amount: 900_000, currency: 'CNY' }, findings: '更换前保险杠' };
    expect((await story.decide('surveyor', decision, surveyor)).status).toBe(200);
    expect(await story.claim(String(task.caseId))).toMatchObject({ status: 'ADJUDICATION' });
  });

  test('stay theirs once the leave was taken back', async () => {
    await onRecord('u-sun');
    const taskId = await surveyed();
    await assign(taskId, { assignee: 'u-sun' });
    await patch('u-sun', { leave: soon(2, 50) });
    await patch('u-sun', { leave: [] });
    await it.clock.advance(4 * HOUR);
    expect(await read(taskId)).toMatchObject({ assignee: { sub: 'u-sun' } });
  });

  test('stay with the stand-in when they are back, and go again at the next leave', async () => {
    await onRecord('u-sun');
    await onRecord('u-qian', {});
    const taskId = await surveyed();
    await assign(taskId, { assignee: 'u-sun' });
    await patch('u-sun', { leave: [...soon(1, 3, 'u-qian'), ...soon(8, 10)] });
    await it.clock.advance(2.5 * HOUR);
    expect(await read(taskId)).toMatchObject({ assignee: { sub: 'u-qian' } });
    expect(await staff.get(it.table, 'u-sun')).toMatchObject({ wakeAt: expect.any(String) });
    await it.clock.advance(2 * HOUR);
    await assign(taskId, { assignee: 'u-sun' });
    await it.clock.advance(5 * HOUR);
    expect(await read(taskId)).not.toHaveProperty('assignee');
  });

  /** More work of theirs, of the kind that does not hold the case up. */
  async function moreWork(count: number, given: Partial<Task>) {
    const assignee = { sub: 'u-sun', name: '孙查勘' };
    const { taskToken, ...task } = aTask({ kind: 'survey', queue: 'surveyor', assignee, dueAt: at(30), ...given });
    const ids = Array.from({ length: count }, (_, n) => `tsk_more_${n}`);
    for (const taskId of ids) await it.table.commit([tasks.create({ ...task, taskId })]);
    const left = async () => (await listed(it.table, assignedTo('u-sun'))).length;
    return { left };
  }

  test('that cannot be passed on keep no other back, and are tried again', async () => {
    await onRecord('u-sun');
    const taskId = await surveyed();
    const { left } = await moreWork(1, { caseId: 'clm_gone', dueAt: at(1) });
    await assign(taskId, { assignee: 'u-sun' });
    await patch('u-sun', { leave: soon(-1, 50) });
    await it.clock.advance(2 * HOUR);
    expect(await read(taskId)).not.toHaveProperty('assignee');
    expect(await left()).toBe(1);
    expect(await staff.get(it.table, 'u-sun')).toMatchObject({ wakeAt: expect.any(String) });
  });

  test('that are more than a hundred are passed on in some minutes', async () => {
    await onRecord('u-sun');
    const claimId = await story.report(largeLoss);
    const { left } = await moreWork(101, { caseId: claimId });
    await patch('u-sun', { leave: soon(-1, 50) });
    await it.clock.advance(MINUTE);
    expect(await left()).toBe(1);
    await it.clock.advance(MINUTE);
    expect(await left()).toBe(0);
    expect(await staff.get(it.table, 'u-sun')).not.toHaveProperty('wakeAt');
  });
});
