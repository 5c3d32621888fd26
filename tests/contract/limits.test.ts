import { itemSize } from '@careline/sandbox/attribute-values';
import type { StreamRecord } from '@careline/sandbox/dynamodb';
import { limits } from '@careline/sandbox/limits';
import { smsParts } from '@careline/sandbox/sms-parts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { approval as approvalSchema } from '../../functions/claims/claim.ts';
import { acceptanceBody, disputeBody, reportClaimBody } from '../../functions/claims/claim-schemas.ts';
import { breakdownCodes, isDeduction } from '../../functions/claims/letters/labels.ts';
import { payeeCheck } from '../../functions/claims/tasks/payee-check.ts';
import { review } from '../../functions/claims/tasks/review.ts';
import { survey } from '../../functions/claims/tasks/survey.ts';
import { customerRow, newCustomer } from '../../functions/customers/customer-schemas.ts';
import { handlers as customerHandlers } from '../../functions/customers/handlers.ts';
import { routes as customerRoutes } from '../../functions/customers/routes.ts';
import { smsParts as productParts, toSms } from '../../functions/notifications/letters/sms.ts';
import { messagesOf } from '../../functions/notifications/message-store.ts';
import { renderEmail, renderSms } from '../../functions/notifications/render.ts';
import { httpApi } from '../../functions/platform/http/http.ts';
import { handlers as policyHandlers } from '../../functions/policies/handlers.ts';
import { newPolicy } from '../../functions/policies/policy-schemas.ts';
import { routes as policyRoutes } from '../../functions/policies/routes.ts';
import { routes } from '../../functions/routes.ts';
import { type Call, callApi } from '../support/api.ts';
import { cny, customer, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { motorPolicy, portfolio, wang } from '../support/portfolio.ts';
import { testTable } from '../support/table.ts';
import { largestValue } from './largest-value.ts';

// What the sandbox refuses on AWS's behalf the product must never ask for. Its schemas bound what it takes; here each
// gets the largest that it takes, in the widest characters, and DynamoDB's own limits are enforced below it.

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const largestItem = (records: readonly StreamRecord[]) =>
  Math.max(...records.map(({ dynamodb }) => itemSize(dynamodb.NewImage ?? {})));
/** Half of what an item may have: what is stored grows with the product. */
const ITEM = limits.itemSize.figure / 2;

async function offices() {
  const store = await testTable();
  const deps = { table: store.table, clock: () => new Date('2026-06-01T00:00:00Z'), identityKey: async () => 'key' };
  const customers = httpApi(customerRoutes, customerHandlers, deps);
  const policies = httpApi(policyRoutes, policyHandlers, deps);
  /** The sizes of all answers, as Lambda hands them to API Gateway: a body is JSON inside JSON. */
  const answers: number[] = [];
  const call = async (request: Call) => {
    const answer = await callApi(request.route.includes('/policies') ? policies : customers, request);
    answers.push(bytes(JSON.stringify(answer.body)));
    return answer;
  };
  const load = async (kind: 'customers' | 'policies', items: unknown[], headers: Record<string, string> = {}) => {
    const route = `POST /v1/${kind}/batch`;
    const { status, body } = await call({ route, as: { role: 'admin' }, body: { items }, headers });
    return { status, outcomes: outcomesOf(body) };
  };
  return { ...store, call, load, answers };
}

function outcomesOf(body: unknown): string[] {
  const { results = [] } = body as { results?: { outcome: string }[] };
  return [...new Set(results.map(({ outcome }) => outcome))];
}

/** As many of the largest rows, of up to 100, as a body of 1 MiB takes. */
function batch<T>(row: (index: number) => T): T[] {
  const rows = Array.from({ length: 100 }, (_, index) => row(index));
  return rows.slice(0, Math.floor((1024 * 1024 - 20) / (bytes(rows[99]) + 1)));
}

const customerOf = (address: string) => {
  const largest = largestValue(customerRow, '保') as object;
  return (index: number) => ({ ...largest, address, externalRef: `C-${index}`.padEnd(6) });
};
const policyOf = (coverage: string) => {
  const { customerId, ...largest } = largestValue(newPolicy, '保') as Record<string, unknown>;
  return (index: number) => ({
    ...largest,
    ...money,
    coverage,
    policyNumber: `P-${index}`,
    customerExternalRef: `C-${index}`,
    expiresAt: '2036-01-01T00:00:00Z',
  });
};
const money = { sumInsured: cny(1_000_000_000_000), deductible: cny(1_000_000_000_000), premium: cny(1) };

describe('the largest request', () => {
  test.each(routes.filter(({ body }) => body).map((route) => ({ route, operation: route.operationId })))(
    'of $operation has a maximum in each of its fields',
    ({ route }) => {
      // Rows of bulk loads are read by the schemas of the single routes.
      if (route.path.endsWith('/batch')) return;
      if (route.body) expect(bytes(largestValue(route.body))).toBeLessThan(ITEM);
    },
  );

  test('makes one customer, and one policy, of less than 400 KB', async () => {
    const { call, streamRecords } = await offices();
    const register = { ...(largestValue(newCustomer) as object), externalRef: 'C-0' };
    expect(await call({ route: 'POST /v1/customers', as: { role: 'admin' }, body: register })).toMatchObject({
      status: 201,
    });
    const policy = policyOf('x')(0);
    expect(await call({ route: 'POST /v1/policies', as: { role: 'admin' }, body: policy })).toMatchObject({
      status: 201,
    });
    expect(largestItem(streamRecords)).toBeLessThan(ITEM);
    expect(largestItem(streamRecords)).toBeGreaterThan(40_000);
  });

  test('loads as many of the largest customers and policies as a body takes, new and changed', async () => {
    const { load, streamRecords } = await offices();
    for (const note of ['first', 'second']) {
      const customers = batch(customerOf(note));
      expect(customers.length).toBeGreaterThan(20);
      expect(await load('customers', customers)).toEqual({ status: 200, outcomes: ['written'] });
      const policies = batch(policyOf(note)).slice(0, customers.length);
      expect(policies.length).toBeGreaterThan(20);
      expect(await load('policies', policies)).toEqual({ status: 200, outcomes: ['written'] });
    }
    expect(largestItem(streamRecords)).toBeLessThan(ITEM);
  });

  test('loads 100 customers and policies, new and changed, in transactions of 100 actions', async () => {
    const { load } = await offices();
    for (const note of ['first', 'second']) {
      const small = { name: '李雷', phone: '13800138000', nationalId: '110105194912310021', address: note };
      const customers = Array.from({ length: 100 }, (_, index) => ({ ...small, externalRef: `C-${index}` }));
      expect(await load('customers', customers)).toEqual({ status: 200, outcomes: ['written'] });
      const policies = Array.from({ length: 100 }, (_, index) => ({ ...policyOf(note)(index), profile: {} }));
      expect(await load('policies', policies)).toEqual({ status: 200, outcomes: ['written'] });
    }
  });

  test.each([
    ['many unknown fields', Array(100).fill(Object.fromEntries([...Array(1000).keys()].map((n) => [n, 1])))],
    ['an unknown field of a long name', [{ ['x'.repeat(1_000_000)]: 1 }]],
    [
      'long unknown fields',
      Array(100).fill(Object.fromEntries([...Array(24).keys()].map((n) => [`${n}${'保'.repeat(120)}`, 1]))),
    ],
  ])('is answered in full when it has %s, and when it is repeated', async (_case, rows) => {
    const { load, call, answers } = await offices();
    for (const kind of ['customers', 'policies'] as const) {
      expect(await load(kind, rows)).toEqual({ status: 200, outcomes: ['rejected'] });
      const headers = { 'idempotency-key': 'once' };
      for (let time = 0; time < 2; time += 1)
        expect(await load(kind, rows, headers)).toEqual({ status: 200, outcomes: ['rejected'] });
    }
    const single = { route: 'POST /v1/customers', as: { role: 'admin' }, body: Object.assign({}, ...rows) } as const;
    expect(await call(single)).toMatchObject({ status: 422 });
    for (const answer of answers) expect(answer).toBeLessThan(limits.responsePayload.figure);
  });
});

describe('the longest claim', () => {
  test('keeps every item below 400 KB, every payload below 256 KiB, and every text below 1,600 characters', async () => {
    const it = await house();
    const policy = { ...motorPolicy, profile: (largestValue(newPolicy) as { profile: object }).profile };
    const terms = { sumInsured: cny(1_000_000_000_000), deductible: cny(1) };
    await portfolio(it.table, { ...policy, ...terms } as typeof motorPolicy);
    const story = storyOf(it);
    const amount = cny(900_000_000_000);
    const report = largestValue(reportClaimBody) as object;
    const claimId = await story.report({
      ...report,
      policyNumber: 'PM-1',
      lossAt: new Date(it.clock.now() - 3_600_000).toISOString(),
      cause: 'collision',
      estimate: amount,
      injury: false,
    });
    const decide = async (queue: string, decision: object, by: typeof supervisor) => {
      const { status, body } = await story.decide(queue, decision, by);
      expect({ status, body: status === 200 ? undefined : body }).toEqual({ status: 200 });
    };
    await decide('surveyor', { ...(largestValue(survey.decision) as object), amount }, surveyor);
    const second = { ...supervisor, sub: 'u-qian', name: '钱主管' };
    const largest = largestValue(approvalSchema);
    // Every label but that of the deductible, which is waived for as long a reason as may be: 5 · 740 - 7 · 400 = 900.
    const breakdown = breakdownCodes
      .filter((label) => label !== 'deductible')
      .map((label) => ({ label, amount: cny(isDeduction(label) ? 400_000_000_000 : 740_000_000_000) }));
    const approval = { ...(largest as object), amount, breakdown };
    await decide('claims-supervisor', approval, supervisor);
    await decide('claims-supervisor', largestValue(review.decision) as object, second);
    const dispute = largestValue(disputeBody) as object;
    const params = { claimId };
    expect(
      await it.call({ route: 'POST /v1/claims/{claimId}/dispute', params, as: customer, body: dispute }),
    ).toMatchObject({ status: 200 });
    await decide('claims-supervisor', approval, supervisor);
    await decide('claims-supervisor', largestValue(review.decision) as object, second);
    const acceptance = largestValue(acceptanceBody) as object;
    expect(
      await it.call({ route: 'POST /v1/claims/{claimId}/acceptance', params, as: customer, body: acceptance }),
    ).toMatchObject({ status: 200 });
    const [confirm, reject] = payeeCheck.decision.unwrap().options;
    await decide('claims-handler', largestValue(reject) as object, second);
    expect(
      await it.call({ route: 'POST /v1/claims/{claimId}/acceptance', params, as: customer, body: acceptance }),
    ).toMatchObject({ status: 200 });
    await decide('claims-handler', largestValue(confirm) as object, second);
    await story.pay(claimId);
    expect(await story.claim(claimId)).toMatchObject({ status: 'CLOSED' });

    expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(largestItem(it.streamRecords)).toBeLessThan(ITEM);
    for (const { detail } of it.published) expect(bytes(detail)).toBeLessThan(limits.workflowPayload.figure / 2);
    const messages = await listed(it.table, messagesOf(wang.customerId));
    expect(messages.length).toBeGreaterThan(5);
    for (const message of messages) {
      const wide = { ...message, name: '𠮷'.repeat(120) };
      expect(bytes(renderEmail(wide))).toBeLessThan(limits.emailSize.figure / 100);
      expect(renderSms(wide)?.length ?? 0).toBeLessThanOrEqual(limits.smsLength.figure);
    }
  });
});

test('a text has three parts at most, by its own count and by the sandbox’s', () => {
  const characters = fc.constantFrom('a', '€', '[', '理', '𠮷', ' ', 'é', '😀');
  const anyText = fc.oneof(
    fc.string({ unit: characters, maxLength: 700 }),
    fc.string({ unit: fc.constantFrom('a', '€', '['), maxLength: 700 }),
    characters.map((character) => character.repeat(700)),
  );
  fc.assert(
    fc.property(anyText, fc.constantFrom('en' as const, 'zh-CN' as const), (text, language) => {
      const sms = toSms(text, language);
      expect(sms.length).toBeLessThanOrEqual(1600);
      expect(productParts(sms).parts).toBeLessThanOrEqual(3);
      expect(smsParts(sms)).toBeLessThanOrEqual(3);
    }),
  );
});
