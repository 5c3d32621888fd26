import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Careline } from '../../local/careline.ts';
import { clientOf, runningSandbox } from '../support/running-sandbox.ts';

let sandbox: Careline;
beforeAll(async () => {
  sandbox = await runningSandbox();
}, 60_000);
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.reset());

const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** A customer with a motor policy, through the API, and the people around the claim. */
async function people() {
  const integration = await clientOf(sandbox, 'integration');
  const contact = { name: '王小明', language: 'zh-CN', phone: '13800138000', email: 'wang@example.com' };
  const { body } = await integration.post('/v1/customers', { ...contact, externalRef: 'E2E-1' });
  const customerId = String(body.customerId);
  const now = sandbox.clock.now();
  const policy = await integration.post('/v1/policies', {
    policyNumber: 'E2E-CAR-1',
    customerId,
    line: 'motor',
    plan: '家庭自用车综合险',
    effectiveAt: new Date(now - 100 * 86_400_000).toISOString(),
    expiresAt: new Date(now + 265 * 86_400_000).toISOString(),
    perils: ['glass', 'collision'],
    sumInsured: cny(20_000_000),
  });
  expect(policy.status).toBe(201);
  return {
    customerId,
    customer: await clientOf(sandbox, 'customer', { customerId, name: '王小明' }),
    handler: await clientOf(sandbox, 'claims-handler', { name: '陈理赔' }),
    ops: await clientOf(sandbox, 'ops'),
    loss: {
      policyNumber: 'E2E-CAR-1',
      lossAt: new Date(now - 3_600_000).toISOString(),
      cause: 'glass',
      description: '前挡风玻璃破碎',
      estimate: cny(320_000),
      reporter: { name: '王小明', phone: '13800138000', relation: '本人' },
    },
  };
}

async function decide(handler: Awaited<ReturnType<typeof clientOf>>, decision: object) {
  const { body } = await handler.get('/v1/tasks?queue=claims-handler');
  return handler.post(`/v1/tasks/${body.items?.[0]?.taskId}/decision`, decision);
}

describe('a claim through the deployed system', () => {
  test('is reported, decided, agreed and paid; messages go out, and ops read its execution step by step', async () => {
    const { customer, handler, ops, loss } = await people();
    const reported = await customer.post('/v1/claims', loss, { 'idempotency-key': 'report-1' });
    expect(reported.status).toBe(201);
    const claimId = String(reported.body.claimId);
    expect(await customer.post('/v1/claims', loss, { 'idempotency-key': 'report-1' })).toMatchObject({
      status: 201,
      body: { claimId, status: 'REPORTED' },
    });
    expect((await decide(handler, { outcome: 'approve', amount: cny(320_000) })).status).toBe(200);
    expect((await customer.post(`/v1/claims/${claimId}/acceptance`)).status).toBe(200);
    await sandbox.clock.advance(10_000);
    expect((await customer.get(`/v1/claims/${claimId}`)).body).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
    const sent = sandbox.messages();
    expect(sent.filter(({ channel }) => channel === 'email').map(({ to }) => to)).toEqual(
      Array(4).fill('wang@example.com'),
    );
    expect(sent.filter(({ channel }) => channel === 'sms').map(({ to }) => to)).toEqual(
      Array(4).fill('+8613800138000'),
    );
    expect(sent.find(({ text }) => text?.includes('3,200.00'))).toBeDefined();
    const execution = await ops.get(`/v1/executions/claim-${claimId}-1`);
    expect(execution.body).toMatchObject({ status: 'SUCCEEDED' });
    expect((execution.body.states as { name: string }[]).map(({ name }) => name)).toEqual([
      'RegisterClaim',
      'FindPlace',
      'Adjudicate',
      'AwaitAgreement',
      'PayClaim',
      'CloseClaim',
    ]);
  });

  test('its messages are settled in the ledger by what the provider reports', async () => {
    const { customerId, customer, loss } = await people();
    await customer.post('/v1/claims', loss);
    await sandbox.clock.advance(60_000);
    const { body } = await customer.get(`/v1/customers/${customerId}/notifications`);
    expect(body.items?.map(({ channel, status }) => `${channel} ${status}`).sort()).toEqual([
      'email DELIVERED',
      'sms SENT',
    ]);
  });

  test('no task token is in any response, log or message', async () => {
    const { customer, handler, ops, loss } = await people();
    const { body } = await customer.post('/v1/claims', loss);
    const listed = await handler.get('/v1/tasks?queue=claims-handler');
    await handler.get(`/v1/tasks/${listed.body.items?.[0]?.taskId}`);
    await ops.get(`/v1/executions/${body.executionName}`);
    await customer.get(`/v1/claims/${body.claimId}/timeline`);
    const { Items } = (await sandbox.dynamodb.call('Scan', { TableName: sandbox.app.tables[0]?.name })) as {
      Items: Record<string, { S?: string }>[];
    };
    const tokens = Items.flatMap(({ taskToken }) => (taskToken?.S ? [taskToken.S] : []));
    expect(tokens).toHaveLength(1);
    const logs = sandbox.app.functions.flatMap(({ name }) => sandbox.logs(name).map(({ message }) => message));
    const shown = [...customer.seen, ...handler.seen, ...ops.seen, ...logs, JSON.stringify(sandbox.messages())].join(
      '\n',
    );
    expect(shown.length).toBeGreaterThan(1000);
    for (const token of tokens) expect(shown).not.toContain(token);
  });

  test('evidence goes straight to the bucket by a signed form, and the claim goes on', async () => {
    const { customer, handler, loss } = await people();
    const claimId = String((await customer.post('/v1/claims', loss)).body.claimId);
    await decide(handler, { outcome: 'request-documents', documents: ['repair-invoice'] });
    const announcement = { kind: 'repair-invoice', filename: '维修发票.pdf', contentType: 'application/pdf' };
    const announced = await customer.post(`/v1/claims/${claimId}/documents`, announcement);
    const { url, fields } = announced.body.upload as { url: string; fields: Record<string, string> };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'invoice.pdf');
    const upload = await fetch(url, { method: 'POST', body: form });
    expect(upload.status).toBe(204);
    await sandbox.clock.advance(1_000);
    expect((await customer.get(`/v1/claims/${claimId}`)).body).toMatchObject({
      status: 'ADJUDICATION',
      documentsReceived: ['repair-invoice'],
    });
  });

  test('without a token nothing is told, and another customer finds nothing', async () => {
    const { customer, loss } = await people();
    const claimId = (await customer.post('/v1/claims', loss)).body.claimId;
    expect((await fetch(`${sandbox.url}/v1/claims/${claimId}`)).status).toBe(401);
    const stranger = await clientOf(sandbox, 'customer', { customerId: 'cus_other' });
    for (const path of ['', '/timeline']) expect((await stranger.get(`/v1/claims/${claimId}${path}`)).status).toBe(404);
    for (const act of ['withdrawal', 'acceptance', 'dispute']) {
      expect((await stranger.post(`/v1/claims/${claimId}/${act}`)).status).toBe(404);
    }
  });
});
