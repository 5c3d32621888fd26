import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Careline } from '../../local/careline.ts';
import { cny, type People, peopleOf } from '../support/deployed-claim.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { MINUTE, ok, outside } from './role-cast.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let sandbox: Careline;
beforeAll(async () => {
  sandbox = await runningSandbox();
}, 60_000);
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.reset());

/** A claim that the customer has just agreed to be paid for. */
async function agreed(number: number): Promise<{ people: People; claimId: string }> {
  const people = await peopleOf(sandbox, number);
  const { customer, handler, loss } = people;
  const { body: claim } = await ok(customer.post('/v1/claims', loss));
  const { body: queue } = await ok(handler.get('/v1/tasks?queue=claims-handler&limit=100'));
  const taskId = queue.items?.find(({ caseId }) => caseId === claim.claimId)?.taskId;
  await ok(handler.post(`/v1/tasks/${taskId}/decision`, { outcome: 'approve', amount: cny(320_000) }));
  await ok(customer.post(`/v1/claims/${claim.claimId}/acceptance`));
  return { people, claimId: String(claim.claimId) };
}

const statusOf = async ({ people, claimId }: Awaited<ReturnType<typeof agreed>>) =>
  (await ok(people.customer.get(`/v1/claims/${claimId}`))).body.status;

/** How many messages each queue holds that holds any, seen or not. */
async function waiting(): Promise<Record<string, number>> {
  const counts = sandbox.app.queues.map(async ({ name, url }) => {
    const { Attributes } = await outside(sandbox, 'sqs', 'GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['All'],
    });
    const { ApproximateNumberOfMessages: seen, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes as Record<
      string,
      string
    >;
    return [name.replace('careline-sandbox-', ''), Number(seen) + Number(hidden)] as const;
  });
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
}

async function orders(): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${sandbox.url}/_sandbox/payment-provider/orders`);
  return ((await response.json()) as { items: Record<string, unknown>[] }).items;
}

test.each([
  { outage: 'is down', fault: { kind: 'error' } },
  { outage: 'does not answer', fault: { kind: 'timeout-before' } },
])(
  'customers are paid within ten minutes of the return of a provider who $outage for five hours',
  async ({ fault }) => {
    const order = { service: 'payment-provider', action: 'Order' };
    sandbox.faults.add(sandbox.faults.input.parse({ ...order, ...fault }));
    const claims = [await agreed(1), await agreed(2)];
    await sandbox.clock.advance(4 * HOUR);
    claims.push(await agreed(3));
    await sandbox.clock.advance(HOUR);
    expect(await Promise.all(claims.map(statusOf))).toEqual(Array(3).fill('PAYMENT_ORDERED'));
    expect(await waiting()).toEqual({ 'payments-dispatch': 3 });
    sandbox.faults.clear();
    await sandbox.clock.advance(10 * MINUTE);
    expect(await Promise.all(claims.map(statusOf))).toEqual(Array(3).fill('CLOSED'));
    expect((await orders()).map(({ status }) => status)).toEqual(Array(3).fill('PAID'));
    expect(await waiting()).toEqual({});
  },
);

test('after five days without the provider each order is paid once, and nothing is left in a failure queue', async () => {
  sandbox.faults.add(
    sandbox.faults.input.parse({ kind: 'timeout-before', service: 'payment-provider', action: 'Order' }),
  );
  const claim = await agreed(1);
  await sandbox.clock.advance(5 * DAY);
  expect(Object.keys(await waiting())).toEqual(['payments-dispatch']);
  sandbox.faults.clear();
  await sandbox.clock.advance(10 * MINUTE);
  expect(await statusOf(claim)).toBe('CLOSED');
  expect((await orders()).map(({ status }) => status)).toEqual(['PAID']);
  expect(await waiting()).toEqual({});
}, 240_000);

test('an order that nobody can read is in the failure queue at once, and those behind it are paid', async () => {
  const QueueUrl = 'careline-sandbox-payments-dispatch';
  await outside(sandbox, 'sqs', 'SendMessage', { QueueUrl, MessageBody: '{"detail":{}}' });
  const claim = await agreed(1);
  await sandbox.clock.advance(10_000);
  expect(await statusOf(claim)).toBe('CLOSED');
  expect(await waiting()).toEqual({ 'payments-dispatch-failures': 1 });
});
