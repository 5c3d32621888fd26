import { problems as claims } from './claims/claim-problems.ts';
import { type Problem, problemTypes } from './platform/problems.ts';

const shared = Object.entries(problemTypes).map(([code, type]) => ({ code, ...type }));

/** Every refusal the product can give, for the API's description. */
export const problems: readonly Problem[] = [...shared, ...Object.values(claims)];
