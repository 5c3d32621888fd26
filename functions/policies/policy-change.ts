import type { FieldError } from '../platform/problems.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Write } from '../platform/record/table.ts';
import type { Policy, Statement } from './policy.ts';
import type { NewPolicy } from './policy-schemas.ts';
import { correctTerm, openTerm } from './policy-store.ts';
import { nextTerm, placeOf, restate, type Terms, wrongValidFrom } from './policy-terms.ts';
import { says } from './policy-wordings.ts';

export interface Owner {
  readonly customerId: string;
  readonly branchId: string;
}

/** The term that was opened or corrected, in the policy's version, and what is written: nothing where nothing new was said. */
export type PolicyChange =
  | { readonly after: Policy; readonly writes: readonly Write[] }
  | { readonly errors: readonly [FieldError, ...FieldError[]] };

/**
 * What a row comes to under the number of a policy that is there: its next term, or a correction of the one whose dates it
 * has. `owner` is the customer that it names, with their branch.
 */
export function changePolicy(
  row: NewPolicy,
  owner: Owner,
  terms: Terms,
  { actor, now }: { actor: Actor; now: Date },
): PolicyChange {
  const place = placeOf(row, terms);
  if (typeof place === 'object' && 'refused' in place) return { errors: [place.refused] };
  const when = { validFrom: row.validFrom, now };
  const wrong = wrongValidFrom(row, when);
  if (wrong) return { errors: [wrong] };
  const [head] = terms;
  const read = place === 'opens' ? head : place.corrects;
  const branchId = read.customerId === owner.customerId ? read.branchId : owner.branchId;
  const said = statementOf(row, { ...owner, branchId });
  if (place === 'opens') {
    const opened = nextTerm(head, said, when);
    return { after: opened, writes: openTerm(head, opened, actor) };
  }
  if (said.sumInsured.currency !== read.limitUsed.currency && read.limitUsed.amount > 0) {
    return { errors: [{ pointer: '/sumInsured/currency', detail: says.limitInOtherCurrency }] };
  }
  const corrected = restate(read, said, when);
  if (corrected === read) return { after: { ...read, version: head.version }, writes: [] };
  return correctTerm(head, { read, corrected }, actor, now);
}

/** All that a row says of a term, for the customer that it names; the branch is the row's, or else the one given. */
export function statementOf(row: NewPolicy, owner: Owner): Statement {
  const { customerExternalRef, validFrom, branchId = owner.branchId, ...said } = row;
  return { ...said, customerId: owner.customerId, branchId };
}
