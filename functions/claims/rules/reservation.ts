import type { Money } from '../../platform/money.ts';
import { invalid } from '../../platform/problems.ts';
import type { Write } from '../../platform/record/table.ts';
import type { Policy } from '../../policies/policy.ts';
import type { PolicyAt } from '../../policies/policy-at.ts';
import { useLimit } from '../../policies/policy-store.ts';
import { says } from '../claim-wordings.ts';
import { limitLeft } from './cover.ts';

type Limit = Pick<Policy, 'sumInsured' | 'limitUsed'>;

/** Throws `invalid-input` when the amount is more than what is left of the term's limit, or in another currency. */
export function assertCovered(policy: Limit, amount: Money): void {
  const left = limitLeft(policy);
  if (amount.currency !== left.currency) throw invalid('/amount/currency', says.policyCurrency(left.currency));
  if (amount.amount > left.amount) throw invalid('/amount/amount', says.limitLeft(left.amount, left.currency));
}

/**
 * Takes an approved amount from what is left of the term's limit, in the transaction that approves it, so that
 * claims decided at the same time cannot exceed the cover together. Throws `invalid-input` when too little is left.
 */
export function reserve(policy: PolicyAt, amount: Money, now: Date): Write {
  assertCovered(policy, amount);
  return used(policy, amount.amount, now);
}

/** Gives a reserved amount back to the term's limit. */
export function release(policy: PolicyAt, amount: Money, now: Date): Write {
  return used(policy, -amount.amount, now);
}

function used(policy: PolicyAt, amount: number, now: Date): Write {
  const { limitUsed } = policy.record;
  return useLimit(policy, { ...limitUsed, amount: limitUsed.amount + amount }, now);
}
