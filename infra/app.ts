import { careline, cdkApp } from './careline.ts';
import { stageConfig } from './config.ts';

/**
 * Synthesizes a stage: `CARELINE_STAGE=prod node infra/app.ts`, or `cdk synth -c stage=prod`; `dev` by default. It
 * writes to `cdk.out`, or where CDK_OUTDIR says, and fails on a finding that nobody has acknowledged.
 */
const app = cdkApp(process.env.CDK_OUTDIR ?? 'cdk.out');
const stage: unknown = process.env.CARELINE_STAGE ?? app.node.tryGetContext('stage') ?? 'dev';
careline(app, stageConfig(String(stage)));
app.synth();
