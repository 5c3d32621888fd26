import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '@careline/sandbox/synthesis';

const root = join(import.meta.dirname, '../..');

export interface Resource {
  readonly logicalId: string;
  readonly Properties: Properties;
}
export type Properties = Readonly<Record<string, unknown>>;

/** A template as CloudFormation gets it. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}

/** The templates of a stage. They are made once for all test files, which so need not load the CDK. */
export async function synthesized(stage: string): Promise<{ stateful: Template; stateless: Template }> {
  const assembly = await synthesize({
    root,
    script: 'tests/infra/synthesize.ts',
    // Its rules take three times as long as everything else; checks.test.ts synthesizes each stage with them.
    environment: { CDK_VALIDATION: 'false' },
    sources: ['{infra,functions,workflows,rules}/**/*', 'tests/infra/synthesize.ts', '{package-lock,tsconfig}.json'],
  });
  const template = (stack: string) => JSON.parse(readFileSync(join(assembly, stage, `${stack}.template.json`), 'utf8'));
  return { stateful: template('Stateful'), stateless: template('Stateless') };
}

/** A template's resources of a type. */
export function resources({ Resources }: Template, type: string): Resource[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([logicalId, { Properties = {} }]) => ({ logicalId, Properties }));
}

/** The resource that a `Ref` or `Fn::GetAtt` names. */
export function referred(reference: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': getAtt } = (reference ?? {}) as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return Ref ?? getAtt?.[0];
}
