import { rmSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { careline, cdkApp } from '../../infra/careline.ts';
import { stageConfig } from '../../infra/config.ts';
import { permit } from '../../infra/permissions.ts';

const outdirs: string[] = [];
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true });
});

/** An app is synthesized once, however often it is told to. */
const stages = { sandbox: stackOf('sandbox'), dev: stackOf('dev'), prod: stackOf('prod') };

test.each(Object.entries(stages))('%s synthesizes without a finding that nobody has acknowledged', (_, { app }) => {
  expect(() => app.synth()).not.toThrow();
});

test('a bucket that is open, unlogged and without TLS fails the synthesis', () => {
  const { app, stateful } = stackOf('dev');
  new CfnBucket(stateful, 'Open');
  expect(() => app.synth()).toThrow(/AwsSolutions-S1\b[\s\S]*AwsSolutions-S10\b/);
});

test('findings are acknowledged where they are, never for a whole stack, and with a reason', () => {
  const { app } = stages.prod;
  app.synth();
  const acknowledged = acknowledgements(app);
  expect(acknowledged.length).toBeGreaterThan(0);
  for (const { construct, id, reason } of acknowledged) {
    expect(construct === app || Stack.isStack(construct)).toBe(false);
    expect(id).toMatch(/AwsSolutions-\w+/);
    expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  }
});

test('templates are plain ASCII: CloudFormation keeps a question mark for anything else', () => {
  const { stacks } = stages.prod.app.synth();
  for (const { template } of stacks) expect(JSON.stringify(template)).toMatch(/^[\x20-\x7e]+$/);
});

test('a permission with a wildcard and no reason is refused', () => {
  const role = new Role(new Stack(), 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  expect(() => permit(role, [{ actions: ['sns:Publish'], resources: ['*'] }])).toThrow('must say why');
});

test('a production stack cannot be deleted by mistake', () => {
  const { stateful, stateless } = stages.prod;
  expect([stateful.terminationProtection, stateless.terminationProtection]).toEqual([true, true]);
});

test('a stage that does not exist is refused by name', () => {
  expect(() => stageConfig('production')).toThrow(/no stage 'production'.*sandbox, dev, prod/);
});

function stackOf(stage: string) {
  const app = cdkApp(undefined, { 'aws:cdk:bundling-stacks': [] });
  outdirs.push(app.outdir);
  return { app, ...careline(app, stageConfig(stage)) };
}

function acknowledgements(app: App) {
  return app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ construct, id, reason })),
  );
}
