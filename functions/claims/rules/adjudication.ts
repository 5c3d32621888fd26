import type { Principal } from '../../platform/http/auth.ts';
import { type Money, moneyWording } from '../../platform/money.ts';
import { invalid } from '../../platform/problems.ts';
import type { Approval, ClaimChange, ClaimWorld, Denial } from '../claim.ts';
import { type ClaimSettings, within } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import { breakdownOf, lossTaken, type Terms } from './breakdown.ts';
import { assertCovered, reserve } from './reservation.ts';

/** Whether somebody may approve an amount without a second person. */
export function mayAlone({ roles }: Principal, amount: Money, { authority }: ClaimSettings): boolean {
  return (['claims-handler', 'claims-supervisor'] as const).some(
    (role) => roles.includes(role) && within(authority[role], amount),
  );
}

/** Whether an approval takes the loss for so much more than it was assessed or estimated that a second person must see it. */
export function isFarAbove(
  world: ClaimWorld,
  decision: Approval,
  { secondPersonAbovePercent }: Pick<ClaimSettings, 'secondPersonAbovePercent'>,
): boolean {
  const { loss, deductible } = termsOf(world);
  return (
    loss !== undefined && lossTaken(decision, { deductible }).amount * 100 > loss.amount * secondPersonAbovePercent
  );
}

/**
 * An approval that may take effect, with how its amount is made up. Throws `invalid-input` for one of nothing, one that the
 * cover left does not carry, one that does not add up, and one above the loss without a note.
 */
export function examined(world: ClaimWorld, decision: Approval): Approval {
  if (decision.amount.amount === 0) throw invalid('/amount/amount', says.zeroIsDenial);
  assertCovered(world.reads.policy, decision.amount);
  const terms = termsOf(world);
  const breakdown = breakdownOf(decision, terms);
  const taken = lossTaken(decision, terms);
  if (terms.loss && taken.amount > terms.loss.amount && decision.note === undefined) {
    throw invalid('/note', says.aboveLoss(moneyWording(taken), moneyWording(terms.loss)));
  }
  return { ...decision, breakdown };
}

/**
 * The claim is approved, in part where the loss is taken for less than was assessed or estimated, and its cover is reserved.
 * Throws as `examined` does.
 */
export function approve(world: ClaimWorld, decision: Approval, now: Date): ClaimChange {
  const { amount, breakdown, clause, deductibleWaived, note } = examined(world, decision);
  const terms = termsOf(world);
  const partial = terms.loss !== undefined && lossTaken(decision, terms).amount < terms.loss.amount;
  return {
    happened: partial ? 'partially-approved' : 'approved',
    set: {
      status: partial ? 'PARTIALLY_APPROVED' : 'APPROVED',
      approved: amount,
      reserved: amount,
      offer: { breakdown, ...(clause && { clause }) },
    },
    drops: ['proposal'],
    data: { amount, ...(deductibleWaived && { deductibleWaived: true }) },
    note: [note, deductibleWaived?.reason].filter((said) => said !== undefined).join('\n') || undefined,
    also: [reserve(world.reads.policy, amount, now)],
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

/** A figure in another currency than the policy's is none; a deductible of nothing neither. */
function termsOf({ it, reads: { policy } }: ClaimWorld): Terms {
  const figure = ('assessed' in it && it.assessed) || it.estimate;
  return {
    loss: figure?.currency === policy.sumInsured.currency ? figure : undefined,
    deductible: policy.deductible?.amount ? policy.deductible : undefined,
  };
}
