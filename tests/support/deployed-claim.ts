import type { OutboxMessage } from '@careline/sandbox';
import type { Careline } from '../../local/careline.ts';
import { type Answered, clientOf } from './running-sandbox.ts';

type Client = Awaited<ReturnType<typeof clientOf>>;

export const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** A customer with a motor policy of their own, and a handler: the people of one claim among others in the same sandbox. */
export async function peopleOf(sandbox: Careline, number: number) {
  const integration = await clientOf(sandbox, 'integration');
  const email = `wang-${number}@example.com`;
  const contact = {
    name: `王小明 ${number}`,
    language: 'zh-CN',
    phone: `138${String(number).padStart(8, '0')}`,
    email,
  };
  const { body } = await integration.post('/v1/customers', { ...contact, externalRef: `DEPLOYED-${number}` });
  const customerId = String(body.customerId);
  const now = sandbox.clock.now();
  const policyNumber = `DEPLOYED-${number}`;
  const { status } = await integration.post('/v1/policies', {
    policyNumber,
    customerId,
    line: 'motor',
    plan: '家庭自用车综合险',
    effectiveAt: new Date(now - 100 * 86_400_000).toISOString(),
    expiresAt: new Date(now + 265 * 86_400_000).toISOString(),
    perils: ['glass', 'collision'],
    sumInsured: cny(20_000_000),
  });
  if (status !== 201) throw new Error(`No policy: ${status}`);
  return {
    customerId,
    email,
    phone: `+86${contact.phone}`,
    customer: await clientOf(sandbox, 'customer', { customerId, name: contact.name }),
    handler: await clientOf(sandbox, 'claims-handler', { name: '陈理赔' }),
    loss: {
      policyNumber,
      lossAt: new Date(now - 3_600_000).toISOString(),
      cause: 'glass',
      description: '前挡风玻璃破碎',
      estimate: cny(320_000),
      reporter: { name: contact.name, phone: contact.phone, relation: '本人' },
    },
  };
}

export type People = Awaited<ReturnType<typeof peopleOf>>;

const MINUTE = 60_000;
const PATIENCE = 30;

/**
 * A fast-track claim from the report to its end, by people who try again what gave no answer, with the same
 * Idempotency-Key, and come back later for what is not there yet. Resolves to the claim.
 */
export async function settle(sandbox: Careline, { customer, handler, loss }: People): Promise<Record<string, unknown>> {
  const reported = await insist(sandbox, () => customer.post('/v1/claims', loss, key('report', loss.policyNumber)));
  if (reported.status !== 201) throw new Error(`Not reported: ${reported.status} ${reported.text}`);
  const claimId = String(reported.body.claimId);
  const taskId = await eventually(sandbox, () => openTask(sandbox, handler, claimId));
  const approval = { outcome: 'approve', amount: cny(320_000) };
  const decided = await insist(sandbox, () =>
    handler.post(`/v1/tasks/${taskId}/decision`, approval, key('decide', claimId)),
  );
  if (decided.status !== 200) throw new Error(`Not decided: ${decided.status} ${decided.text}`);
  await eventually(sandbox, async () => {
    const path = `/v1/claims/${claimId}/acceptance`;
    const accepted = await insist(sandbox, () => customer.post(path, {}, key('accept', claimId)));
    return accepted.status === 200 || undefined;
  });
  return eventually(sandbox, async () => {
    const { body } = await insist(sandbox, () => customer.get(`/v1/claims/${claimId}`));
    return body.status === 'CLOSED' ? body : undefined;
  });
}

/** What went to the people of a claim, oldest first. */
export function sentTo(sandbox: Careline, { email, phone }: People): OutboxMessage[] {
  return sandbox
    .messages()
    .filter(({ to }) => to === email || to === phone)
    .toReversed();
}

async function openTask(sandbox: Careline, handler: Client, claimId: string): Promise<string | undefined> {
  const { body } = await insist(sandbox, () => handler.get('/v1/tasks?queue=claims-handler&limit=100'));
  return body.items?.filter(({ caseId }) => caseId === claimId).map(({ taskId }) => String(taskId))[0];
}

/** Sends a request until it is answered: with success, or with a refusal that another try would not change. */
async function insist(sandbox: Careline, request: () => Promise<Answered>): Promise<Answered> {
  return eventually(sandbox, async () => {
    // A broken connection is no answer either.
    const answer = await request().catch((error: Error) => error);
    return answer instanceof Error || answer.status >= 500 || answer.status === 429 ? undefined : answer;
  });
}

/** Asks until there is something, a minute later each time. */
async function eventually<T>(sandbox: Careline, ask: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    const found = await ask();
    if (found !== undefined) return found;
    await sandbox.clock.advance(MINUTE);
  }
  throw new Error('It did not happen in half an hour');
}

const key = (...parts: string[]) => ({ 'idempotency-key': parts.join('-') });
