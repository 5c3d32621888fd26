import { randomUUID } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  PutSecretValueCommand,
  type PutSecretValueCommandInput,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox.ts';
import { clientOf, runSandbox } from '../support/running-sandbox.ts';

let sandbox: Sandbox & AsyncDisposable;
let client: SecretsManagerClient;

beforeAll(async () => {
  sandbox = await runSandbox({
    Shared: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shared', SecretString: 'first' } },
  });
  client = new SecretsManagerClient(clientOf(sandbox));
});
afterAll(async () => {
  client.destroy();
  await sandbox[Symbol.asyncDispose]();
});
afterEach(() => sandbox.reset());

const SecretId = 'shared';
const get = async (which: Partial<GetSecretValueCommandInput> = {}) =>
  client.send(new GetSecretValueCommand({ SecretId, ...which }));
const put = async (SecretString: string, more: Partial<PutSecretValueCommandInput> = {}) =>
  client.send(new PutSecretValueCommand({ SecretId, SecretString, ...more }));
const stages = async () => {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  return Object.fromEntries(Object.entries(VersionIdsToStages).map(([id, at]) => [id, [...at].sort()]));
};
const previous = { VersionStage: 'AWSPREVIOUS' };

describe('a secret that is put anew', () => {
  test('is current at once, and what was current is the one before it', async () => {
    await expect(get(previous)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const { VersionId: first } = await get();
    expect(await put('second')).toMatchObject({ Name: 'shared', VersionStages: ['AWSCURRENT'] });
    expect(await get()).toMatchObject({ SecretString: 'second', VersionStages: ['AWSCURRENT'] });
    expect(await get(previous)).toMatchObject({ SecretString: 'first', VersionId: first });
    expect(await get({ VersionId: first })).toMatchObject({ SecretString: 'first', VersionStages: ['AWSPREVIOUS'] });
  });

  test('has one version before it: the last but one is gone', async () => {
    const { VersionId: first } = await get();
    await put('second');
    await put('third');
    expect((await get(previous)).SecretString).toBe('second');
    expect(Object.values(await stages())).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
    await expect(get({ VersionId: first })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('is the same version by the same token, which takes no other text', async () => {
    const ClientRequestToken = randomUUID();
    const { VersionId } = await put('second', { ClientRequestToken });
    expect(VersionId).toBe(ClientRequestToken);
    expect(await put('second', { ClientRequestToken })).toMatchObject({ VersionId });
    expect((await get(previous)).SecretString).toBe('first');
    await expect(put('third', { ClientRequestToken })).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  test('may be prepared first, and made current later', async () => {
    const { VersionId: first } = await get();
    const { VersionId: second } = await put('second', { VersionStages: ['AWSPENDING'] });
    expect((await get()).SecretString).toBe('first');
    expect((await get({ VersionStage: 'AWSPENDING' })).SecretString).toBe('second');
    const VersionStage = 'AWSCURRENT';
    const move = { SecretId, VersionStage, MoveToVersionId: second };
    await expect(client.send(new UpdateSecretVersionStageCommand(move))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: first }));
    expect(await stages()).toEqual({ [`${second}`]: ['AWSCURRENT', 'AWSPENDING'], [`${first}`]: ['AWSPREVIOUS'] });
  });

  test('stands alone when the stage of the one before it is taken away', async () => {
    const { VersionId: first } = await get();
    await put('second');
    const away = { SecretId, VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: first };
    await client.send(new UpdateSecretVersionStageCommand(away));
    await expect(get(previous)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await get()).SecretString).toBe('second');
  });

  test('has 64 KB', async () => {
    await put('保'.repeat(65_536 / 4).padEnd(32_768, 'x'));
    await expect(put('x'.repeat(65_537))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('is forgotten by a reset', async () => {
    await put('second');
    await sandbox.reset();
    expect((await get()).SecretString).toBe('first');
    await expect(get(previous)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
