import { assertMay } from '../../cases/case.ts';
import type { ClaimChange, ClaimWorld } from '../claim.ts';
import { claimType } from '../claim-type.ts';
import { release } from './reservation.ts';
import { assertKnown } from './settlement.ts';

/**
 * Ends a claim at its owner's wish: its open task is closed, the reserved cover given back, the customer told. The relay
 * then ends the waiting workflow; a step under way finds the claim withdrawn. Throws `illegal-state` once payment is ordered,
 * `payment-contradicted` while nobody knows whether it was paid.
 */
export function withdraw({ it, reads }: ClaimWorld, reason: string | undefined, now: Date): ClaimChange {
  assertMay(claimType, it, 'WITHDRAWN');
  assertKnown(reads.payment);
  const reserved = 'reserved' in it ? it.reserved : undefined;
  return {
    happened: 'withdrawn',
    set: { status: 'WITHDRAWN' },
    drops: ['reserved', 'proposal'],
    note: reason,
    cancels: true,
    tells: [{ template: 'claim-withdrawn', model: {} }],
    ...(reserved && { also: [release(reads.policy, reserved, now)] }),
  };
}
