import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { chains } from '../../functions/chains.ts';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { executionArn } from '../../functions/platform/record/workflow-arns.ts';
import type { Caller } from '../support/api.ts';
import { machineOf } from '../support/house/workflows.ts';
import { listed } from '../support/listed.ts';
import { portfolio, wang } from '../support/portfolio.ts';
import { handlers, routes, wishChain, wishes, wishWorkflow } from './toy-chain.ts';

// What the API says of tasks and executions is made from the chains when it is imported.
chains.push(wishChain);
const { httpApi } = await import('../../functions/platform/http/http.ts');
const { house } = await import('../support/house/house.ts');

const HOUR = 3_600_000;
const rep: Caller = { role: 'service-rep', sub: 'u-qian', branchId: 'HQ' };
const officer: Caller = { role: 'complaints-officer', sub: 'u-zhou', branchId: 'HQ' };
const manager: Caller = { role: 'complaints-manager', sub: 'u-wu', branchId: 'HQ' };

async function scenario() {
  const it = await house({
    deliveries: 2,
    seed: 1,
    workflows: { wishes: wishWorkflow },
    apis: (deps) => [{ routes, handler: httpApi(routes, handlers, deps) }],
  });
  await portfolio(it.table);
  return {
    ...it,
    /** A wish that was just noted: its id. */
    async note(): Promise<string> {
      const body = { customerId: wang.customerId, branchId: 'HQ', text: '请用短信联系' };
      const answer = await it.call({ route: 'POST /v1/wishes', as: rep, body });
      expect(answer).toMatchObject({ status: 201, body: { reference: expect.stringMatching(/^W/) } });
      return String(answer.body.wishId);
    },
    async tasks(as = officer) {
      return (await it.call({ route: 'GET /v1/tasks', as })).body.items as unknown as { taskId: string }[];
    },
    /** The first task in somebody's queue, decided. */
    async decide(outcome: 'granted' | 'resume', as = officer) {
      const taskId = String((await this.tasks(as))[0]?.taskId);
      const body = { outcome };
      return it.call({ route: 'POST /v1/tasks/{taskId}/decision', params: { taskId }, as, body });
    },
    wish: (wishId: string) => wishes.get(it.table, wishId),
    async execution(executionName: string) {
      const as: Caller = { role: 'ops' };
      return (await it.call({ route: 'GET /v1/executions/{executionName}', params: { executionName }, as })).body;
    },
    async events(wishId: string) {
      return (await listed(it.table, wishes.timelineOf(wishId))).map(({ type }) => type);
    },
    async messages() {
      return (await listed(it.table, messagesOf(wang.customerId))).map(({ template }) => template);
    },
  };
}

test('a chain of work, from its type to its route, is declared in fewer than 60 lines', () => {
  const lines = readFileSync(new URL('toy-chain.ts', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeLessThan(60);
});

describe('a wish', () => {
  test('waits for an officer with a task in their queue', async () => {
    const it = await scenario();
    const wishId = await it.note();
    expect(await it.execution(`wish-${wishId}-1`)).toMatchObject({ workflow: 'wishes', status: 'RUNNING' });
    expect(await it.tasks()).toMatchObject([{ kind: 'wish-grant', caseId: wishId, facts: { text: '请用短信联系' } }]);
  });

  test('is closed by the decision: its workflow has succeeded, and the customer is told', async () => {
    const it = await scenario();
    const wishId = await it.note();
    expect((await it.decide('granted')).status).toBe(200);
    expect(await it.wish(wishId)).toMatchObject({ status: 'CLOSED' });
    expect(await it.table.get({ PK: wishes.partition(wishId), SK: 'WISH' })).not.toHaveProperty('GSI2PK');
    expect(await it.execution(`wish-${wishId}-1`)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await it.messages()).toContain('claim-closed');
    expect(await it.events(wishId)).toEqual(['wish.made.v1', 'wish.heard.v1', 'wish.granted.v1']);
    expect(await it.tasks()).toEqual([]);
  });

  test('goes to the queue above when nobody decides it in its time', async () => {
    const it = await scenario();
    await it.note();
    await it.clock.advance(49 * HOUR);
    expect(await it.tasks()).toEqual([]);
    expect(await it.tasks(manager)).toMatchObject([{ kind: 'wish-grant', escalations: 1 }]);
  });

  test('is handed over when something fails that nobody foresaw, and goes on from there', async () => {
    const it = await scenario();
    it.troubles.broken.add('wish-grant');
    const wishId = await it.note();
    const facts = { state: 'GrantWish', error: 'BrokenStep' };
    expect(await it.tasks()).toMatchObject([{ kind: 'handover', facts }]);
    it.troubles.broken.clear();
    await it.decide('resume');
    await it.decide('granted');
    expect(await it.wish(wishId)).toMatchObject({ status: 'CLOSED' });
  });

  test('whose hand-over nobody decides in its time is mended by the queue above', async () => {
    const it = await scenario();
    it.troubles.broken.add('wish-grant');
    const wishId = await it.note();
    await it.clock.advance(25 * HOUR);
    it.troubles.broken.clear();
    expect((await it.decide('resume', manager)).status).toBe(200);
    await it.decide('granted');
    expect(await it.wish(wishId)).toMatchObject({ status: 'CLOSED' });
  });

  test('whose execution was stopped is found, and the next execution takes its task over', async () => {
    const it = await scenario();
    const wishId = await it.note();
    it.troubles.outage.events = true;
    const stopped = executionArn(machineOf('wishes'), `wish-${wishId}-1`);
    await it.stepFunctions.call('StopExecution', { executionArn: stopped });
    await it.clock.advance(50 * HOUR);
    const { body } = await it.call({ route: 'GET /v1/findings', as: { role: 'ops' } });
    expect(body.items).toMatchObject([{ kind: 'wait-gone', action: 'restarted', caseType: 'wish', caseId: wishId }]);
    await it.decide('granted', manager);
    expect(await it.wish(wishId)).toMatchObject({ status: 'CLOSED' });
    expect(await it.execution(`wish-${wishId}-2`)).toMatchObject({ status: 'SUCCEEDED' });
  });
});
