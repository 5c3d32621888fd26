import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { z } from 'zod';
import { physicalName, type StageConfig } from './config.ts';
import { recordKeeping } from './record-keeping.ts';
import { StatefulStack } from './stacks/stateful.ts';
import { StatelessStack } from './stacks/stateless.ts';

const root = join(import.meta.dirname, '..');

/**
 * An app with the flags of `cdk.json`. The CDK command hands them over by itself; without it the templates must be the
 * same. `outdir` takes the cloud assembly, a temporary directory by default; `context` comes on top.
 */
export function cdkApp(outdir?: string, context: Readonly<Record<string, unknown>> = {}): App {
  return new App({ analyticsReporting: false, context: { ...flags(), ...context }, ...(outdir && { outdir }) });
}

/** The stacks of a stage, tagged, and checked by cdk-nag when they are synthesized. It needs no account. */
export function careline(app: App, config: StageConfig) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  Tags.of(app).add('application', 'careline');
  Tags.of(app).add('stage', config.stage);
  const shared = { config, terminationProtection: config.keepData };
  const stateful = new StatefulStack(app, 'Stateful', {
    ...shared,
    stackName: physicalName(config, 'stateful'),
    description: 'Careline: the record, evidence, keys, secrets, people and the event bus',
    recordKeeping: recordKeeping(),
  });
  const stateless = new StatelessStack(app, 'Stateless', {
    ...shared,
    stackName: physicalName(config, 'stateless'),
    description: 'Careline: functions, workflows, the API and alarms',
    stateful,
    root,
    sourceMaps: join(app.outdir, 'source-maps'),
  });
  return { stateful, stateless };
}

function flags(): Record<string, unknown> {
  const file = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(file).context;
}
