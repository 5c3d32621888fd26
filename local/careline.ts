import { join } from 'node:path';
import { type CaseNames, type Sandbox, type SandboxOptions, startSandbox } from '@careline/sandbox';
import { type Synthesis, synthesize } from '@careline/sandbox/synthesis';
import { chains } from '../functions/chains.ts';
import type { Role } from '../functions/platform/http/auth.ts';
import { frontPage } from './front-page.ts';
import { paymentProvider } from './payment-provider.ts';
import { type Person, person, userOf } from './people.ts';
import { waker } from './waking.ts';

const root = join(import.meta.dirname, '..');

/**
 * The sandbox stage of the CDK app, and everything that its templates and bundles are made of. The rules for templates, which take
 * longer than the rest of the synthesis, have been asked by tests/infra/checks.test.ts.
 */
const synthesis: Synthesis = {
  root,
  script: 'infra/app.ts',
  environment: { CARELINE_STAGE: 'sandbox', CDK_VALIDATION: 'false' },
  sources: ['{infra,functions,workflows,rules}/**/*', '{package-lock,tsconfig}.json'],
};

/** Ids as the product makes them: a prefix, and a ULID or a hash in base 32. */
const caseNames = (): CaseNames => ({
  ids: /[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26,32}/,
  prefixes: chains.map(({ prefix }) => `${prefix}_`),
  belongsTo: ['caseId', 'claimId', 'messageId', 'data'].map((field) => `record.${field}`),
});

/** Careline that runs whole in the sandbox. */
export interface Careline extends Omit<Sandbox, 'token'> {
  /** A bearer token of somebody; staff are of head office by default. */
  token(role: Role, who?: Omit<Person, 'role'>): Promise<string>;
}

export interface CarelineOptions extends Pick<SandboxOptions, 'onLog'> {
  /** Of the API; any by default. */
  readonly port?: number;
  /** Of the AWS endpoint; any by default. */
  readonly awsPort?: number;
}

/** Synthesizes Careline, or finds it synthesized, and resolves to the directory of the assembly. Rejects with SynthesisError. */
export function synthesizeCareline(): Promise<string> {
  return synthesize(synthesis);
}

/** Starts Careline whole in the sandbox. Rejects with PortInUseError or SynthesisError. */
export async function startCareline({ port = 0, awsPort = 0, onLog }: CarelineOptions = {}): Promise<Careline> {
  const assembly = await synthesizeCareline();
  const sandbox = await startSandbox({
    assembly,
    port,
    awsPort,
    ...(onLog && { onLog }),
    people: person.transform(userOf),
    caseNames: caseNames(),
    neighbours: [paymentProvider],
    quiet: [waker],
    front: frontPage,
  });
  return { ...sandbox, token: (role, who = {}) => sandbox.token(userOf({ role, ...who })) };
}
