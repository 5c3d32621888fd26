import { isOwn, maySee, type Principal } from '../platform/http/auth.ts';
import type { Policy } from './policy.ts';
import { policyAtEnd } from './policy-at.ts';

/**
 * A term as it stood when it ended, or stands now, for whoever may know of it: customers of the terms that were theirs then, staff
 * of those of their branch and of all of a policy that is now. How a term was corrected is for staff.
 */
export function shownTerm(by: Principal, head: Policy, term: Policy) {
  const { record, isLatest, version, revisions, ...shown } = policyAtEnd(term);
  if (!maySee(by, shown) && !seesAsStaff(by, head)) return undefined;
  const own = isOwn(by, shown) || isOwn(by, head);
  return own || revisions === undefined ? shown : { ...shown, revisions };
}

function seesAsStaff(by: Principal, head: Policy): boolean {
  return maySee(by, head) && !isOwn(by, head);
}
