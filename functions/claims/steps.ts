import { stepsHandler } from '../platform/steps.ts';
import { claimSteps } from './claim-steps.ts';
import { deps } from './deps.ts';

export const handler = stepsHandler(claimSteps, deps);
