import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sign } from '../../functions/payments/signature.ts';
import type { Careline } from '../../local/careline.ts';
import { cny, peopleOf, settle } from '../support/deployed-claim.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { MINUTE, outside } from './role-cast.ts';

let sandbox: Careline;
beforeAll(async () => {
  sandbox = await runningSandbox();
}, 60_000);
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.reset());

const secretId = () =>
  sandbox.app.functions.find(({ name }) => name.endsWith('payments-api'))?.environment.PAYMENT_SECRET_ARN;
const version = async (VersionStage: string) =>
  outside(sandbox, 'secretsmanager', 'GetSecretValue', { SecretId: secretId(), VersionStage });
const rotate = (SecretString: string) =>
  outside(sandbox, 'secretsmanager', 'PutSecretValue', { SecretId: secretId(), SecretString });

/** A notice of an order that there is not: 404 to who has signed it, 401 to anybody else. */
async function notified(secret: unknown): Promise<number> {
  const body = JSON.stringify({ id: 'evt_1', type: 'payment.paid', orderId: 'pay_none', providerReference: 'bank-1' });
  const signature = sign(String(secret), body, new Date(sandbox.clock.now()));
  const headers = { 'content-type': 'application/json', 'x-careline-signature': signature };
  return (await fetch(`${sandbox.url}/v1/webhooks/payments`, { method: 'POST', headers, body })).status;
}
const counted = (metric: string) =>
  sandbox.logs('careline-sandbox-payments-api').filter(({ message }) => message.includes(`"${metric}"`)).length;

test('claims are paid before, while and after the secret is rotated', async () => {
  const paid = async (number: number) => settle(sandbox, await peopleOf(sandbox, number));
  expect(await paid(1)).toMatchObject({ paid: cny(320_000) });
  await sandbox.clock.advance(2 * MINUTE);
  await rotate('the next one');
  expect(await paid(2)).toMatchObject({ paid: cny(320_000) });
  await sandbox.clock.advance(20 * MINUTE);
  expect(await paid(3)).toMatchObject({ paid: cny(320_000) });
  expect(counted('RefusedNotices')).toBe(0);
});

test('while it is rotated notices by both secrets are taken; what neither has signed is refused, and counted', async () => {
  const { SecretString: old } = await version('AWSCURRENT');
  expect(await notified(old)).toBe(404);
  await sandbox.clock.advance(2 * MINUTE);
  await rotate('the next one');
  const before = counted('RefusedNotices');
  expect(await notified('the next one')).toBe(404);
  expect(await notified(old)).toBe(404);
  expect(counted('RefusedNotices')).toBe(before);
  expect(await notified('of somebody else')).toBe(401);
  expect(counted('RefusedNotices')).toBe(before + 1);
});

test('the old secret is good for nothing a quarter of an hour after its stage was taken away', async () => {
  const { SecretString: old } = await version('AWSCURRENT');
  await rotate('the next one');
  expect(await notified(old)).toBe(404);
  const { VersionId } = await version('AWSPREVIOUS');
  const stage = { SecretId: secretId(), VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: VersionId };
  await outside(sandbox, 'secretsmanager', 'UpdateSecretVersionStage', stage);
  await sandbox.clock.advance(15 * MINUTE);
  expect(await notified(old)).toBe(401);
  expect(await notified('the next one')).toBe(404);
});
