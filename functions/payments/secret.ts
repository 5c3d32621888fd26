import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { logger, thrown } from '../platform/observability.ts';

/** A secret that is shared with somebody, and rotated: while it is, the one before it is as good. */
export interface SharedSecret {
  /** What to sign with. */
  current(): Promise<string>;
  /** Whose signatures are taken: the current secret's, and those of the one before it while that has its label. */
  accepted(): Promise<Secrets>;
  /** The same, read anew; undefined if it was read within a minute, so that nobody's garbage makes us ask without end. */
  reread(): Promise<Secrets | undefined>;
}

/** The current secret, and the one before it if there is one. */
export type Secrets = readonly [current: string, ...previous: string[]];

/** How long what was read is gone by, so that an end of the rotation is noticed, and the least between two readings (ms). */
const KEPT = 15 * 60_000;
const PAUSE = 60_000;

/** The secret of Secrets Manager with this ARN, read when it is first needed. Where it cannot be read anew, what is known holds. */
export function sharedSecret(
  arn: string,
  client = new SecretsManagerClient({}),
  clock = () => new Date(),
): SharedSecret {
  let known: Secrets | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Secrets> | undefined;
  const age = () => clock().getTime() - readAt;

  function read(): Promise<Secrets> {
    readAt = clock().getTime();
    reading ??= readStages(arn, client)
      .then((secrets) => {
        known = secrets;
        return secrets;
      })
      .catch((error) => {
        if (!known) throw error;
        logger.warn('A secret could not be read anew; what is known of it holds', thrown(error));
        return known;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }
  const accepted = async () => (known && age() < KEPT ? known : read());

  return {
    current: async () => (await accepted())[0],
    accepted,
    reread: async () => (age() < PAUSE ? undefined : read()),
  };
}

async function readStages(arn: string, client: SecretsManagerClient): Promise<Secrets> {
  const [current, previous] = await Promise.all([
    readStage(arn, 'AWSCURRENT', client),
    readStage(arn, 'AWSPREVIOUS', client).catch((error) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }),
  ]);
  if (!current) throw new Error(`Secret ${arn} is empty`);
  return previous ? [current, previous] : [current];
}

async function readStage(
  SecretId: string,
  VersionStage: string,
  client: SecretsManagerClient,
): Promise<string | undefined> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
  return SecretString;
}
