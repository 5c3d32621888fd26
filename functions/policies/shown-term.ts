import { isOwn, maySee, type Principal } from '../platform/http/auth.ts';
import type { Policy } from './policy.ts';
import { policyAtEnd } from './policy-at.ts';

/**
 * Whether somebody may know of a term as it stood when it ended, or stands now: customers of the terms that were theirs then,
 * staff of those of their branch and of all of a policy that is now.
 */
export function seesTerm(by: Principal, head: Policy, term: Policy): boolean {
  return maySee(by, policyAtEnd(term)) || seesAsStaff(by, head);
}

/** A term as it stood when it ended, or stands now. How it was corrected is for staff. */
export function viewOfTerm(by: Principal, head: Policy, term: Policy) {
  const { record, isLatest, version, revisions, ...shown } = policyAtEnd(term);
  const own = isOwn(by, shown) || isOwn(by, head);
  return own || revisions === undefined ? shown : { ...shown, revisions };
}

function seesAsStaff(by: Principal, head: Policy): boolean {
  return maySee(by, head) && !isOwn(by, head);
}
