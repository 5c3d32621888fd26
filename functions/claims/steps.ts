import { stepsHandler } from '../platform/steps.ts';
import { claimChain } from './claim-chain.ts';
import { deps } from './deps.ts';

export const handler = stepsHandler(claimChain.steps, deps);
