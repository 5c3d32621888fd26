import { describe, expect, test } from '@jest/globals';
import { approving, cny, customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { portfolio } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';

async function scenario(options?: Parameters<typeof house>[0]) {
  const inside = await house(options);
  await portfolio(inside.table);
  return { ...inside, ...storyOf(inside) };
}

describe('a fast-track claim', () => {
  test('goes from the report to the payment in at most 7 transitions, and the customer is told', async () => {
    const it = await scenario();
    const claimId = await it.report();
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION', track: 'fast-track' });
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED', approved: cny(320_000) });
    await it.accept(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'PAYMENT_ORDERED' });
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(it.transitions.length).toBeLessThanOrEqual(6);
    expect(it.provider.paid.size).toBe(1);
    expect(await it.limitUsed()).toBe(320_000);
    const templates = (await it.messages()).map(({ template }) => template);
    expect(new Set(templates)).toEqual(new Set(['claim-registered', 'claim-offered', 'claim-paid', 'claim-closed']));
    expect(templates).toHaveLength(8);
    expect(await it.timeline(claimId)).toEqual([
      'reported',
      'registered',
      'triaged',
      'fast-tracked',
      'adjudication-started',
      'approved',
      'offered',
      'agreed',
      'payment-ordered',
      'paid',
      'closed',
    ]);
  });

  test('is paid once when every stream record is delivered three times', async () => {
    const it = await scenario({ deliveries: 3 });
    const claimId = await it.report();
    await it.decide('claims-handler', approving(300_000), handler);
    await it.accept(claimId);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(300_000) });
    expect(it.provider.paid.size).toBe(1);
    expect(await it.limitUsed()).toBe(300_000);
    expect(it.transitions).toHaveLength(6);
  });
});

describe('reporting', () => {
  test('50 reports of the same loss at once are one claim', async () => {
    const it = await scenario();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => it.callAtOnce({ route: 'POST /v1/claims', as: customer, body: smallLoss })),
    );
    await it.clock.idle();
    expect(new Set(answers.map(({ body }) => (body as { claimId: string }).claimId)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201]);
    const { executions } = await it.stepFunctions.call('ListExecutions', {
      stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:claim-lifecycle',
    });
    expect(executions).toHaveLength(1);
  });

  test('another cause at the same time is another claim', async () => {
    const it = await scenario();
    expect(await it.report()).not.toBe(await it.report({ ...smallLoss, cause: 'collision' }));
  });

  test.each([
    [{ policyNumber: 'PM-404' }, '/policyNumber'],
    [{ lossAt: '2036-12-01T00:00:00Z' }, '/lossAt'],
    [{ estimate: { amount: 1, currency: 'USD' } }, '/estimate/currency'],
    [{ cause: 'witchcraft' }, '/cause'],
    [{ reporter: { ...smallLoss.reporter, phone: 'call me' } }, '/reporter/phone'],
    [{ surprise: 1 }, '/surprise'],
  ])('%j is refused with a pointer, and nothing is stored', async (part, pointer) => {
    const it = await scenario();
    const before = it.streamRecords.length;
    const { status, body } = await it.call({ route: 'POST /v1/claims', as: customer, body: { ...smallLoss, ...part } });
    expect(status).toBe(422);
    expect((body as unknown as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([
      pointer,
    ]);
    expect(it.streamRecords).toHaveLength(before);
  });

  test("another customer's policy does not exist", async () => {
    const it = await scenario();
    const other = { ...customer, customerId: 'cus_other' };
    const { status, body } = await it.call({ route: 'POST /v1/claims', as: other, body: smallLoss });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid-input' });
    const claimId = await it.report();
    expect((await it.call({ route: 'GET /v1/claims/{claimId}', params: { claimId }, as: other })).status).toBe(404);
  });
});

describe('a surveyed claim', () => {
  test('is surveyed, adjudicated and paid in at most 12 transitions', async () => {
    const it = await scenario();
    const claimId = await it.report({ ...smallLoss, cause: 'collision', estimate: cny(1_500_000) });
    expect(await it.claim(claimId)).toMatchObject({ status: 'SURVEY', track: 'survey' });
    const task = await it.openTask('surveyor');
    await it.call({ route: 'POST /v1/tasks/{taskId}/assignment', params: { taskId: task.taskId }, as: surveyor });
    expect((await it.messages()).map(({ template }) => template)).toContain('claim-surveyor-appointed');
    await it.decide('surveyor', { outcome: 'assessed', amount: cny(1_400_000), findings: '前部受损' }, surveyor);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION', assessed: cny(1_400_000) });
    await it.decide('claims-handler', approving(1_200_000, { clause: '第四条' }), handler);
    expect(await it.timeline(claimId)).toContain('partially-approved');
    await it.accept(claimId);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(1_200_000) });
    expect(it.transitions.length).toBeLessThanOrEqual(11);
  });
});

describe('triage', () => {
  test.each([
    ['an injury is cared for first', { injury: true }, 'injury', 'injury-contact', 'claims-handler'],
    [
      'a peril that is not covered goes to a senior, never to a denial',
      { cause: 'illness' },
      'senior',
      'adjudication',
      'claims-supervisor',
    ],
    [
      'a loss before the policy began goes to a senior',
      { lossAt: '2025-12-31T00:00:00Z' },
      'senior',
      'adjudication',
      'claims-supervisor',
    ],
    ['a large loss is surveyed', { estimate: cny(20_000_000) }, 'senior', 'survey', 'surveyor'],
    ['a loss without an estimate is surveyed', { estimate: undefined }, 'survey', 'survey', 'surveyor'],
  ])('%s', async (_name, part, track, kind, queue) => {
    const it = await scenario();
    const claimId = await it.report({ ...smallLoss, ...part });
    expect(await it.claim(claimId)).toMatchObject({ track });
    expect(await it.openTask(queue)).toMatchObject({ kind, caseId: claimId, status: 'OPEN' });
  });
});

describe('adjudication', () => {
  test('an amount above the authority waits for a second person, who is not the first', async () => {
    const it = await scenario();
    const claimId = await it.report({ ...smallLoss, cause: 'illness', estimate: cny(25_000_000) });
    const answer = await it.decide('claims-supervisor', { outcome: 'approve', amount: cny(25_000_000) }, supervisor);
    expect(answer.status).toBe(200);
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'review' });
    const own = await it.decide('claims-supervisor', { outcome: 'confirm' }, supervisor);
    expect({ status: own.status, code: own.body.code }).toEqual({ status: 409, code: 'maker-is-checker' });
    expect(await it.limitUsed()).toBe(0);
    await it.decide('claims-supervisor', { outcome: 'confirm' }, { ...supervisor, sub: 'u-qian' });
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED', approved: cny(25_000_000) });
    expect(await it.limitUsed()).toBe(25_000_000);
  });

  test('a denial is reviewed, then told with clause, reasons and closed', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'deny', clause: '第七条', reasons: '玻璃单独破碎未投保' }, handler);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION' });
    await it.decide('claims-supervisor', { outcome: 'confirm' }, supervisor);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
    expect(await it.timeline(claimId)).toEqual(expect.arrayContaining(['decision-proposed', 'denied', 'closed']));
    expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(it.provider.orders).toHaveLength(0);
  });

  test('a returned decision goes back to a handler', async () => {
    const it = await scenario();
    await it.report();
    await it.decide('claims-handler', { outcome: 'deny', clause: '第七条', reasons: '理由不足' }, handler);
    await it.decide('claims-supervisor', { outcome: 'return', note: '请补充理由' }, supervisor);
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'adjudication', status: 'OPEN' });
  });

  test('more than the cover left cannot be approved', async () => {
    const it = await scenario();
    await it.report();
    const { status, body } = await it.decide('claims-handler', approving(30_000_001), handler);
    expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer: '/amount/amount' }] });
  });

  test('a task is decided once', async () => {
    const it = await scenario();
    await it.report();
    const { taskId } = await it.openTask('claims-handler');
    const decide = (sub: string) =>
      it.callAtOnce({
        route: 'POST /v1/tasks/{taskId}/decision',
        params: { taskId },
        as: { ...handler, sub },
        body: approving(100_000),
      });
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(decide));
    await it.clock.idle();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await it.limitUsed()).toBe(100_000);
  });

  test('the customer does not see how staff come to their decision', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'deny', clause: '第七条', reasons: '未投保' }, handler);
    expect(await it.timeline(claimId)).toContain('decision-proposed');
    expect(await it.timeline(claimId, customer)).toEqual([
      'reported',
      'registered',
      'triaged',
      'fast-tracked',
      'adjudication-started',
    ]);
    const { body } = await it.call({ route: 'GET /v1/claims/{claimId}/timeline', params: { claimId }, as: customer });
    expect(JSON.stringify(body)).not.toMatch(/doubts|track"/);
    expect(await it.claim(claimId, customer)).not.toHaveProperty('doubts');
  });

  test('a decision on a version that is no longer the last is refused with 412', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    const { version } = await it.claim(claimId);
    const act = (ifMatch: string) =>
      it.call({
        route: 'POST /v1/claims/{claimId}/acceptance',
        params: { claimId },
        as: customer,
        headers: { 'if-match': ifMatch },
      });
    expect((await act(`"${Number(version) - 1}"`)).status).toBe(412);
    expect((await act(`"${version}"`)).status).toBe(200);
  });

  test('a surveyor does not adjudicate', async () => {
    const it = await scenario();
    await it.report();
    const { status } = await it.decide('claims-handler', approving(1), surveyor);
    expect(status).toBe(403);
  });
});

describe('documents', () => {
  test('are asked for once, and the claim goes on when the last has arrived', async () => {
    const it = await scenario();
    const claimId = await it.report();
    const documents = ['repair-invoice', 'photos'];
    await it.decide('claims-handler', { outcome: 'request-documents', documents }, handler);
    expect(await it.claim(claimId)).toMatchObject({ status: 'DOCUMENTS_REQUESTED', documentsRequested: documents });
    expect((await it.messages()).filter(({ template }) => template === 'claim-documents-requested')).toHaveLength(2);
    for (const kind of documents) {
      const body = { kind, filename: '发票.pdf', contentType: 'application/pdf' };
      const { body: announced } = await it.call({
        route: 'POST /v1/claims/{claimId}/documents',
        params: { claimId },
        as: customer,
        body,
      });
      await it.receive(claimId, String(announced.documentId));
      await it.receive(claimId, String(announced.documentId));
    }
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION', documentsReceived: documents });
    const again = await it.decide('claims-handler', { outcome: 'request-documents', documents: ['other'] }, handler);
    expect({ status: again.status, code: again.body.code }).toEqual({
      status: 409,
      code: 'documents-already-requested',
    });
  });

  test('that never come bring the claim back to a handler', async () => {
    const it = await scenario();
    await it.report();
    await it.decide('claims-handler', { outcome: 'request-documents', documents: ['photos'] }, handler);
    await it.clock.advance((promisedHours('documents') + 1) * 3_600_000);
    expect(await it.openTask('customer')).toBeUndefined();
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'adjudication', status: 'OPEN' });
  });
});

describe('time', () => {
  test('a task that nobody decides goes to the supervisor, again and again, and is still decided', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.clock.advance(25 * 3_600_000);
    expect(await it.openTask('claims-handler')).toBeUndefined();
    expect(await it.openTask('claims-supervisor')).toMatchObject({ kind: 'adjudication', escalations: 1 });
    await it.clock.advance(100 * 86_400_000);
    expect(await it.execution(claimId)).toMatchObject({ status: 'RUNNING' });
    await it.decide('claims-supervisor', { outcome: 'approve', amount: cny(320_000) }, supervisor);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
  });

  test('an offer without an answer is reminded of, and silence is not consent', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    await it.clock.advance(11 * 86_400_000);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
    expect((await it.messages()).filter(({ template }) => template === 'claim-offer-reminder')).toHaveLength(2);
    await it.accept(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'PAYMENT_ORDERED' });
  });

  test('an order without an answer is sent again under the same id, and paid once', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    await it.accept(claimId);
    await it.clock.advance(5 * 86_400_000);
    expect(it.provider.orders.length).toBeGreaterThan(1);
    expect(it.provider.paid.size).toBe(1);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
  });
});

describe('payment', () => {
  async function agreed() {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', { outcome: 'approve', amount: cny(320_000) }, handler);
    return { it, claimId };
  }

  test('a notice that comes twice, or late, has one effect', async () => {
    const { it, claimId } = await agreed();
    await it.accept(claimId);
    const orderId = String((await it.claim(claimId)).paymentOrderId);
    const answers = [
      await it.notify({ id: 'n-1', type: 'payment.paid', orderId }),
      await it.notify({ id: 'n-1', type: 'payment.paid', orderId }),
      await it.notify({ id: 'n-2', type: 'payment.paid', orderId }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await it.notify({ id: 'n-3', type: 'payment.failed', orderId })).status).toBe(200);
    expect(it.published.filter(({ type }) => type === 'payment.contradicted.v1')).toHaveLength(1);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
  });

  test('a wrong or an old signature is refused', async () => {
    const { it, claimId } = await agreed();
    await it.accept(claimId);
    const orderId = String((await it.claim(claimId)).paymentOrderId);
    const old = new Date(it.clock.now() - 301_000);
    expect((await it.notify({ id: 'n-1', type: 'payment.paid', orderId }, old)).status).toBe(401);
    const forged = { 'x-careline-signature': `t=1,v1=${'0'.repeat(64)}` };
    const body = JSON.stringify({ id: 'n-1', type: 'payment.paid', orderId, providerReference: 'x' });
    expect((await it.call({ route: 'POST /v1/webhooks/payments', body, headers: forged })).status).toBe(401);
    expect(await it.claim(claimId)).toMatchObject({ status: 'PAYMENT_ORDERED' });
  });

  test('that fails is repaired by a person, and paid by a new order', async () => {
    const { it, claimId } = await agreed();
    it.provider.refuse = true;
    await it.accept(claimId);
    expect(await it.openTask('claims-handler')).toMatchObject({ kind: 'payment-repair' });
    it.provider.refuse = false;
    const payee = { name: '王小明', account: '6222 0202 0011 2233 446', bank: '工商银行' };
    await it.decide('claims-handler', { outcome: 'retry', payee }, handler);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    expect(it.provider.orders.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect([...it.provider.paid.values()]).toMatchObject([{ payee: { ...payee, account: '6222020200112233446' } }]);
  });

  test('a disputed offer gives the cover back and goes to a senior', async () => {
    const { it, claimId } = await agreed();
    await it.dispute(claimId);
    expect(await it.limitUsed()).toBe(0);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION' });
    await it.decide('claims-supervisor', approving(380_000), supervisor);
    await it.accept(claimId);
    await it.pay(claimId);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED', paid: cny(380_000) });
    expect(await it.limitUsed()).toBe(380_000);
  });
});
