import type { Money } from '../platform/money.ts';
import { invalid } from '../platform/problems.ts';
import type { Table, Write } from '../platform/table.ts';
import { getPolicy, replacePolicy } from '../policies/policy-store.ts';
import { says } from './claim-wordings.ts';
import { limitLeft } from './cover.ts';

/**
 * Takes an approved amount from what is left of the policy's limit, in the transaction that approves it, so that
 * claims decided at the same time cannot exceed the cover together. Throws `invalid-input` when too little is left.
 */
export async function reserve(table: Table, policyNumber: string, amount: Money, now: Date): Promise<Write> {
  const policy = await policyOf(table, policyNumber);
  const left = limitLeft(policy);
  if (amount.currency !== left.currency) throw invalid('/amount/currency', says.policyCurrency(left.currency));
  if (amount.amount > left.amount) {
    throw invalid('/amount/amount', says.limitLeft(left.amount, left.currency));
  }
  return used(policy, amount.amount, now);
}

/** Gives a reserved amount back to the policy's limit. */
export async function release(table: Table, policyNumber: string, amount: Money, now: Date): Promise<Write> {
  return used(await policyOf(table, policyNumber), -amount.amount, now);
}

function used(policy: Awaited<ReturnType<typeof policyOf>>, amount: number, now: Date): Write {
  const limitUsed = { ...policy.limitUsed, amount: policy.limitUsed.amount + amount };
  const next = { ...policy, limitUsed, version: policy.version + 1, updatedAt: now.toISOString() };
  return replacePolicy(next, policy.version);
}

async function policyOf(table: Table, policyNumber: string) {
  const policy = await getPolicy(table, policyNumber);
  if (!policy) throw new Error(`The policy of a claim is gone: ${policyNumber}`);
  return policy;
}
