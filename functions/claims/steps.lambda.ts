import { count } from '../platform/metrics.ts';
import { stepsHandler } from '../platform/record/steps.ts';
import { claimChain } from './claim-chain.ts';
import { deps } from './deps.ts';

export const handler = stepsHandler(claimChain.steps, deps, count);
