import { rmSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { careline, cdkApp } from '../../infra/careline.ts';
import { stageConfig } from '../../infra/config.ts';

// Its rules take three times as long as everything else; checks.test.ts synthesizes each stage with them.
process.env.CDK_VALIDATION = 'false';

export interface Resource {
  readonly logicalId: string;
  readonly Properties: Properties;
}
export type Properties = Readonly<Record<string, unknown>>;

/** The templates of a stage, without its bundles: they take long and no assertion needs them. */
export function synthesized(stage: string) {
  const app = cdkApp(undefined, { 'aws:cdk:bundling-stacks': [] });
  const { stateful, stateless } = careline(app, stageConfig(stage));
  const templates = { stateful: Template.fromStack(stateful), stateless: Template.fromStack(stateless) };
  rmSync(app.outdir, { recursive: true });
  return templates;
}

/** A template's resources of a type. */
export function resources(template: Template, type: string): Resource[] {
  return Object.entries(template.findResources(type)).map(([logicalId, resource]) => ({
    logicalId,
    Properties: (resource as { Properties?: Properties }).Properties ?? {},
  }));
}

/** The resource that a `Ref` or `Fn::GetAtt` names. */
export function referred(reference: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': getAtt } = (reference ?? {}) as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return Ref ?? getAtt?.[0];
}
