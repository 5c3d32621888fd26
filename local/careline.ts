import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type Synthesis, synthesize } from '../sandbox/synthesis.ts';

const root = join(import.meta.dirname, '..');

/** The sandbox stage of the CDK app, and everything that its templates and bundles are made of. */
const synthesis: Synthesis = {
  root,
  script: 'infra/app.ts',
  environment: { CARELINE_STAGE: 'sandbox' },
  sources: ['{infra,functions,workflows,rules}/**/*', '{package-lock,tsconfig}.json'],
};

export type Careline = Sandbox;

export interface CarelineOptions extends Pick<Parameters<typeof startSandbox>[0], 'onLog'> {
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
  return startSandbox({ assembly: await synthesizeCareline(), port, awsPort, ...(onLog && { onLog }) });
}
