import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Reads a secret when it is first needed and keeps it for the life of the instance. */
export function secret(arn: string, client = new SecretsManagerClient({})): () => Promise<string> {
  let value: Promise<string> | undefined;
  return () => {
    value ??= read(arn, client).catch((error) => {
      value = undefined;
      throw error;
    });
    return value;
  };
}

async function read(arn: string, client: SecretsManagerClient): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error(`Secret ${arn} is empty`);
  return SecretString;
}
