import type { Bill } from '@careline/sandbox';
import { smsParts } from '@careline/sandbox/sms-parts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thousandClaims, wanted } from '../../bench/thousand-claims.ts';
import type { Careline } from '../../local/careline.ts';
import { type People, peopleOf, sentTo, settle } from '../support/deployed-claim.ts';
import { runningSandbox } from '../support/running-sandbox.ts';

let sandbox: Careline;
let people: People;
let claimId: string;
beforeAll(async () => {
  sandbox = await runningSandbox();
  people = await peopleOf(sandbox, 1);
  claimId = String((await settle(sandbox, people)).claimId);
  await sandbox.clock.advance(60_000);
}, 60_000);
afterAll(() => sandbox?.stop());

async function bill(query: Record<string, string> = {}): Promise<Bill> {
  const response = await fetch(`${sandbox.url}/_sandbox/costs?${new URLSearchParams(query)}`);
  return (await response.json()) as Bill;
}

const quantity = (of: Bill, service: string, unit: string) =>
  of.lines
    .filter((line) => line.service === service && line.unit === unit)
    .reduce((sum, line) => sum + line.quantity, 0);
const nano = (amount: string | undefined) => Math.round(Number(amount) * 1e9);

test('the bill of a fast-track claim holds its workflow in seven transitions, and all that went out for it', async () => {
  const claim = await bill({ case: claimId });
  expect(quantity(claim, 'Step Functions', 'transition')).toBeLessThanOrEqual(7);
  const sent = sentTo(sandbox, people);
  expect(quantity(claim, 'SES', 'email')).toBe(sent.filter(({ channel }) => channel === 'email').length);
  const texts = sent.filter(({ channel }) => channel === 'sms').map(({ text = '' }) => text);
  expect(quantity(claim, 'SNS', 'part')).toBe(texts.reduce((sum, text) => sum + smsParts(text), 0));
  expect(quantity(claim, 'EventBridge', 'event')).toBe(await eventsOf());
  for (const [service, unit] of [
    ['API Gateway', 'request'],
    ['Lambda', 'request'],
    ['Lambda', 'GB-second'],
    ['DynamoDB', 'WRU'],
    ['DynamoDB', 'RRU'],
    ['DynamoDB', 'MB-month'],
  ] as const) {
    expect(quantity(claim, service, unit)).toBeGreaterThan(0);
  }
});

test('a thousand such claims cost no more than they may, without emails, texts and what of it is this machine', async () => {
  const { counted } = thousandClaims(await bill({ case: claimId }));
  expect(counted).toBeGreaterThan(wanted.counted / 2);
  expect(counted).toBeLessThanOrEqual(wanted.counted);
});

/** The events of the claim and of its payment, each of which the relay publishes once. */
async function eventsOf(): Promise<number> {
  const { Items } = (await sandbox.dynamodb.call('Scan', { TableName: sandbox.app.tables[0]?.name })) as {
    Items: { entity: { S: string }; record: { M: { type?: { S: string } } } }[];
  };
  const types = Items.flatMap(({ entity, record }) => (entity.S === 'event' ? [record.M.type?.S ?? ''] : []));
  return types.filter((type) => /^(claim|payment)\./.test(type)).length;
}

test('texts to a country without a price are named', async () => {
  await sandbox.services.call({
    caller: { kind: 'outside', name: 'test' },
    service: 'sns',
    action: 'Publish',
    input: { PhoneNumber: '+99812345678', Message: 'hello' },
  });
  const { lines } = await bill({ route: 'outside' });
  expect(lines).toMatchObject([
    { what: 'SMS parts to +998…, a country without a price', quantity: 1, price: null, amount: '0' },
  ]);
});

test('all that the product did for the claim is on its bill: what is left is the portfolio, the list of work, the minutes of the waker and the polls of a queue', async () => {
  const all = await bill();
  const claim = await bill({ case: claimId });
  expect(all.byCase).toEqual([{ case: claimId, amount: claim.total }]);
  expect(nano(all.total)).toBe(nano(claim.total) + nano(all.unattributed));
  const routes = new Map((all.byRoute ?? []).map(({ route, amount }) => [route, nano(amount)]));
  for (const { route, amount } of claim.byRoute ?? []) {
    if (nano(amount) === routes.get(route)) routes.delete(route);
  }
  const others = [
    'GET /v1/tasks',
    'POST /v1/customers',
    'POST /v1/policies',
    'careline-sandbox-relay',
    'careline-sandbox-waker',
  ];
  expect([...routes.keys()].sort()).toEqual([...others, 'lambda.amazonaws.com', 'outside']);
});

test('a price that could not be confirmed says so, and each says where it is from', async () => {
  const { lines, pricesAsOf } = await bill();
  expect(pricesAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  for (const { price } of lines) {
    if (price) expect(price).toMatchObject({ verified: expect.any(Boolean), source: expect.stringMatching(/^https:/) });
  }
});
