import { describe, expect, test } from '@jest/globals';
import { frequentPayee } from '../../functions/payments/payment-settings.ts';
import type { Caller } from '../support/api.ts';
import { approving, cny, customer, handler, smallLoss, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';

const DAY = 86_400_000;
const garage = { name: '好修车行', account: '6222 0202 0011 2233 446', relation: 'repair-shop' };
const own = { name: '王小明', account: '6222 0202 0011 2233 446' };
const elsewhere = { name: '王小明', account: '6228 4800 1234 5678 911' };
const second: Caller = { ...supervisor, sub: 'u-qian', name: '钱主管' };
const { otherClaims, withinDays } = frequentPayee;

async function scenario(options?: Parameters<typeof house>[0]) {
  const inside = await house(options);
  await portfolio(inside.table);
  const story = storyOf(inside);
  let losses = 0;
  /** What is open in the queues of claims, of one claim or of any. */
  async function taskOf(claimId?: string) {
    const queues = ['claims-supervisor', 'claims-handler'];
    const lists = await Promise.all(
      queues.map((queue) => inside.call({ route: 'GET /v1/tasks', as: supervisor, query: { queue } })),
    );
    const open = lists.flatMap(({ body }) => body.items as unknown as { taskId: string; caseId: string }[]);
    return open.find(({ caseId }) => claimId === undefined || caseId === claimId);
  }
  async function answer(body: object, as = supervisor, claimId?: string) {
    const taskId = String((await taskOf(claimId))?.taskId);
    return inside.call({ route: 'POST /v1/tasks/{taskId}/decision', params: { taskId }, as, body });
  }

  /** A claim of a loss of its own that is approved and agreed, with whom to pay. */
  async function agree(payee?: object): Promise<string> {
    losses += 1;
    const lossAt = new Date(inside.clock.now() - losses * 7 * DAY).toISOString();
    const claimId = await story.report({ ...smallLoss, lossAt });
    await answer(approving(100_000), supervisor, claimId);
    await story.accept(claimId, payee);
    return claimId;
  }
  return {
    ...inside,
    ...story,
    agree,
    taskOf,
    answer,
    /** So many claims, agreed and paid; whoever is asked about is confirmed by a handler. */
    async paid(count: number, payee?: object): Promise<string[]> {
      const ids: string[] = [];
      for (let number = 0; number < count; number += 1) {
        const claimId = await agree(payee);
        if (await taskOf()) await answer({ outcome: 'confirm' }, handler);
        await story.pay(claimId);
        expect(await story.claim(claimId)).toMatchObject({ status: 'CLOSED' });
        ids.push(claimId);
      }
      return ids;
    },
  };
}

describe.each<[string, object | undefined, readonly string[]]>([
  ['a garage', garage, ['third-party-payee', 'frequent-claims']],
  ['the customer’s own account', own, ['frequent-claims']],
  ['the customer, wherever the provider knows an account', undefined, ['frequent-claims']],
])('%s that was paid for many claims', (_title, payee, doubts) => {
  test('is confirmed by somebody senior, who is shown them, before more is paid', async () => {
    const it = await scenario({ deliveries: 2 });
    const before = await it.paid(otherClaims, payee);
    const claimId = await it.agree(payee);
    expect(await it.claim(claimId)).toMatchObject({ status: 'AGREED' });
    expect(it.provider.orders).toHaveLength(2 * otherClaims);
    const task = await it.openTask('claims-supervisor');
    expect(task).toMatchObject({ kind: 'payee-check', facts: { doubts } });
    const { otherPayments } = task.facts as { otherPayments: object[] };
    expect(otherPayments).toMatchObject(
      before.toReversed().map((caseId) => ({ caseId, amount: cny(100_000), status: 'PAID', at: expect.any(String) })),
    );
    expect(JSON.stringify(task)).not.toContain('00112233');
    expect((await it.answer({ outcome: 'confirm' }, handler)).status).toBe(403);
    expect((await it.answer({ outcome: 'confirm' })).status).toBe(200);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(100_000) });
    const seen = await it.timeline(claimId, customer);
    expect(seen.filter((type) => type.startsWith('payee-'))).toEqual(['payee-check-started', 'payee-confirmed']);
    const route = 'GET /v1/claims/{claimId}/timeline';
    const told = await it.call({ route, params: { claimId }, as: customer, query: { limit: '100' } });
    expect(JSON.stringify(told.body)).not.toContain('frequent-claims');
  });

  test('is not asked about again until as many more have come', async () => {
    const it = await scenario();
    await it.paid(otherClaims, payee);
    const confirmed = await it.agree(payee);
    await it.answer({ outcome: 'confirm' });
    await it.pay(confirmed);
    await it.paid(otherClaims, payee);
    const claimId = await it.agree(payee);
    expect(await it.claim(claimId)).toMatchObject({ status: 'AGREED' });
    expect(await it.openTask('claims-supervisor')).toMatchObject({
      facts: { doubts, confirmedAt: expect.any(String) },
    });
  });
});

describe('a payee who was paid for many claims', () => {
  test('and is rejected is asked of the customer, who is paid to another account', async () => {
    const it = await scenario();
    await it.paid(otherClaims, own);
    const claimId = await it.agree(own);
    await it.answer({ outcome: 'reject', reason: '请提供本人名下的其他账户' });
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
    await it.accept(claimId, elsewhere);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
  });

  test('is nobody’s matter once that is long ago', async () => {
    const it = await scenario();
    await it.paid(otherClaims, own);
    await it.clock.advance((withinDays + 1) * DAY);
    await it.pay(await it.agree(own));
    expect(it.provider.paid.size).toBe(otherClaims + 1);
  });

  test('is confirmed by another person than a senior who has named the account in a repair', async () => {
    const it = await scenario();
    await it.paid(otherClaims, own);
    it.provider.refuse = true;
    const claimId = await it.agree(elsewhere);
    it.provider.refuse = false;
    expect(await it.taskOf()).toMatchObject({ kind: 'payment-repair' });
    await it.answer({ outcome: 'retry', payee: own });
    expect(await it.taskOf()).toMatchObject({ kind: 'payee-check', facts: { doubts: ['frequent-claims'] } });
    const alone = await it.answer({ outcome: 'confirm' });
    expect([alone.status, alone.body.code]).toEqual([409, 'maker-is-checker']);
    await it.answer({ outcome: 'confirm' }, second);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
  });

  test('and was agreed by many at once is still looked at, whoever confirms each of them', async () => {
    const it = await scenario();
    const ids: string[] = [];
    for (let number = 0; number <= otherClaims; number += 1) ids.push(await it.agree(garage));
    for (const id of ids) await it.answer({ outcome: 'confirm' }, handler, id);
    expect(it.provider.paid.size).toBe(otherClaims);
    expect(await it.openTask('claims-supervisor')).toMatchObject({
      kind: 'payee-check',
      facts: { doubts: ['third-party-payee', 'frequent-claims'] },
    });
    await it.answer({ outcome: 'confirm' });
    expect(it.provider.paid.size).toBe(otherClaims + 1);
  });
});
