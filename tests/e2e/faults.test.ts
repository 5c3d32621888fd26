import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Careline } from '../../local/careline.ts';
import { cny, type People, peopleOf, sentTo, settle } from '../support/deployed-claim.ts';
import { runningSandbox } from '../support/running-sandbox.ts';

let sandbox: Careline;
beforeAll(async () => {
  sandbox = await runningSandbox();
}, 60_000);
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.faults.clear());

type Order = Record<string, unknown>;

/** Orders faults, and lets a claim run its course meanwhile. Rejects if a fault never had the occasion to strike. */
async function claimUnder(...orders: Order[]): Promise<{ people: People; claimId: string }> {
  claims += 1;
  const people = await peopleOf(sandbox, claims);
  for (const order of orders) sandbox.faults.add(sandbox.faults.input.parse(order));
  const claim = await settle(sandbox, people);
  await sandbox.clock.advance(3_600_000);
  expect(sandbox.faults.list().filter(({ fired }) => fired === 0)).toEqual([]);
  expect(claim).toMatchObject({ status: 'CLOSED', paid: cny(320_000) });
  return { people, claimId: String(claim.claimId) };
}
let claims = 0;

/** What must hold of every claim, whatever failed on its way. */
async function expectWhole({ people, claimId }: { people: People; claimId: string }): Promise<void> {
  const records = await recordsOf(claimId);
  expect(records.filter(({ entity }) => entity === 'claim')).toHaveLength(1);
  expect(records.filter(({ entity, status }) => entity === 'task' && status === 'OPEN')).toEqual([]);
  const payments = records.filter(({ entity }) => entity === 'payment');
  expect(payments.map(({ status }) => status)).toEqual(['PAID']);
  const orders = await ordersOf(payments.map(({ orderId }) => String(orderId)));
  expect(orders).toMatchObject([{ status: 'PAID', notified: true }]);
  expect(await executionsOf(claimId)).toEqual(['SUCCEEDED']);
  const told = sentTo(sandbox, people).map(({ channel, subject, text }) => `${channel} ${subject ?? text}`);
  expect(told).toEqual([...new Set(told)]);
  expect(await lost()).toEqual([]);
}

/** As `expectWhole`, and every message went out and is known to have. */
async function expectUnharmed(claim: { people: People; claimId: string }): Promise<void> {
  await expectWhole(claim);
  expect(sentTo(sandbox, claim.people)).toHaveLength(8);
  expect(await messagesOf(claim.claimId)).toEqual({ DELIVERED: 4, SENT: 4 });
}

async function recordsOf(claimId: string): Promise<Record<string, unknown>[]> {
  const items = await scan(sandbox.app.tables[0]?.name ?? '');
  return items
    .map(({ entity, record }) => ({ entity, ...record?.M }))
    .filter(({ caseId, claimId: id }: Stored) => caseId?.S === claimId || id?.S === claimId)
    .map((fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value?.S])));
}

type Stored = Record<string, { S?: string; M?: Record<string, { S?: string }> } | undefined>;

async function scan(TableName: string): Promise<Stored[]> {
  const items: Stored[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page = await sandbox.dynamodb.call('Scan', {
      TableName,
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    });
    items.push(...(page.Items as typeof items));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

async function messagesOf(claimId: string): Promise<Record<string, number>> {
  const messages = (await recordsOf(claimId)).filter(({ entity }) => entity === 'message');
  const counts = Map.groupBy(messages, ({ status }) => String(status));
  return Object.fromEntries([...counts].map(([status, { length }]) => [status, length]));
}

async function ordersOf(orderIds: string[]): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${sandbox.url}/_sandbox/payment-provider/orders`);
  const { items } = (await response.json()) as { items: Record<string, unknown>[] };
  return items.filter(({ orderId }) => orderIds.includes(String(orderId)));
}

async function executionsOf(claimId: string): Promise<unknown[]> {
  const stateMachineArn = sandbox.app.stateMachines[0]?.arn;
  const { executions } = (await sandbox.stepFunctions.call('ListExecutions', { stateMachineArn })) as {
    executions: { name: string; status: string }[];
  };
  return executions.filter(({ name }) => name.includes(claimId)).map(({ status }) => status);
}

/** What ended in a queue for failures. */
async function lost(): Promise<unknown[]> {
  const messages = sandbox.app.queues.map(async ({ url }) => {
    const { Messages = [] } = await sandbox.services.call({
      caller: { kind: 'outside', name: 'test' },
      service: 'sqs',
      action: 'ReceiveMessage',
      input: { QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
    });
    return Messages as unknown[];
  });
  return (await Promise.all(messages)).flat();
}

const refusals = ['throttle', 'error', 'timeout-before', 'timeout-after'];
/** More often than the SDK tries, so that somebody else has to; but between throttles it waits too long, in real time. */
const timesOf = (kind: string) => (kind === 'throttle' ? 1 : 4);
const crashes = [
  { kind: 'crash', when: 'before' },
  { kind: 'crash', when: 'during' },
  { kind: 'crash', when: 'after' },
];

test('a claim without faults is whole', async () => {
  await expectUnharmed(await claimUnder());
});

describe('a claim survives that the report', () => {
  const report = { service: 'dynamodb', action: 'TransactWriteItems', function: 'claims-api', count: 1 };

  test.each(refusals)('meets %s at the table', async (kind) => {
    await expectUnharmed(await claimUnder({ ...report, kind }));
  });

  // More often than the SDK tries again: the customer gets no answer, and asks again.
  test.each(['error', 'timeout-after'])('meets %s time and again', async (kind) => {
    await expectUnharmed(await claimUnder({ ...report, kind, count: 4 }));
  });

  test.each(crashes)('ends in a crash %o', async (crash) => {
    await expectUnharmed(await claimUnder({ ...crash, function: 'claims-api', count: 1 }));
  });
});

describe('a claim survives that the relay', () => {
  const effects = [
    { service: 'states', action: 'StartExecution' },
    { service: 'states', action: 'SendTaskSuccess' },
    { service: 'events', action: 'PutEvents' },
  ];

  test.each(refusals)('meets %s wherever it has an effect', async (kind) => {
    const count = timesOf(kind);
    const faults = effects.map((effect) => ({ ...effect, kind, function: 'relay', count }));
    await expectUnharmed(await claimUnder(...faults));
  });

  test.each(effects)('dies right after %o', async (effect) => {
    const crash = { kind: 'crash', when: 'during', function: 'relay', count: 1 };
    await expectUnharmed(await claimUnder({ ...effect, ...crash }));
  });

  test('dies before and after its work, and gets every batch twice', async () => {
    const both = ['before', 'after'].map((when) => ({ kind: 'crash', when, function: 'relay', count: 1 }));
    await expectUnharmed(await claimUnder(...both, { kind: 'duplicate', function: 'relay' }));
  });
});

describe('a claim survives that a step of its workflow', () => {
  test.each(refusals)('meets %s at the invocation', async (kind) => {
    const steps = { service: 'lambda', action: 'Invoke', function: 'claims-steps' };
    await expectUnharmed(await claimUnder({ ...steps, kind, count: 2 }));
  });

  test.each(refusals)('meets %s at the table', async (kind) => {
    await expectUnharmed(
      await claimUnder({ service: 'dynamodb', function: 'claims-steps', kind, count: timesOf(kind) }),
    );
  });

  test.each(crashes)('ends in a crash %o', async (crash) => {
    const during = crash.when === 'during' ? { service: 'dynamodb', action: 'TransactWriteItems' } : {};
    await expectUnharmed(await claimUnder({ ...crash, ...during, function: 'claims-steps', count: 2 }));
  });

  test('takes longer than its function and its state may', async () => {
    const delay = { service: 'dynamodb', function: 'claims-steps', kind: 'delay', ms: 90_000, count: 1 };
    await expectUnharmed(await claimUnder(delay));
  });
});

describe('a claim survives, and nobody is told twice, that the sender', () => {
  const providers = [
    { service: 'ses', action: 'SendEmail' },
    { service: 'sns', action: 'Publish' },
  ];

  test.each(providers)('is told by %o to slow down: all is sent later', async (provider) => {
    await expectUnharmed(await claimUnder({ ...provider, kind: 'throttle', count: 2 }));
  });

  test.each(providers.flatMap((provider) => refusals.slice(1).map((kind) => ({ ...provider, kind }))))(
    'does not know how %o ended',
    async (fault) => {
      const claim = await claimUnder({ ...fault, count: 1 });
      await expectWhole(claim);
      const sent = sentTo(sandbox, claim.people);
      // What may have been sent is not sent again; of an email that was, SES tells by itself.
      expect(sent).toHaveLength(fault.kind === 'timeout-after' ? 8 : 7);
      const known = fault.service === 'ses' && fault.kind === 'timeout-after';
      expect(await messagesOf(claim.claimId)).toEqual(
        known
          ? { DELIVERED: 4, SENT: 4 }
          : { DELIVERED: fault.service === 'ses' ? 3 : 4, SENT: fault.service === 'sns' ? 3 : 4, UNCERTAIN: 1 },
      );
    },
  );

  test.each(providers)('dies right after %o', async (provider) => {
    const crash = { kind: 'crash', when: 'during', function: 'notifications-sender', count: 1 };
    const claim = await claimUnder({ ...provider, ...crash });
    await expectWhole(claim);
    const { PENDING = 0, SENDING = 0 } = await messagesOf(claim.claimId);
    expect(PENDING + SENDING).toBe(0);
  });

  test('dies before its work, and gets every batch twice', async () => {
    const crash = { kind: 'crash', when: 'before', function: 'notifications-sender', count: 1 };
    await expectUnharmed(await claimUnder(crash, { kind: 'duplicate', function: 'notifications-sender' }));
  });

  test('cannot reach the table', async () => {
    const table = { service: 'dynamodb', function: 'notifications-sender', kind: 'error', count: 4 };
    const claim = await claimUnder(table);
    await expectWhole(claim);
  });
});

describe('a claim is paid once although', () => {
  const order = { service: 'payment-provider', action: 'Order' };
  const notice = { service: 'payment-provider', action: 'Notify' };

  test.each(refusals)('the order meets %s', async (kind) => {
    await expectUnharmed(await claimUnder({ ...order, kind, count: 2 }));
  });

  test('the order arrives twice, and the event as well', async () => {
    const event = { kind: 'duplicate', function: 'payments-dispatch' };
    await expectUnharmed(await claimUnder({ ...order, kind: 'duplicate' }, event));
  });

  test('its secret cannot be read at first', async () => {
    // An instance reads it once, so there must be none.
    await sandbox.reset();
    const secret = { service: 'secretsmanager', kind: 'error', count: 4 };
    await expectUnharmed(await claimUnder(secret));
  });

  test.each(crashes)('the dispatch ends in a crash %o', async (crash) => {
    await expectUnharmed(await claimUnder({ ...crash, function: 'payments-dispatch', count: 1 }));
  });

  test.each([...refusals, 'duplicate'])('the notice meets %s', async (kind) => {
    await expectUnharmed(await claimUnder({ ...notice, kind, count: 2 }));
  });

  test.each(crashes)('the webhook ends in a crash %o', async (crash) => {
    await expectUnharmed(await claimUnder({ ...crash, function: 'payments-api', count: 1 }));
  });
});

describe('a claim survives weather', () => {
  test.each([1, 2])('in which everything fails now and then (seed %i)', async (seed) => {
    const kinds = [...refusals, 'duplicate'];
    const storm = kinds.map((kind, index) => ({ kind, rate: 0.03, seed: 100 * seed + index }));
    const crash = { kind: 'crash', when: 'after', rate: 0.03, seed };
    claims += 1;
    const people = await peopleOf(sandbox, claims);
    for (const order of [...storm, crash]) sandbox.faults.add(sandbox.faults.input.parse(order));
    const claim = await settle(sandbox, people);
    sandbox.faults.clear();
    await sandbox.clock.advance(3_600_000);
    await expectWhole({ people, claimId: String(claim.claimId) });
  });
});
