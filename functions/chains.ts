import type { Chain } from './cases/chain.ts';
import { claimChain } from './claims/claim-chain.ts';

/** Every chain of work of the product: whose tasks the API shows, whose cases the finder watches. */
export const chains: readonly [Chain, ...Chain[]] = [claimChain];
