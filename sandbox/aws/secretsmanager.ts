import { randomInt, randomUUID } from 'node:crypto';
import type { Secret, SecretRecipe } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { byAction, type Input, type ServiceHandler } from './services.ts';

/** The template's secrets, generated anew at each start. */
export class SecretsManager {
  readonly #values: ReadonlyMap<string, { readonly secret: Secret; readonly text: string; readonly version: string }>;
  readonly handler: ServiceHandler = byAction({
    GetSecretValue: async ({ input }) => this.#getSecretValue(input),
  });

  constructor(secrets: readonly Secret[]) {
    this.#values = new Map(
      secrets.map((secret) => [secret.arn, { secret, text: textOf(secret), version: randomUUID() }]),
    );
  }

  /** The text of a secret, by ARN or name; undefined if there is none. */
  text(id: string): string | undefined {
    const found = this.#values.get(id) ?? [...this.#values.values()].find(({ secret }) => secret.name === id);
    return found?.text;
  }

  #getSecretValue(input: Input): Input {
    const id = String(input.SecretId);
    const found = this.#values.get(id) ?? [...this.#values.values()].find(({ secret }) => secret.name === id);
    if (!found) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const { secret, text, version } = found;
    return {
      ARN: secret.arn,
      Name: secret.name,
      SecretString: text,
      VersionId: version,
      VersionStages: ['AWSCURRENT'],
    };
  }
}

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
