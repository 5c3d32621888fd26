import { join } from 'node:path';
import { careline, cdkApp } from '../../infra/careline.ts';
import { stageConfig } from '../../infra/config.ts';

// Synthesizes all stages for `synthesized`, each into a folder of CDK_OUTDIR, without bundles: they take long and no assertion needs them.

for (const stage of ['sandbox', 'dev', 'prod']) {
  const app = cdkApp(join(process.env.CDK_OUTDIR ?? '', stage), { 'aws:cdk:bundling-stacks': [] });
  careline(app, stageConfig(stage));
  app.synth();
}
