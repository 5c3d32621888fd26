import { describe, expect, test } from '@jest/globals';
import { wakesAfter } from '../../../functions/cases/world.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import { adjudication } from '../../../functions/claims/tasks/adjudication.ts';
import { latestOf, ruleIn } from '../../../functions/deadlines/packs/packs.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { tasks as taskStore } from '../../../functions/tasks/task-store.ts';
import { aClaim, aTask, at, cny, HOUR, MINUTE } from '../../support/fixtures.ts';
import { wang } from '../../support/portfolio.ts';
import { promisedHours } from '../../support/promised.ts';
import { written } from '../../support/stored.ts';
import { visit, waited } from './waited.ts';

const moved = { name: 'case-moved', message: 'The case stands elsewhere by now' };

describe('a state that waits for a person', () => {
  const due = at(promisedHours('decision') * HOUR + visit);

  test('opens a task, due so many hours after the state was entered', async () => {
    const { writes, turn, output } = await waited(adjudication, 'Adjudicate', aClaim('ASSESSED'));
    expect([turn, output]).toEqual([undefined, undefined]);
    const { claims: changed, events, tasks, messages } = written(writes);
    const [task] = tasks;
    expect(changed).toMatchObject([{ status: 'ADJUDICATION', version: 5, wakeAt: wakesAfter(due) }]);
    expect(changed[0]).toMatchObject({ openTaskId: task?.taskId });
    expect(events).toEqual([
      { type: 'claim.adjudication-started.v1', data: { queue: 'claims-handler', status: 'ADJUDICATION' } },
    ]);
    expect(messages).toEqual([]);
    const opened: Omit<Task, 'taskId'> = {
      kind: 'adjudication',
      queue: 'claims-handler',
      escalatesTo: 'claims-supervisor',
      status: 'OPEN',
      caseId: 'clm_1',
      caseReference: 'CK7Q2-M9X41',
      customerId: 'cus_wang',
      customerName: '王小明',
      branchId: 'HQ',
      facts: {
        policyNumber: 'PM-1',
        lossAt: '2026-11-20T00:30:00.000Z',
        cause: 'glass',
        description: '前挡风玻璃破碎',
        assessed: cny(320_000),
        injury: false,
        track: 'survey',
        doubts: [],
        otherClaims: [],
        otherClaimsFound: 0,
        documents: [],
        documentsFound: 0,
        limitLeft: cny(30_000_000),
        currency: 'CNY',
        deductible: undefined,
      },
      dueAt: due,
      escalations: 0,
      taskToken: 'a new token',
      version: 1,
      createdAt: at(0),
      updatedAt: at(0),
    };
    expect(task?.taskId).toMatch(/^tsk_/);
    expect(writes).toContainEqual(taskStore.create({ ...opened, taskId: String(task?.taskId) }));
    expect(tasks).toHaveLength(1);
  });

  test('opens the same task when it is run again, and another one once the claim has changed', async () => {
    const idOf = async (version: number) => {
      const { writes } = await waited(adjudication, 'Adjudicate', aClaim('ASSESSED', { version }));
      return written(writes).tasks[0]?.taskId;
    };
    expect(await idOf(4)).toBe(await idOf(4));
    expect(await idOf(5)).not.toBe(await idOf(4));
  });

  test('opens a task in place of an open one of another kind, whose wait is lost', async () => {
    const survey = aTask({ kind: 'survey', dueAt: at(HOUR) });
    const { writes } = await waited(adjudication, 'Adjudicate', aClaim('ASSESSED'), { task: survey });
    const cause = 'The claim no longer waits for this task';
    expect(written(writes).tasks).toMatchObject([
      { kind: 'adjudication', status: 'OPEN' },
      { taskId: 'tsk_1', status: 'CANCELLED', version: 5, resume: { error: 'case-moved', cause } },
    ]);
  });

  test.each(['DECIDED', 'CANCELLED'] as const)('opens a task after one that is %s, which stays so', async (status) => {
    const task = aTask({ status, dueAt: at(HOUR) });
    const { writes } = await waited(adjudication, 'Adjudicate', aClaim('ADJUDICATION'), { task });
    expect(written(writes).tasks).toMatchObject([{ kind: 'adjudication', status: 'OPEN', version: 1 }]);
  });

  test.each([MINUTE + 1, 10 * HOUR])('takes over its open task, due in %d ms, with a new token', async (left) => {
    const task = aTask({ dueAt: at(left) });
    const claim = aClaim('ADJUDICATION', { openTaskId: 'tsk_1' });
    expect(await waited(adjudication, 'Adjudicate', claim, { task })).toEqual({
      writes: [
        taskStore.write({ ...task, taskToken: 'a new token', version: 5, updatedAt: at(0) }, 4),
        claims.wakes(claim, wakesAfter(at(left))),
      ],
    });
  });

  test('opens a task that is due sooner for a premium customer', async () => {
    const customer = { ...wang, profile: { tier: 'premium' } };
    const { writes } = await waited(adjudication, 'Adjudicate', aClaim('ASSESSED'), { customer });
    const sooner = ruleIn(latestOf('CN-promise'), 'decision-premium').length * HOUR;
    expect(written(writes).tasks).toMatchObject([{ dueAt: at(sooner + visit) }]);
    expect(at(sooner + visit) < due).toBe(true);
  });

  const whole = promisedHours('decision') * 3600;

  test.each([
    ['for as long as the task has', 'a new one', whole, undefined],
    ['for what is left of the task', 'an open one', 601, aTask({ dueAt: at(9 * MINUTE + 1000) })],
  ])('waits %s: %s', async (_title, _which, waits, task) => {
    const claim = aClaim('ADJUDICATION', { openTaskId: 'tsk_1' });
    expect((await waited(adjudication, 'Adjudicate', claim, { task, waits })).turn).toBeUndefined();
  });

  test.each([
    ['a new task', whole - 61, undefined],
    ['a new task', whole + 61, undefined],
    ['its open task', whole, aTask({ dueAt: at(HOUR) })],
    ['its task that goes to the queue above', 1, aTask({ dueAt: at(0) })],
  ])('that would not wait until %s is due is found anew: %d s', async (_title, waits, task) => {
    const claim = aClaim('ADJUDICATION', { openTaskId: 'tsk_1' });
    const { writes, turn } = await waited(adjudication, 'Adjudicate', claim, { task, waits });
    expect(turn).toMatchObject(moved);
    expect(written(writes ?? []).tasks).toMatchObject([{ status: 'OPEN', taskToken: 'a new token' }]);
  });

  test('does not wait where the claim stands elsewhere by now', async () => {
    const { turn, ...rest } = await waited(adjudication, 'SurveyLoss', aClaim('ASSESSED'), { task: aTask() });
    expect(turn).toMatchObject(moved);
    expect(rest).toEqual({});
  });

  test('does not wait for a claim that was withdrawn', async () => {
    const { turn, ...rest } = await waited(adjudication, 'Adjudicate', aClaim('WITHDRAWN'));
    expect(turn).toMatchObject({ name: 'claim-withdrawn' });
    expect(rest).toEqual({});
  });
});
