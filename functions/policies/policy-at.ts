import type { Policy } from './policy.ts';

/**
 * A term as it stood at a moment. `record` is what is stored, which carries what claims have used of the limit: at the policy's
 * head for its latest term, else among the earlier ones.
 */
export type PolicyAt = Policy & { readonly record: Policy; readonly isLatest: boolean };

/**
 * What holds of a term at a moment (RFC 3339, UTC): its owner, branch and status as last said of that moment, its cover as last
 * said at all. What was said first holds for as long as nothing else is said, before the term's start too.
 */
export function policyAt(record: Policy, moment: string, isLatest = true): PolicyAt {
  const { revisions = [] } = record;
  const valid = revisions.filter(({ validFrom }, index) => index === 0 || validFrom <= moment);
  const stated = valid.map((revision) => revision.stated);
  return {
    ...record,
    status: last(stated.map(({ status }) => status)) ?? record.status,
    customerId: last(stated.map(({ customerId }) => customerId)) ?? record.customerId,
    branchId: last(stated.map(({ branchId }) => branchId)) ?? record.branchId,
    record,
    isLatest,
  };
}

/** The term as it stood when it ended, or stands for as long as it lasts: what was said from its end on is not of it. */
export function policyAtEnd(record: Policy): PolicyAt {
  return policyAt(record, new Date(Date.parse(record.expiresAt) - 1).toISOString());
}

/** Of the terms, latest first, the one that holds a moment; else the nearest before it; else the first there is. */
export function termAt(terms: readonly [Policy, ...Policy[]], moment: string): Policy {
  return terms.find(({ effectiveAt }) => effectiveAt <= moment) ?? terms.at(-1) ?? terms[0];
}

function last<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.findLast((value) => value !== undefined);
}
