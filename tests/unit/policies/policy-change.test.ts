import { describe, expect, test } from '@jest/globals';
import { changePolicy, statementOf } from '../../../functions/policies/policy-change.ts';
import { type NewPolicy, newPolicy } from '../../../functions/policies/policy-schemas.ts';
import { correctTerm, openTerm } from '../../../functions/policies/policy-store.ts';
import { nextTerm, restate, type Terms } from '../../../functions/policies/policy-terms.ts';
import { says } from '../../../functions/policies/policy-wordings.ts';
import { aPolicy, cny, now } from '../../support/record-fixtures.ts';
import { aTerm, on, said } from './statements.ts';

const by = { actor: { sub: 'u-core', name: 'core system' }, now };
const head = aTerm(2, '2026-01-01', '2027-01-01', { version: 9, limitUsed: cny(700) });
const earlier = aTerm(1, '2025-01-01', '2026-01-01', { version: 4, limitUsed: cny(300) });
const terms: Terms = [head, earlier];
const wang = { customerId: 'cus_wang', branchId: 'GZ-01' };
const li = { customerId: 'cus_li', branchId: 'SH-01' };
const renewal = { effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01') };
const lastYear = { effectiveAt: on('2025-01-01'), expiresAt: on('2026-01-01') };

/** A row, whose branch is left to be found. */
function row(given: object = {}): NewPolicy {
  const { branchId, customerId, ...said } = aPolicy();
  const { term, limitUsed, revisions, version, createdAt, updatedAt, ...fields } = { ...said, customerId };
  return newPolicy.parse({ ...fields, ...given });
}

describe('a row under a number that is there', () => {
  test('opens the next term, and moves the latest aside as it is', () => {
    const opened = nextTerm(head, said(renewal), { now });
    expect(opened).toMatchObject({ term: 3, version: 10, branchId: 'BJ-01', limitUsed: cny(0) });
    expect(changePolicy(row(renewal), wang, terms, by)).toStrictEqual({
      after: opened,
      writes: openTerm(head, opened, by.actor),
    });
  });

  test('corrects the latest term', () => {
    const corrected = restate(head, said({ plan: 'basic' }), { now });
    expect(changePolicy(row({ plan: 'basic' }), wang, terms, by)).toStrictEqual(
      correctTerm(head, { read: head, corrected }, by.actor, now),
    );
  });

  test('corrects an earlier term, as the next version of the policy', () => {
    const corrected = restate(earlier, said({ ...lastYear, plan: 'basic' }), { now });
    const changed = changePolicy(row({ ...lastYear, plan: 'basic' }), wang, terms, by);
    expect(changed).toStrictEqual(correctTerm(head, { read: earlier, corrected }, by.actor, now));
    expect(changed).toMatchObject({ after: { term: 1, version: 10, plan: 'basic', limitUsed: cny(300) } });
  });

  test('dates a status to when it says', () => {
    const validFrom = on('2026-06-01');
    const changed = changePolicy(row({ status: 'CANCELLED', validFrom }), wang, terms, by);
    expect(changed).toMatchObject({ after: { revisions: [{}, { validFrom, stated: { status: 'CANCELLED' } }] } });
  });

  test.each([
    ['the latest', head, {}],
    ['an earlier', earlier, lastYear],
  ])('that says nothing new of %s term writes nothing', (_title, term, dates) => {
    expect(changePolicy(row(dates), wang, terms, by)).toStrictEqual({ after: { ...term, version: 9 }, writes: [] });
  });

  test.each([
    ['of the customer that it has keeps the branch', {}, wang, 'BJ-01'],
    ['of another customer goes to their branch', { customerId: 'cus_li' }, li, 'SH-01'],
    ['goes to the branch that the row names', { customerId: 'cus_li', branchId: 'TJ-01' }, li, 'TJ-01'],
  ])('%s', (_title, given, owner, branchId) => {
    for (const dates of [{ plan: 'basic' }, renewal]) {
      const changed = changePolicy(row({ ...given, ...dates }), owner, terms, by);
      expect(changed).toMatchObject({ after: { customerId: owner.customerId, branchId } });
    }
  });

  test.each<[string, object, string, object]>([
    ['the dates of two terms', { effectiveAt: on('2025-07-01') }, '/effectiveAt', says.overlapsTerms('1, 2')],
    ['a moment out of its term', { validFrom: on('2025-07-01') }, '/validFrom', says.outsideOfTerm],
    [
      'a moment out of the term that it opens',
      { ...renewal, validFrom: on('2026-07-01') },
      '/validFrom',
      says.outsideOfTerm,
    ],
    [
      'another currency than the one that claims have used',
      { sumInsured: { amount: 1, currency: 'USD' } },
      '/sumInsured/currency',
      says.limitInOtherCurrency,
    ],
  ])('with %s is refused', (_title, given, pointer, detail) => {
    expect(changePolicy(row(given), wang, terms, by)).toStrictEqual({ errors: [{ pointer, detail }] });
  });

  test('may begin a term in another currency, and correct one of which nothing is used', () => {
    const dollars = { sumInsured: { amount: 1, currency: 'USD' } };
    const limitUsed = { amount: 0, currency: 'USD' };
    const unused: Terms = [{ ...head, limitUsed: cny(0) }];
    expect(changePolicy(row({ ...renewal, ...dollars }), wang, terms, by)).toMatchObject({ after: { limitUsed } });
    expect(changePolicy(row(dollars), wang, unused, by)).toMatchObject({ after: { limitUsed } });
  });
});

test('a statement is all of a row but how it names the customer and from when it applies', () => {
  const { customerId, ...named } = row({ validFrom: on('2026-06-01') });
  expect(statementOf({ ...named, customerExternalRef: 'C-1' }, li)).toStrictEqual(said(li));
});
