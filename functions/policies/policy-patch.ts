import { parseFields } from '../platform/http/field-errors.ts';
import { invalidFields } from '../platform/problems.ts';
import type { Policy } from './policy.ts';
import { type NewPolicy, newPolicy, type PolicyPatch } from './policy-schemas.ts';
import { placeOf, type Terms } from './policy-terms.ts';

/**
 * The row that a patch stands for: the term that it corrects, or the latest where it opens one, with the patch's fields. Without
 * dates that is the latest. A term that begins is in force unless the patch says otherwise. Throws `invalid-input`.
 */
export function patchedRow(terms: Terms, patch: PolicyPatch): NewPolicy {
  const [head] = terms;
  const { effectiveAt = head.effectiveAt } = patch;
  const begun = terms.find((term) => term.effectiveAt === effectiveAt) ?? head;
  const dates = { effectiveAt, expiresAt: patch.expiresAt ?? begun.expiresAt };
  const place = placeOf(dates, terms);
  const opens = place === 'opens';
  const base = typeof place === 'object' && 'corrects' in place ? place.corrects : head;
  const read = parseFields(
    newPolicy,
    merged({ ...rowOf(base), ...(opens && { status: 'IN_FORCE' }), ...dates }, patch),
  );
  if ('data' in read) return read.data;
  const [first, ...others] = read.errors;
  if (!first) throw new Error('A patch is refused without an error');
  throw invalidFields([first, ...others]);
}

/** A term as a row says it. The branch is left to follow the customer. */
function rowOf({ term, insuredSince, limitUsed, revisions, branchId, version, createdAt, updatedAt, ...row }: Policy) {
  return row;
}

/** A merge patch (RFC 7396) on a row; whoever names a customer names another one. */
function merged({ customerId, ...row }: ReturnType<typeof rowOf>, patch: PolicyPatch): Record<string, unknown> {
  const owner = patch.customerId ?? patch.customerExternalRef;
  const fields = { ...row, ...(owner === undefined && { customerId }), ...patch };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
