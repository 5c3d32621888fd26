import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { claims } from '../../functions/claims/claim-store.ts';
import { cny, customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';

async function scenario() {
  const inside = await house({ deliveries: 2 });
  await portfolio(inside.table);
  return { ...inside, ...storyOf(inside) };
}
type Scenario = Awaited<ReturnType<typeof scenario>>;

const injured = { ...smallLoss, injury: true };
const approve = { outcome: 'approve', amount: cny(320_000) };
const waits: [string, (it: Scenario) => Promise<string>][] = [
  ['adjudication', (it) => it.report()],
  ['survey', (it) => it.report({ ...smallLoss, estimate: cny(1_500_000) })],
  ['injury care', (it) => it.report(injured)],
  [
    'documents',
    async (it) => {
      const claimId = await it.report();
      await it.decide('claims-handler', { outcome: 'request-documents', documents: ['photos'] }, handler);
      return claimId;
    },
  ],
  [
    'review',
    async (it) => {
      const claimId = await it.report();
      await it.decide('claims-handler', { outcome: 'deny', clause: '第七条', reasons: '未投保' }, handler);
      return claimId;
    },
  ],
  [
    'the offer',
    async (it) => {
      const claimId = await it.report();
      await it.decide('claims-handler', approve, handler);
      return claimId;
    },
  ],
];

describe('withdrawal', () => {
  test.each(waits)(
    'during %s ends the execution cleanly, closes the task and gives the cover back',
    async (_name, until) => {
      const it = await scenario();
      const claimId = await until(it);
      const { status, body } = await it.withdraw(claimId);
      expect({ status, state: body.status }).toEqual({ status: 200, state: 'WITHDRAWN' });
      expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
      for (const queue of ['claims-handler', 'claims-supervisor', 'surveyor', 'customer']) {
        expect(await it.openTask(queue)).toBeUndefined();
      }
      expect(await it.limitUsed()).toBe(0);
      expect((await it.messages()).filter(({ template }) => template === 'claim-withdrawn')).toHaveLength(2);
      expect((await it.withdraw(claimId)).status).toBe(409);
    },
  );

  test('at the very moment of the report ends the execution too', async () => {
    const it = await scenario();
    const { body } = await it.callAtOnce({ route: 'POST /v1/claims', as: customer, body: smallLoss });
    const { claimId } = body as { claimId: string };
    await it.withdraw(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'WITHDRAWN' });
    expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('is refused once the payment is ordered', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', approve, handler);
    await it.accept(claimId);
    expect((await it.withdraw(claimId)).status).toBe(409);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
  });
});

test('whatever people do in whatever order, nothing is paid twice, above the approval or without agreement, and no task is left', async () => {
  const acts = [
    'approve',
    'deny',
    'documents',
    'confirm',
    'return',
    'assess',
    'contact',
    'accept',
    'dispute',
    'withdraw',
    'pay',
    'fail',
    'day',
    'race',
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 14 }), fc.boolean(), async (order, injury) => {
      const it = await scenario();
      const claimId = await it.report({ ...smallLoss, injury });
      for (const act of order) await play(it, claimId, act);
      const claim = await it.claim(claimId);
      const { status } = await it.execution(claimId);
      const over = claim.status === 'CLOSED' || claim.status === 'WITHDRAWN';
      expect(status).toBe(over ? 'SUCCEEDED' : 'RUNNING');
      const open = await openTasks(it);
      // While a payment is under way nobody need act; otherwise exactly one person must.
      if (claim.status !== 'PAYMENT_ORDERED') expect(open).toBe(over ? 0 : 1);
      const timeline = await it.timeline(claimId);
      expect(timeline.filter((type) => type === 'paid').length).toBeLessThanOrEqual(1);
      if (claim.paid) expect(timeline).toContain('agreed');
      expect(await it.limitUsed()).toBe((claim.paid ?? claim.approved) ? await reserved(it, claimId) : 0);
    }),
    { numRuns: 25 },
  );
}, 60_000);

async function play(it: Scenario, claimId: string, act: string): Promise<void> {
  const task =
    (await it.openTask('surveyor')) ??
    (await it.openTask('claims-handler')) ??
    (await it.openTask('claims-supervisor'));
  const as = { approve: handler, assess: surveyor, contact: handler }[act] ?? supervisor;
  const decisions: Record<string, object> = {
    approve,
    deny: { outcome: 'deny', clause: '第七条', reasons: '未投保' },
    documents: { outcome: 'request-documents', documents: ['photos'] },
    confirm: { outcome: 'confirm' },
    return: { outcome: 'return' },
    assess: { outcome: 'assessed', amount: cny(300_000), findings: '受损' },
    contact: { outcome: 'contacted', note: '已联系' },
  };
  const decision = decisions[act];
  if (decision && task) {
    await it.call({
      route: 'POST /v1/tasks/{taskId}/decision',
      params: { taskId: task.taskId },
      as: { ...(task.queue === 'claims-supervisor' ? supervisor : as), sub: `u-${act}` },
      body: decision,
    });
  }
  if (act === 'accept') await it.accept(claimId);
  if (act === 'dispute') await it.dispute(claimId);
  if (act === 'withdraw') await it.withdraw(claimId);
  if (act === 'day') await it.clock.advance(26 * 3_600_000);
  if (act === 'race') await Promise.all([it.accept(claimId), it.withdraw(claimId), it.dispute(claimId)]);
  const orderId = (await it.claim(claimId)).paymentOrderId as string | undefined;
  if (act === 'pay' && orderId) await it.notify({ id: `p-${orderId}`, type: 'payment.paid', orderId });
  if (act === 'fail' && orderId)
    await it.notify({ id: `f-${orderId}`, type: 'payment.failed', orderId, reason: 'closed' });
}

async function openTasks(it: Scenario): Promise<number> {
  const open = await Promise.all(
    ['surveyor', 'claims-handler', 'claims-supervisor', 'customer'].map((queue) => it.openTask(queue)),
  );
  return open.filter(Boolean).length;
}

/** What the claim holds of the policy's limit: its reservation, or what was paid of it. */
async function reserved(it: Scenario, claimId: string): Promise<number> {
  const claim = await claims.get(it.table, claimId);
  if (claim && 'paid' in claim && claim.paid) return claim.paid.amount;
  return claim && 'reserved' in claim ? claim.reserved.amount : 0;
}
