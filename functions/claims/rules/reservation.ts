import type { Money } from '../../platform/money.ts';
import { invalid } from '../../platform/problems.ts';
import type { Write } from '../../platform/record/table.ts';
import type { Policy } from '../../policies/policy.ts';
import { policies } from '../../policies/policy-store.ts';
import { says } from '../claim-wordings.ts';
import { limitLeft } from './cover.ts';

/** Throws `invalid-input` when the amount is more than what is left of the policy's limit, or in another currency. */
export function assertCovered(policy: Policy, amount: Money): void {
  const left = limitLeft(policy);
  if (amount.currency !== left.currency) throw invalid('/amount/currency', says.policyCurrency(left.currency));
  if (amount.amount > left.amount) throw invalid('/amount/amount', says.limitLeft(left.amount, left.currency));
}

/**
 * Takes an approved amount from what is left of the policy's limit, in the transaction that approves it, so that
 * claims decided at the same time cannot exceed the cover together. Throws `invalid-input` when too little is left.
 */
export function reserve(policy: Policy, amount: Money, now: Date): Write {
  assertCovered(policy, amount);
  return used(policy, amount.amount, now);
}

/** Gives a reserved amount back to the policy's limit. */
export function release(policy: Policy, amount: Money, now: Date): Write {
  return used(policy, -amount.amount, now);
}

function used(policy: Policy, amount: number, now: Date): Write {
  const limitUsed = { ...policy.limitUsed, amount: policy.limitUsed.amount + amount };
  return policies.replace(policy, { ...policy, limitUsed }, now).write;
}
