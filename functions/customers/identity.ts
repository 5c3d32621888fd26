import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** What is kept of a national id. */
export interface Identity {
  readonly nationalIdHash: string;
  readonly nationalIdLast4: string;
}

/**
 * A keyed hash of a national id and its last four characters. The key is what keeps the hash from being reversed by
 * trying all numbers: a plain hash of 18 digits, most of them a date and a place, falls in minutes.
 */
export function identityOf(nationalId: string, key: string): Identity {
  return {
    nationalIdHash: createHmac('sha256', key).update(nationalId).digest('hex'),
    nationalIdLast4: nationalId.slice(-4),
  };
}

/** Reads the key of the hash from Secrets Manager when it is first needed, and keeps it while the function lives. */
export function identityKey(secretArn: string, client = new SecretsManagerClient({})): () => Promise<string> {
  let key: string | undefined;
  return async () => {
    if (key !== undefined) return key;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (!SecretString) throw new Error('The secret of the identity key is empty');
    key = SecretString;
    return key;
  };
}
