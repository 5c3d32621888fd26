import type { Chain } from './cases/chain/chain.ts';
import { claimChain } from './claims/claim-chain.ts';

/** Every chain of work of the product: whose tasks the API shows, whose cases are woken. A test may add its own. */
export const chains: [Chain, ...Chain[]] = [claimChain];

/** The chain whose case has that id, by its prefix. */
export function chainOfCase(caseId: string): Chain {
  const found = chains.find(({ prefix }) => caseId.startsWith(`${prefix}_`));
  if (!found) throw new Error(`No chain has cases like ${caseId}`);
  return found;
}

/** The chain that an execution is of, by its name: `claim-<id>-1`. */
export function chainOfExecution(name: string): Chain | undefined {
  return chains.find((chain) => name.startsWith(`${chain.name}-`) && /-\d+$/.test(name));
}
