import { describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../functions/cases/finding/finding.ts';
import type { Caller } from '../support/api.ts';
import { cny, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { portfolio } from '../support/portfolio.ts';

const DAY = 86_400_000;
const ops: Caller = { role: 'ops', sub: 'u-ops', name: '运维' };
const approve = { outcome: 'approve', amount: cny(320_000) };

async function scenario() {
  const inside = await house({ deliveries: 2, seed: 1 });
  await portfolio(inside.table);
  const story = storyOf(inside);
  const order = (verb: 'stop' | 'restart', executionName: string, language = 'en', as = ops) =>
    inside.call({
      route: `POST /v1/executions/{executionName}/${verb}`,
      params: { executionName },
      as,
      body: { reason: '数据订正' },
      headers: { 'accept-language': language },
    });
  return {
    ...{ ...inside, ...story },
    stop: (name: string, language?: string) => order('stop', name, language),
    restart: (name: string, language?: string) => order('restart', name, language),
    order,
    /** A claim that waits for its handler, and its first execution's name. */
    async waiting() {
      const claimId = await story.report();
      return { claimId, first: `claim-${claimId}-1`, second: `claim-${claimId}-2` };
    },
    async findings(days: number) {
      const day = new Date(inside.clock.now() - days * DAY).toISOString().slice(0, 10);
      return (await listed(inside.table, findingsOf(day))).map(({ kind, action }) => ({ kind, action }));
    },
  };
}

describe('an execution that ops stop', () => {
  test('ends, and its claim stands still with its task until they restart it', async () => {
    const it = await scenario();
    const { claimId, first, second } = await it.waiting();
    expect(await it.stop(first)).toMatchObject({ status: 202, body: { caseId: claimId, executionName: first } });
    expect(await it.execution(claimId)).toMatchObject({ status: 'ABORTED', error: 'stopped' });
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'adjudication', status: 'OPEN' });
    expect(await it.restart(first)).toMatchObject({ status: 202, body: { caseId: claimId, executionName: second } });
    expect(await it.execution(claimId, 2)).toMatchObject({ status: 'RUNNING' });
    await it.decide('claims-handler', approve, handler);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED', executionName: second });
    expect(await it.timeline(claimId)).toEqual(expect.arrayContaining(['halted', 'restarted']));
  });

  test('is started anew neither by the event of its end nor by the waker, which finds it each day', async () => {
    const it = await scenario();
    const { claimId, first, second } = await it.waiting();
    await it.stop(first);
    await it.clock.advance(10 * DAY);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION', executionName: first });
    expect(await it.findings(5)).toEqual([{ kind: 'halted', action: 'none' }]);
    await expect(it.execution(claimId, 2)).rejects.toThrow();
    await it.restart(first);
    await it.clock.advance(2 * DAY);
    expect(await it.claim(claimId)).toMatchObject({ executionName: second });
    expect(await it.findings(0)).toEqual([]);
  });

  test('can be started anew also when Step Functions has forgotten it, after ninety days', async () => {
    const it = await scenario();
    const { claimId, first, second } = await it.waiting();
    await it.stop(first);
    await it.clock.advance(100 * DAY);
    expect((await it.stop(first)).status).toBe(409);
    expect(await it.restart(first)).toMatchObject({ status: 202, body: { caseId: claimId, executionName: second } });
    // Nobody decided it in its time.
    await it.decide('claims-supervisor', approve, supervisor);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED', executionName: second });
  });

  test('leaves decisions to be made, which take effect once it is restarted', async () => {
    const it = await scenario();
    const { claimId, first } = await it.waiting();
    await it.stop(first);
    expect((await it.decide('claims-handler', approve, handler)).status).toBe(200);
    await it.clock.advance(2 * DAY);
    expect(await it.claim(claimId)).toMatchObject({ status: 'APPROVED', executionName: first });
    await it.restart(first);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
    await it.accept(claimId);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
  });

  test('leaves its claim to be withdrawn, after which nothing is left to restart', async () => {
    const it = await scenario();
    const { claimId, first } = await it.waiting();
    await it.stop(first);
    expect((await it.withdraw(claimId)).status).toBe(200);
    expect((await it.restart(first)).status).toBe(409);
  });
});

test('an execution that runs and is restarted is stopped and followed by another, which takes its task over', async () => {
  const it = await scenario();
  const { claimId, first, second } = await it.waiting();
  const { taskId } = await it.openTask('claims-handler');
  expect(await it.restart(first)).toMatchObject({ status: 202, body: { executionName: second } });
  expect(await it.execution(claimId)).toMatchObject({ status: 'ABORTED', error: 'replaced' });
  expect(await it.execution(claimId, 2)).toMatchObject({ status: 'RUNNING' });
  expect(await it.openTask('claims-handler')).toMatchObject({ taskId });
  await it.decide('claims-handler', approve, handler);
  expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
});

describe('an order is refused', () => {
  const says = {
    ended: { en: 'The case has ended, and its workflow with it', 'zh-CN': '案件已结束，流程不再执行' },
    notRunning: { en: 'The execution is not running', 'zh-CN': '该执行记录未在运行' },
  };
  const notCurrent = (name: string) => ({
    en: `Another execution works on the case: ${name}`,
    'zh-CN': `该案件现由另一执行记录处理：${name}`,
  });

  test.each(['en', 'zh-CN'] as const)('for a claim that has ended, in words: %s', async (language) => {
    const it = await scenario();
    const { claimId, first } = await it.waiting();
    await it.withdraw(claimId);
    for (const order of [it.stop, it.restart]) {
      const refusal = { status: 409, body: { code: 'illegal-state', detail: says.ended[language] } };
      expect(await order(first, language)).toMatchObject(refusal);
    }
  });

  test.each(['en', 'zh-CN'] as const)('on an execution that another has followed, in words: %s', async (language) => {
    const it = await scenario();
    const { claimId, first, second } = await it.waiting();
    await it.restart(first);
    for (const order of [it.stop, it.restart]) {
      const refusal = { status: 409, body: { code: 'illegal-state', detail: notCurrent(second)[language] } };
      expect(await order(first, language)).toMatchObject(refusal);
    }
    expect(await it.execution(claimId, 2)).toMatchObject({ status: 'RUNNING' });
  });

  test.each(['en', 'zh-CN'] as const)('to stop what does not run, in words: %s', async (language) => {
    const it = await scenario();
    const { first } = await it.waiting();
    await it.stop(first);
    const refusal = { status: 409, body: { code: 'illegal-state', detail: says.notRunning[language] } };
    expect(await it.stop(first, language)).toMatchObject(refusal);
  });

  test.each(['claim-clm_404-1', 'claim-1', 'nothing', 'wish-wsh_1-1'])('on one that there is not: %s', async (name) => {
    const it = await scenario();
    for (const order of [it.stop, it.restart]) {
      expect(await order(name)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  test('to anybody but ops', async () => {
    const it = await scenario();
    const { claimId, first } = await it.waiting();
    for (const verb of ['stop', 'restart'] as const) {
      expect((await it.order(verb, first, 'en', handler)).status).toBe(403);
    }
    expect(await it.execution(claimId)).toMatchObject({ status: 'RUNNING' });
  });
});
