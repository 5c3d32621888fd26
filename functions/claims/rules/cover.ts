import type { Money } from '../../platform/money.ts';
import type { Policy } from '../../policies/policy.ts';
import type { Claim, Doubt, Track } from '../claim.ts';
import { type ClaimSettings, within } from '../claim-settings.ts';

const DAY = 86_400_000;

/** What is left of the sum insured, never below zero. */
export function limitLeft(policy: Pick<Policy, 'sumInsured' | 'limitUsed'>): Money {
  return { ...policy.sumInsured, amount: Math.max(0, policy.sumInsured.amount - policy.limitUsed.amount) };
}

/** Holds the reported loss against its term as it stood then: in force, peril covered, waiting period, the limit left. */
export function checkCover(policy: Policy, claim: Claim, settings: ClaimSettings): Doubt[] {
  const loss = Date.parse(claim.lossAt);
  const start = Date.parse(policy.effectiveAt);
  // A renewal without a gap begins nothing anew: neither the wait nor the doubt about whoever has just insured themselves.
  const since = Date.parse(policy.insuredSince ?? policy.effectiveAt);
  const left = limitLeft(policy);
  const doubts: [Doubt, boolean][] = [
    ['not-in-force', policy.status !== 'IN_FORCE' || loss < start || loss >= Date.parse(policy.expiresAt)],
    ['peril-not-covered', !policy.perils.includes(claim.cause)],
    ['in-waiting-period', loss >= start && loss < since + policy.waitingDays * DAY],
    ['limit-used-up', left.amount === 0],
    ['currency-differs', claim.estimate !== undefined && claim.estimate.currency !== left.currency],
    ['soon-after-inception', loss >= start && loss < since + settings.suspicious.lossWithinDaysOfInception * DAY],
    ['reported-late', Date.parse(claim.createdAt) - loss > settings.suspicious.reportedAfterDays * DAY],
  ];
  return doubts.filter(([, applies]) => applies).map(([doubt]) => doubt);
}

/** Small and clean is fast; an injury is cared for first; doubtful or large goes to a senior; the rest is surveyed. */
export function triage(claim: Claim, doubts: readonly Doubt[], settings: ClaimSettings): Track {
  if (claim.injury) return 'injury';
  if (doubts.length > 0) return 'senior';
  if (!claim.estimate) return 'survey';
  if (within(settings.fastTrackUpTo, claim.estimate)) return 'fast-track';
  return within(settings.seniorAbove, claim.estimate) ? 'survey' : 'senior';
}
