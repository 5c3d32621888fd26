import { z } from 'zod';

// Plays claims against the API of a sandbox, ten at a time: all are reported, then all decided, accepted and paid.

/** What the player is told to do with the claims of these numbers. */
export type Order = z.infer<typeof order>;

const order = z.object({ kind: z.enum(['insure', 'play']), from: z.int(), to: z.int() });

const INSURED_AT_A_TIME = 50;
const PLAYED_AT_A_TIME = 10;
const DAY = 86_400_000;
const ESTIMATE = { amount: 320_000, currency: 'CNY' };
const [url = ''] = process.argv.slice(2);
const [integration, handler] = await Promise.all([
  tokenOf({ role: 'integration' }),
  tokenOf({ role: 'claims-handler' }),
]);
const customers = new Map<number, string>();

process.on('message', async (message) => {
  const { kind, from, to } = order.parse(message);
  const size = kind === 'insure' ? INSURED_AT_A_TIME : PLAYED_AT_A_TIME;
  for (let first = from; first < to; first += size) {
    const numbers = Array.from({ length: Math.min(size, to - first) }, (_, index) => first + index);
    await (kind === 'insure' ? insure(numbers) : play(numbers));
  }
  process.send?.('done');
});

/** Gives each number a customer with a motor policy, and a token. */
async function insure(numbers: readonly number[]): Promise<void> {
  const now = Date.now();
  const people = numbers.map((n) => ({ externalRef: `B-${n}`, name: `王${n}`, language: 'zh-CN', phone: phoneOf(n) }));
  const policies = numbers.map((n) => ({
    policyNumber: `P-${n}`,
    customerExternalRef: `B-${n}`,
    line: 'motor',
    plan: '家庭自用车综合险',
    perils: ['collision', 'glass'],
    effectiveAt: new Date(now - 100 * DAY).toISOString(),
    expiresAt: new Date(now + 265 * DAY).toISOString(),
    sumInsured: { amount: 20_000_000, currency: 'CNY' },
  }));
  await call('POST', '/v1/customers/batch', integration, { items: people });
  await call('POST', '/v1/policies/batch', integration, { items: policies });
  for (const n of numbers) {
    const { customerId } = z
      .object({ customerId: z.string() })
      .parse(await call('GET', `/v1/policies/P-${n}`, integration));
    customers.set(n, await tokenOf({ role: 'customer', customerId }));
  }
}

async function play(numbers: readonly number[]): Promise<void> {
  const claims = await Promise.all(numbers.map(report));
  await pass('PT1S');
  const { items } = openTasks.parse(await call('GET', '/v1/tasks?queue=claims-handler&limit=100', handler));
  const decision = { outcome: 'approve', amount: ESTIMATE, breakdown: [{ label: 'repair-cost', amount: ESTIMATE }] };
  await Promise.all(items.map(({ taskId }) => call('POST', `/v1/tasks/${taskId}/decision`, handler, decision)));
  await pass('PT1S');
  // Each to an account of their own: who is paid for many claims is looked at first.
  const payeeOf = (n: number) => ({ name: `王${n}`, account: `80${String(n).padStart(8, '0')}1`, bank: '示例银行' });
  await Promise.all(
    claims.map(({ n, id, token }) => call('POST', `/v1/claims/${id}/acceptance`, token, { payee: payeeOf(n) })),
  );
  await pass('PT10S');
  for (const { id, token } of claims) {
    const { status } = z.object({ status: z.string() }).parse(await call('GET', `/v1/claims/${id}`, token));
    if (status !== 'CLOSED') throw new Error(`Claim ${id} is ${status}`);
  }
}

async function report(n: number): Promise<{ n: number; id: string; token: string }> {
  const token = customers.get(n) ?? '';
  const body = {
    policyNumber: `P-${n}`,
    lossAt: new Date(Date.now() - 3_600_000).toISOString(),
    cause: 'glass',
    description: '前挡风玻璃破碎',
    estimate: ESTIMATE,
    reporter: { name: `王${n}`, phone: '13800138000', relation: '本人' },
  };
  const { claimId } = z.object({ claimId: z.string() }).parse(await call('POST', '/v1/claims', token, body));
  return { n, id: claimId, token };
}

/** Lets virtual time go by, and waits for all that follows. */
function pass(advance: string): Promise<unknown> {
  return call('POST', '/_sandbox/clock', '', { advance });
}

async function tokenOf(person: object): Promise<string> {
  return z.object({ token: z.string() }).parse(await call('POST', '/_sandbox/token', '', person)).token;
}

async function call(method: string, path: string, token: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

function phoneOf(n: number): string {
  return `+86138${String(n).padStart(8, '0')}`;
}

const openTasks = z.object({ items: z.array(z.object({ taskId: z.string() })) });
