import { z } from 'zod';
import { latestOf, packNames } from '../functions/deadlines/packs/packs.ts';
import { type TokenRules, tokenRules } from '../functions/platform/http/tokens.ts';
import { dueShards } from '../functions/platform/record/due.ts';

const originUrl = z.url({ protocol: /^https?$/ });

/** What differs between stages. Everything else is the same everywhere, so that what is tried is what is deployed. */
export const stageConfigSchema = z.strictObject({
  /** Part of every physical name: `careline-<stage>-…`. */
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/),
  /** Keep data, keys and logs when a stack is deleted, and let no stack be deleted by mistake. */
  keepData: z.boolean(),
  /**
   * The OIDC issuer whose tokens the API takes, their audience, and the claims in which it says who somebody is, where it names them
   * other than Cognito; without it the stage gets a Cognito user pool.
   */
  tokens: z
    .strictObject({
      issuer: z.url({ protocol: /^https$/ }),
      audience: z.string().min(1),
      claims: tokenRules.shape.claims,
    })
    .optional(),
  /** The sender of every email; its domain is the SES identity, unless `senderIdentity` names another one. */
  senderEmail: z.email(),
  senderIdentity: z.string().min(1).optional(),
  /** Who is told of alarms; without it they only change their state. */
  alarmEmail: z.email().optional(),
  /** One of the retention periods that CloudWatch Logs knows, in days. */
  logRetentionDays: z.literal([7, 14, 30, 60, 90, 180, 365, 731, 1827, 3653]),
  /** The payment provider, who takes orders below it at `/orders`: HTTPS, or this machine. */
  paymentProviderUrl: z.union([
    z.url({ protocol: /^https$/ }),
    z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  ]),
  /** Web origins whose pages may call the API and upload evidence. */
  corsOrigins: z.array(originUrl).min(1),
  /**
   * How many instances of the waker share the 16 shards of the due index: one works on some 150 records a second, and what is due
   * at nine in the morning should be done within the minute (docs/adr/0042).
   */
  wakers: z.int().min(1).max(dueShards.length),
  /** Whether rules of the law that nobody has verified set dates all the same, and say so. */
  unverifiedLaw: z.literal(true).optional(),
  /** Draft packs that are counted for running cases beside those in force, and change nothing: each event of a case then reads it once more. */
  shadowPacks: z
    .array(z.string().refine(isDraft, { error: 'Only a pack of class draft runs in the shadow' }))
    .default([]),
  /** Steady requests a second and the burst above them, for the whole API. */
  throttle: z.strictObject({ rateLimit: z.int().positive(), burstLimit: z.int().positive() }),
});

export type StageConfig = z.output<typeof stageConfigSchema>;

const stages = {
  /** Everything on one machine, see `sandbox/`. */
  sandbox: {
    stage: 'sandbox',
    keepData: false,
    tokens: { issuer: 'https://sandbox.careline.example', audience: 'careline-sandbox' },
    senderEmail: 'service@careline.example',
    logRetentionDays: 7,
    paymentProviderUrl: 'http://127.0.0.1:3000/_sandbox/payment-provider',
    corsOrigins: ['http://127.0.0.1:3000', 'http://localhost:3000'],
    wakers: 1,
    throttle: { rateLimit: 1000, burstLimit: 2000 },
  },
  dev: {
    stage: 'dev',
    keepData: false,
    senderEmail: 'service@dev.careline.example',
    logRetentionDays: 30,
    paymentProviderUrl: 'https://payments.dev.careline.example/v1',
    corsOrigins: ['http://localhost:5173'],
    wakers: 1,
    shadowPacks: ['CN-trial'],
    throttle: { rateLimit: 50, burstLimit: 100 },
  },
  prod: {
    stage: 'prod',
    keepData: true,
    senderEmail: 'service@careline.example',
    alarmEmail: 'oncall@careline.example',
    logRetentionDays: 365,
    paymentProviderUrl: 'https://payments.careline.example/v1',
    corsOrigins: ['https://console.careline.example', 'https://www.careline.example'],
    wakers: 16,
    throttle: { rateLimit: 500, burstLimit: 1000 },
  },
} as const satisfies Record<string, z.input<typeof stageConfigSchema>>;

/** The configuration of a stage by its name; throws when there is no such stage or its data does not fit the schema. */
export function stageConfig(stage: string): StageConfig {
  if (!Object.hasOwn(stages, stage)) {
    throw new Error(`There is no stage '${stage}' in infra/config.ts, only ${Object.keys(stages).join(', ')}`);
  }
  return stageConfigSchema.parse(stages[stage as keyof typeof stages]);
}

/** Whose tokens the API takes, and how its functions read them. */
export interface Tokens {
  readonly issuer: string;
  readonly audience: string;
  readonly claims?: TokenRules['claims'];
  /** Cognito also issues access tokens, which do not say who somebody is. */
  readonly byCognito: boolean;
}

/** The tokens of a stage with an issuer of its own. */
export function configuredTokens({ issuer, ...tokens }: NonNullable<StageConfig['tokens']>): Tokens {
  return { issuer, ...tokens, byCognito: /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?\//.test(issuer) };
}

/** `careline-<stage>-<name>`: the names of what people type or read. Everything else is named by CloudFormation. */
export function physicalName({ stage }: StageConfig, name: string): string {
  return `careline-${stage}-${name}`;
}

function isDraft(name: string): boolean {
  return packNames.includes(name) && latestOf(name).class === 'draft';
}
