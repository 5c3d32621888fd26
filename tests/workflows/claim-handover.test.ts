import { describe, expect, test } from '@jest/globals';
import { approving, cny, handler, storyOf, supervisor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';

async function scenario() {
  const inside = await house({ deliveries: 2 });
  await portfolio(inside.table);
  return { ...inside, ...storyOf(inside) };
}

describe('a failure that no rule foresees', () => {
  test('becomes a task of the supervisor, whose view holds no task token', async () => {
    const it = await scenario();
    it.troubles.broken.add('adjudication');
    await it.report();
    const task = await it.openTask('claims-supervisor');
    expect(task).toMatchObject({ kind: 'handover', facts: { state: 'Adjudicate', error: 'BrokenStep' } });
    // Each record is delivered twice here, and counted as often.
    expect(new Set(it.counted)).toEqual(new Set(['HandOvers']));
    const token = it.streamRecords.flatMap(
      ({ dynamodb }) => (dynamodb.NewImage as { taskToken?: { S: string } })?.taskToken?.S ?? [],
    );
    expect(token.length).toBeGreaterThan(0);
    for (const secret of token) expect(JSON.stringify(task)).not.toContain(secret);
  });

  test('that is not mended when the supervisor resumes comes back as a new task, and then the claim goes on', async () => {
    const it = await scenario();
    it.troubles.broken.add('adjudication');
    const claimId = await it.report();
    const before = it.transitions.length;
    await it.decide('claims-supervisor', { outcome: 'resume' }, supervisor);
    expect(it.transitions.length - before).toBe(4);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'handover', status: 'OPEN' });
    it.troubles.broken.clear();
    await it.decide('claims-supervisor', { outcome: 'resume' }, supervisor);
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
  });

  test('of the handing over itself fails the execution where it stands, so that it can be redriven too', async () => {
    const it = await scenario();
    it.troubles.broken.add('adjudication').add('handover');
    const claimId = await it.report();
    await it.clock.advance(3 * 86_400_000);
    expect(await it.execution(claimId)).toMatchObject({ status: 'FAILED', error: 'BrokenStep' });
    it.troubles.broken.clear();
    const { executionArn } = await it.execution(claimId);
    await it.stepFunctions.call('RedriveExecution', { executionArn });
    await it.clock.idle();
    await it.decide('claims-supervisor', { outcome: 'resume' }, supervisor);
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'adjudication' });
  });
});

describe('who decides', () => {
  test('a task in the supervisors queue is decided by a supervisor', async () => {
    const it = await scenario();
    await it.report();
    await it.clock.advance((promisedHours('decision') + 1) * 3_600_000);
    const { status } = await it.decide('claims-supervisor', approving(1_000), handler);
    expect(status).toBe(403);
  });
});

test('a claim whose payment has failed can still be withdrawn, and the cover is given back', async () => {
  const it = await scenario();
  const claimId = await it.report();
  await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
  it.provider.refuse = true;
  await it.accept(claimId);
  expect(await it.claim(claimId)).toMatchObject({ status: 'AGREED' });
  expect((await it.withdraw(claimId)).status).toBe(200);
  expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
  expect(await it.limitUsed()).toBe(0);
});

describe('a notice that contradicts what is settled', () => {
  test('changes nothing that is paid, and is kept and published for somebody to look into', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    await it.accept(claimId);
    const orderId = String((await it.claim(claimId)).paymentOrderId);
    await it.notify({ id: 'n-1', type: 'payment.failed', orderId, reason: 'closed' });
    expect((await it.notify({ id: 'n-2', type: 'payment.paid', orderId })).status).toBe(200);
    expect((await it.notify({ id: 'n-2', type: 'payment.paid', orderId })).status).toBe(200);
    expect(it.published.filter(({ type }) => type === 'payment.contradicted.v1')).toHaveLength(2);
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'payment-repair' });
  });
});

test("a customer's own words stay in the record and are not published", async () => {
  const it = await scenario();
  const claimId = await it.report();
  await it.withdraw(claimId);
  expect(JSON.stringify(it.published)).not.toContain('不再需要');
  const { body } = await it.call({ route: 'GET /v1/claims/{claimId}/timeline', params: { claimId }, as: handler });
  expect(JSON.stringify(body)).toContain('不再需要');
});
