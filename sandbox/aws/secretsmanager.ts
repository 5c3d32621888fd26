import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Secret, SecretRecipe } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { readInput } from './input.ts';
import { pageOf } from './page.ts';
import { byAction, type Input, type ServiceHandler } from './services.ts';

interface Stored {
  readonly secret: Secret;
  readonly text: string;
  readonly version: string;
}

/** The template's secrets, generated anew at each start. */
export class SecretsManager {
  readonly #stored: readonly Stored[];
  /** Epoch seconds. */
  readonly #created = Math.floor(Date.now() / 1000);
  readonly handler: ServiceHandler = byAction({
    GetSecretValue: async (call) => this.#getSecretValue(readInput(call, valueInput, INVALID)),
    DescribeSecret: async (call) => this.#describe(this.#find(readInput(call, describeInput, INVALID).SecretId)),
    ListSecrets: async (call) => {
      const { MaxResults, NextToken } = readInput(call, listInput, INVALID);
      const paging = { limit: MaxResults, token: NextToken, invalidToken: 'InvalidNextTokenException' };
      const { items, nextToken } = pageOf(this.#stored, { ...paging, key: ({ secret }) => secret.name });
      return { SecretList: items.map((stored) => this.#describe(stored)), NextToken: nextToken };
    },
  });

  constructor(secrets: readonly Secret[]) {
    this.#stored = secrets.map((secret) => ({ secret, text: textOf(secret), version: randomUUID() }));
  }

  /** The text of a secret, by ARN or name; undefined if there is none. */
  text(id: string): string | undefined {
    return this.#stored.find(({ secret }) => secret.arn === id || secret.name === id)?.text;
  }

  #getSecretValue({ SecretId, VersionId, VersionStage = 'AWSCURRENT' }: z.output<typeof valueInput>): Input {
    const { secret, text, version } = this.#find(SecretId);
    if ((VersionId ?? version) !== version || VersionStage !== 'AWSCURRENT')
      throw new AwsError(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret value for ${VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`}`,
      );
    return {
      ARN: secret.arn,
      Name: secret.name,
      SecretString: text,
      VersionId: version,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: this.#created,
    };
  }

  #describe({ secret, version }: Stored): Input {
    const stages = { [version]: ['AWSCURRENT'] };
    return { ARN: secret.arn, Name: secret.name, CreatedDate: this.#created, SecretVersionsToStages: stages };
  }

  #find(id: string): Stored {
    const found = this.#stored.find(({ secret }) => secret.arn === id || secret.name === id);
    if (!found) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return found;
  }
}

const INVALID = 'InvalidParameterException';
const SecretId = z.string().min(1).max(2048);
const valueInput = z.strictObject({ SecretId, VersionId: z.string().optional(), VersionStage: z.string().optional() });
const describeInput = z.strictObject({ SecretId });
const listInput = z.strictObject({
  MaxResults: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

function textOf({ text, generate }: Secret): string {
  if (text !== undefined || !generate) return text ?? '';
  const password = generatePassword(generate);
  if (generate.key === undefined) return password;
  return JSON.stringify({ ...JSON.parse(generate.template ?? '{}'), [generate.key]: password });
}

function generatePassword({ length, excluded }: SecretRecipe): string {
  const characters = [...PRINTABLE].filter((character) => !excluded.includes(character));
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
}

/** The printable ASCII characters without the space, which GetRandomPassword leaves out unless asked. */
const PRINTABLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
