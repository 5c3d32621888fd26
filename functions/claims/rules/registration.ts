import type { ClaimChange, ClaimWorld } from '../claim.ts';
import type { ClaimSettings } from '../claim-settings.ts';
import { checkCover, triage } from './cover.ts';
import { doubtsBy, similarTo } from './neighbours.ts';

/** A reported claim is registered, its cover checked, and sorted. */
export function register({ it, reads: { policy, others } }: ClaimWorld, settings: ClaimSettings): ClaimChange[] {
  const doubts = [...checkCover(policy, it, settings), ...doubtsBy(it, others, settings)];
  const similar = similarTo(it, others, settings);
  const track = triage(it, doubts, settings);
  const registered: ClaimChange = {
    happened: 'registered',
    set: { status: 'REGISTERED' },
    tells: [{ template: 'claim-registered', model: { policyNumber: it.policyNumber, cause: it.cause } }],
  };
  const triaged: ClaimChange = {
    happened: 'triaged',
    set: { status: 'TRIAGED', track, doubts, ...(similar.length > 0 && { similar }) },
    data: { track, doubts },
  };
  const fast: ClaimChange = { happened: 'fast-tracked', set: { status: 'FAST_TRACK' } };
  return track === 'fast-track' ? [registered, triaged, fast] : [registered, triaged];
}
