import type { Principal } from '../../platform/http/auth.ts';
import type { Money } from '../../platform/money.ts';
import { invalid } from '../../platform/problems.ts';
import type { Approval, ClaimChange, ClaimWorld, Denial } from '../claim.ts';
import { type ClaimSettings, within } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import { reserve } from './reservation.ts';

/** Whether somebody may approve an amount without a second person. */
export function mayAlone({ roles }: Principal, amount: Money, { authority }: ClaimSettings): boolean {
  return (['claims-handler', 'claims-supervisor'] as const).some(
    (role) => roles.includes(role) && within(authority[role], amount),
  );
}

/** The claim is approved, in part where it is less than what was assessed or estimated, and its cover is reserved. */
export function approve({ it, reads }: ClaimWorld, decision: Approval, now: Date): ClaimChange {
  const { amount, breakdown, clause } = decision;
  if (amount.amount === 0) throw invalid('/amount/amount', says.zeroIsDenial);
  const asked = ('assessed' in it && it.assessed) || it.estimate;
  const partial = asked !== undefined && amount.amount < asked.amount;
  return {
    happened: partial ? 'partially-approved' : 'approved',
    set: {
      status: partial ? 'PARTIALLY_APPROVED' : 'APPROVED',
      approved: amount,
      reserved: amount,
      offer: { breakdown, ...(clause && { clause }) },
    },
    drops: ['proposal'],
    data: { amount },
    also: [reserve(reads.policy, amount, now)],
  };
}

/** The claim is denied, and the customer told why and where to turn. */
export function deny({ clause, reasons }: Denial): ClaimChange {
  return {
    happened: 'denied',
    set: { status: 'DENIED' },
    drops: ['proposal'],
    data: { clause },
    tells: [{ template: 'claim-denied', model: { clause, reasons } }],
  };
}
