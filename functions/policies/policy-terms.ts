import { isDeepStrictEqual } from 'node:util';
import type { FieldError } from '../platform/problems.ts';
import {
  coverFields,
  firstTerm,
  type Policy,
  type Revision,
  revision,
  type Standing,
  type Statement,
} from './policy.ts';
import { policyAt } from './policy-at.ts';
import { says } from './policy-wordings.ts';

/** The terms of a policy, latest first. */
export type Terms = readonly [Policy, ...Policy[]];

/** What something that is said under a policy's number does: it opens a term, corrects one, or fits nowhere. */
export type Place = 'opens' | { readonly corrects: Policy } | { readonly refused: FieldError };

type Dates = Pick<Policy, 'effectiveAt' | 'expiresAt'>;

/** When something is said, and from when in the world its status and owner apply: from now by default. */
interface Said {
  readonly validFrom?: string | undefined;
  readonly now: Date;
}

/** A term begins when the last one ends, or later; other dates are those of the term that they overlap. */
export function placeOf(dates: Dates, terms: Terms): Place {
  if (dates.effectiveAt >= terms[0].expiresAt) return 'opens';
  const found = terms.filter((term) => overlap(term, dates));
  const [one] = found;
  if (one && found.length === 1) return { corrects: one };
  const numbers = found.map(({ term }) => term).reverse();
  const detail = one ? says.overlapsTerms(numbers.join(', ')) : says.noTermThen(terms[0].expiresAt);
  return { refused: { pointer: '/effectiveAt', detail } };
}

/** What is wrong with the moment from which a status or an owner is said to apply: it lies outside of the term, or ahead. */
export function wrongValidFrom({ effectiveAt, expiresAt }: Dates, { validFrom, now }: Said): FieldError | undefined {
  if (validFrom === undefined) return undefined;
  if (validFrom < effectiveAt || validFrom >= expiresAt) return { pointer: '/validFrom', detail: says.outsideOfTerm };
  const ahead = validFrom > effectiveAt && validFrom > now.toISOString();
  return ahead ? { pointer: '/validFrom', detail: says.validFromAhead } : undefined;
}

/** A policy as it is taken on. Before the moment from which it is not in force, it was. */
export function takeOn(said: Statement, { validFrom, now }: Said): Policy {
  if (validFrom === undefined || validFrom <= said.effectiveAt) return firstTerm(said, now);
  return restate(firstTerm({ ...said, status: 'IN_FORCE' }, now), said, { validFrom, now });
}

/** The next term of a policy, of whose limit nothing is used; its version goes on from the term before. */
export function nextTerm(before: Policy, said: Statement, when: Said): Policy {
  const isSeamless = said.effectiveAt === before.expiresAt && before.status === 'IN_FORCE';
  const since = isSeamless ? { insuredSince: before.insuredSince ?? before.effectiveAt } : {};
  return { ...takeOn(said, when), ...since, term: before.term + 1, version: before.version + 1 };
}

/**
 * The term after something is said of it, or the same object where it says nothing new. What it said before is kept among its
 * revisions; what claims have used of the limit stays.
 */
export function restate(policy: Policy, said: Statement, { validFrom, now }: Said): Policy {
  const recordedAt = now.toISOString();
  const from = validFrom ?? recordedAt;
  const news: Revision[] = [
    { validFrom: said.effectiveAt, recordedAt, stated: coverNews(policy, said) },
    { validFrom: from, recordedAt, stated: standingNews(policy, said, validFrom) },
  ].filter(({ stated }) => Object.keys(stated).length > 0);
  if (news.length === 0 && isDeepStrictEqual(policy.profile, said.profile)) return policy;
  const { term, insuredSince, version, createdAt, updatedAt, limitUsed, revisions } = policy;
  const known = revisions ?? [firstSaid(policy)];
  return {
    ...said,
    term,
    // It was cover without a gap for as long as the term begins where it did.
    ...(insuredSince && said.effectiveAt === policy.effectiveAt && { insuredSince }),
    limitUsed: limitUsed.amount === 0 ? { amount: 0, currency: said.sumInsured.currency } : limitUsed,
    ...(news.length > 0 ? { revisions: [...known, ...news] } : revisions && { revisions }),
    version,
    createdAt,
    updatedAt,
  };
}

function overlap(a: Dates, b: Dates): boolean {
  return a.effectiveAt < b.expiresAt && b.effectiveAt < a.expiresAt;
}

function firstSaid(policy: Policy): Revision {
  return {
    validFrom: policy.effectiveAt,
    recordedAt: policy.createdAt,
    stated: revision.shape.stated.parse(policy),
  };
}

function coverNews(policy: Policy, said: Statement): Revision['stated'] {
  const known: Readonly<Record<string, unknown>> = policy;
  const told: Readonly<Record<string, unknown>> = said;
  const changed = coverFields.filter((field) => !isDeepStrictEqual(known[field], told[field]));
  return revision.shape.stated.parse(Object.fromEntries(changed.map((field) => [field, told[field] ?? null])));
}

/** What of status and owner is new: said without a moment, what differs from now; said of a moment, what did not hold from then on. */
function standingNews(policy: Policy, said: Standing, validFrom: string | undefined): Partial<Standing> {
  const held = validFrom === undefined ? [policy] : heldFrom(policy, validFrom);
  const news = (field: keyof Standing) => held.some((known) => known[field] !== said[field]);
  return {
    ...(news('status') && { status: said.status }),
    ...(news('customerId') && { customerId: said.customerId }),
    ...(news('branchId') && { branchId: said.branchId }),
  };
}

/** What holds from a moment on: then, and at each later one of which something was said. */
function heldFrom(policy: Policy, validFrom: string): readonly Standing[] {
  const { revisions = [] } = policy;
  const later = revisions.map((known) => known.validFrom).filter((moment) => moment > validFrom);
  return [validFrom, ...later].map((moment) => policyAt(policy, moment));
}
