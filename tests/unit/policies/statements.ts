import type { Policy, Statement } from '../../../functions/policies/policy.ts';
import { aPolicy } from '../../support/record-fixtures.ts';

/** All that a row says of the fixtures' policy, with what a test changes. */
export function said(given: Partial<Statement> = {}): Statement {
  const { term, limitUsed, revisions, version, createdAt, updatedAt, ...statement } = aPolicy();
  return { ...statement, ...given };
}

/** A moment of a day. */
export const on = (day: string) => `${day}T00:00:00.000Z`;

/** A yearly term of the fixtures' policy. */
export function aTerm(term: number, effectiveAt: string, expiresAt: string, given: Partial<Policy> = {}): Policy {
  return aPolicy({ term, effectiveAt: on(effectiveAt), expiresAt: on(expiresAt), ...given });
}
