import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { identityKey, identityOf } from '../../../functions/customers/identity.ts';

const arn = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:identity-key';

test('the hash depends on the key, and is the same each time', () => {
  const identity = identityOf('11010519491231002X', 'a key');
  expect(identity).toEqual(identityOf('11010519491231002X', 'a key'));
  expect(identity.nationalIdHash).not.toBe(identityOf('11010519491231002X', 'another').nationalIdHash);
  expect(identity.nationalIdLast4).toBe('002X');
});

test('the key is read once', async () => {
  const { client, asked } = secrets([{ SecretString: 'a key' }, { SecretString: 'another' }]);
  const key = identityKey(arn, client);
  expect([await key(), await key()]).toEqual(['a key', 'a key']);
  expect(asked).toEqual([{ SecretId: arn }]);
});

test('a failure to read it is not kept', async () => {
  const { client } = secrets([{}, { SecretString: 'a key' }]);
  const key = identityKey(arn, client);
  await expect(key()).rejects.toThrow('is empty');
  expect(await key()).toBe('a key');
});

function secrets(answers: object[]) {
  const asked: unknown[] = [];
  const handle = async ({ body }: { body: Uint8Array }) => {
    asked.push(JSON.parse(new TextDecoder().decode(body)));
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    return { response: { statusCode: 200, headers, body: Buffer.from(JSON.stringify(answers.shift() ?? {})) } };
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    asked,
    client: new SecretsManagerClient({ region: 'eu-central-1', credentials, requestHandler: { handle } }),
  };
}
