import { describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../functions/cases/finding/finding.ts';
import { counted } from '../../functions/cases/finding/finding-metric.ts';
import { claimSettings } from '../../functions/claims/claim-settings.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import { staff } from '../../functions/organisation/organisation-store.ts';
import { takenOn } from '../../functions/organisation/staff/staff-change.ts';
import { dueShards } from '../../functions/platform/record/due.ts';
import { tableOn } from '../../functions/platform/record/table.ts';
import { tasks } from '../../functions/tasks/task-store.ts';
import { wake } from '../../functions/waking/waker.ts';
import { cny, handler, storyOf } from '../support/claim-story.ts';
import { documentsOf } from '../support/documents.ts';
import { aClaim, aTask, at, HOUR, now } from '../support/fixtures.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { portfolio } from '../support/portfolio.ts';
import { testTable } from '../support/table.ts';

const DAY = 24 * HOUR;
const approve = { outcome: 'approve', amount: cny(320_000) };

/** Claims in a table, and what a run of the waker asks of DynamoDB and of Step Functions, which say that `status`. */
async function stored(status?: 'RUNNING') {
  const { table, db, clock } = await testTable();
  clock.stop();
  await portfolio(table);
  const asked = { table: 0, workflows: 0 };
  const documents = documentsOf(db);
  const counting: typeof documents = {
    send(command) {
      asked.table += 1;
      return documents.send(command);
    },
  };
  const executions = {
    async describe() {
      asked.workflows += 1;
      return status && { $metadata: {}, executionArn: '', stateMachineArn: '', startDate: now, status };
    },
  };
  return {
    ...{ table, asked },
    run: () =>
      wake(
        { table: tableOn(counting, 'careline'), executions, clock: () => now },
        { shards: dueShards, hasTime: () => true },
      ),
    async put(count: number, name: string, given: object) {
      for (let n = 0; n < count; n += 1) {
        const claim = aClaim('ADJUDICATION', { claimId: `clm_${name}${n}`, ...given });
        await table.commit(claims.create(claim, { happened: 'reported' }, { sub: 'u-li', name: '李处理' }));
      }
    },
    findings: () => listed(table, findingsOf(at(0).slice(0, 10))),
  };
}

describe('what a minute costs', () => {
  test('is a read of each shard, and no more, when nothing is overdue, however many claims are open', async () => {
    const it = await stored();
    await it.put(300, 'open', { wakeAt: at(HOUR) });
    expect(await it.run()).toEqual({ looked: 0, found: 0, failed: 0 });
    expect(it.asked).toEqual({ table: 16, workflows: 0 });
  });

  test('grows with what is overdue, and with nothing else', async () => {
    const runs = [0, 100].map(async (onTime) => {
      const it = await stored();
      await it.put(onTime, 'open', { wakeAt: at(HOUR) });
      await it.put(10, 'late', { wakeAt: at(-1) });
      expect(await it.run()).toEqual({ looked: 10, found: 10, failed: 0 });
      return it.asked;
    });
    const [alone, among] = await Promise.all(runs);
    expect(alone).toEqual(among);
    // Each claim with its customer, policy, tasks, other claims of the object and of the policy, documents, and the transaction that starts it anew.
    expect(alone).toEqual({ table: 16 + 10 * 8, workflows: 10 });
  });
});

test('a record that cannot be looked at keeps nobody else waiting, and is counted, for which the run fails in the end', async () => {
  const it = await stored();
  await it.put(20, 'late', { wakeAt: at(-1) });
  await it.put(2, 'lost', { wakeAt: at(-HOUR), policyNumber: 'PM-404' });
  await expect(counted(it.run)).rejects.toThrow('2 of 22 records could not be looked at');
  for (let n = 0; n < 20; n += 1) {
    expect(await claims.get(it.table, `clm_late${n}`)).toMatchObject({ execution: 2 });
  }
});

test('open tasks that their claim does not wait for are cancelled and found, and the one it waits for stays', async () => {
  const it = await stored('RUNNING');
  await it.put(1, 'late', { openTaskId: 'tsk_1' });
  const of = { caseId: 'clm_late0' };
  for (const taskId of ['tsk_1', 'tsk_2', 'tsk_3']) await it.table.commit([tasks.create(aTask({ taskId, ...of }))]);
  const decided = aTask({ taskId: 'tsk_4', status: 'DECIDED', ...of });
  await it.table.commit([tasks.create(decided)]);
  expect(await it.run()).toEqual({ looked: 1, found: 1, failed: 0 });
  expect(await it.findings()).toMatchObject([{ kind: 'orphan-task', action: 'cancelled', caseId: 'clm_late0' }]);
  expect(await tasks.get(it.table, 'tsk_1')).toMatchObject({ status: 'OPEN' });
  for (const taskId of ['tsk_2', 'tsk_3']) {
    expect(await tasks.get(it.table, taskId)).toMatchObject({ status: 'CANCELLED', resume: { error: 'case-moved' } });
  }
  expect(await tasks.get(it.table, 'tsk_4')).toEqual(decided);
});

async function scenario() {
  const inside = await house({ deliveries: 2, seed: 1 });
  await portfolio(inside.table);
  const when = { today: '2026-11-25', now: new Date(inside.clock.now()) };
  const leader = { staffId: 'u-zhao', name: '赵主管', roles: ['claims-supervisor' as const], branchId: 'HQ' };
  await inside.table.commit([staff.create(takenOn(leader, 'record', when))]);
  return {
    ...{ ...inside, ...storyOf(inside) },
    /** What was found today and on so many days before. */
    async findings(days = 0) {
      const dates = Array.from({ length: days + 1 }, (_, n) => new Date(inside.clock.now() - n * DAY).toISOString());
      const answers = await Promise.all(
        dates.map((date) =>
          inside.call({ route: 'GET /v1/findings', as: { role: 'ops' }, query: { date: date.slice(0, 10) } }),
        ),
      );
      return answers.flatMap(({ body }) => body.items as unknown as Record<string, unknown>[]);
    },
  };
}

test('an order that the provider does not answer in its time is found once a day, until it is answered', async () => {
  const it = await scenario();
  const claimId = await it.report();
  await it.decide('claims-handler', approve, handler);
  await it.accept(claimId);
  await it.clock.advance(claimSettings.paymentAnswerHours * HOUR);
  expect(await it.findings(10)).toEqual([]);
  await it.clock.advance(3 * HOUR);
  expect(await it.findings(10)).toMatchObject([{ kind: 'order-unanswered', action: 'none', caseId: claimId }]);
  // Each time in the first hour that begins a day later.
  await it.clock.advance(2 * (DAY + HOUR));
  expect(await it.findings(10)).toHaveLength(3);
  await it.pay(claimId);
  await it.clock.advance(5 * DAY);
  expect(await it.findings(10)).toHaveLength(3);
  expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
});

test('an execution that is 300 days old is followed by another, nothing has failed, and the claim is paid', async () => {
  const it = await scenario();
  const claimId = await it.report();
  await it.decide('claims-handler', approve, handler);
  await it.clock.advance(299 * DAY);
  expect(await it.claim(claimId)).toMatchObject({ executionName: `claim-${claimId}-1` });
  await it.clock.advance(12 * DAY);
  expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED', executionName: `claim-${claimId}-2` });
  expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
  expect(await it.execution(claimId, 2)).toMatchObject({ status: 'RUNNING' });
  expect(await it.timeline(claimId)).toContain('continued');
  await it.accept(claimId);
  await it.pay(claimId);
  expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
  expect(await it.execution(claimId, 2)).toMatchObject({ status: 'SUCCEEDED' });
  // Nobody has asked the silent customer, which is all there is to find.
  const kinds = (await it.findings(320)).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['follow-up-overdue']));
  expect(kinds.length).toBeLessThan(50);
});
