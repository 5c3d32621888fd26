import {
  type GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { sharedSecret } from '../../../functions/payments/secret.ts';
import { MINUTE } from '../../support/fixtures.ts';

const SECOND = 1000;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A secret as Secrets Manager keeps it, and a clock; `asked` are the stages that were read. */
function rotated(stages: Record<string, string | undefined>) {
  const asked: unknown[] = [];
  const state = { stages, asked, down: false, now: Date.parse('2026-11-25T01:00:00Z') };
  const client = new SecretsManagerClient({ region: 'us-east-1', credentials });
  client.middlewareStack.add(
    () => async (args) => {
      const { SecretId, VersionStage } = args.input as GetSecretValueCommand['input'];
      asked.push(VersionStage);
      if (state.down) throw new Error('Secrets Manager is down');
      expect(SecretId).toBe('arn:shared');
      const SecretString = state.stages[VersionStage ?? ''];
      if (SecretString === undefined) throw new ResourceNotFoundException({ message: 'no such stage', $metadata: {} });
      return { response: {}, output: { SecretString, $metadata: {} } };
    },
    { step: 'initialize', priority: 'low' },
  );
  return { state, secret: sharedSecret('arn:shared', client, () => new Date(state.now)) };
}

test('the current secret signs, and what the one before it has signed is taken as well', async () => {
  const { secret } = rotated({ AWSCURRENT: 'new', AWSPREVIOUS: 'old' });
  expect(await secret.current()).toBe('new');
  expect(await secret.accepted()).toEqual(['new', 'old']);
});

test('a secret that was never rotated is alone', async () => {
  const { secret } = rotated({ AWSCURRENT: 'only' });
  expect(await secret.accepted()).toEqual(['only']);
});

test('it is read once however many ask at a time, and kept for 15 minutes', async () => {
  const { state, secret } = rotated({ AWSCURRENT: 'new', AWSPREVIOUS: 'old' });
  await Promise.all([secret.current(), secret.accepted(), secret.current()]);
  state.stages = { AWSCURRENT: 'newer', AWSPREVIOUS: 'new' };
  state.now += 15 * MINUTE - 1;
  expect(await secret.accepted()).toEqual(['new', 'old']);
  expect(state.asked).toHaveLength(2);
  state.now += 1;
  expect(await secret.accepted()).toEqual(['newer', 'new']);
});

test('it is read anew on demand, at most once a minute', async () => {
  const { state, secret } = rotated({ AWSCURRENT: 'old' });
  await secret.accepted();
  state.stages = { AWSCURRENT: 'new', AWSPREVIOUS: 'old' };
  state.now += MINUTE - 1;
  expect(await secret.reread()).toBeUndefined();
  state.now += 1;
  expect(await secret.reread()).toEqual(['new', 'old']);
  expect(await secret.reread()).toBeUndefined();
  expect(await secret.current()).toBe('new');
  expect(state.asked).toHaveLength(4);
});

test('what is known holds while Secrets Manager is down, and its being down is asked about once a minute', async () => {
  const { state, secret } = rotated({ AWSCURRENT: 'known' });
  await secret.accepted();
  state.down = true;
  state.now += 20 * MINUTE;
  expect(await secret.current()).toBe('known');
  expect(await secret.reread()).toBeUndefined();
  state.now += MINUTE;
  expect(await secret.reread()).toEqual(['known']);
  state.now += 59 * SECOND;
  expect(await secret.reread()).toBeUndefined();
});

test('without anything known the failure is told, and the next one asks again', async () => {
  const { state, secret } = rotated({ AWSCURRENT: 'known' });
  state.down = true;
  await expect(secret.current()).rejects.toThrow('down');
  state.down = false;
  expect(await secret.current()).toBe('known');
});

test.each([{}, { AWSCURRENT: '' }])('a secret without a value is an error: %j', async (stages) => {
  await expect(rotated(stages).secret.current()).rejects.toThrow();
});
