import { describe, expect, test } from '@jest/globals';
import { issuePolicy, type PolicyTerms, replaceTerms } from '../../../functions/policies/policy.ts';
import { aPolicy, cny, now } from '../../support/record-fixtures.ts';

const { customerId, branchId, limitUsed, version, createdAt, updatedAt, ...terms } = aPolicy();
const owner = { customerId, branchId };

test('a policy is taken on with nothing of its limit used, in its own currency', () => {
  const dollars: PolicyTerms = { ...terms, sumInsured: { amount: 100, currency: 'USD' } };
  expect(issuePolicy(dollars, owner, now)).toEqual({
    ...dollars,
    ...owner,
    limitUsed: { amount: 0, currency: 'USD' },
    version: 1,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  });
});

describe('a row of the core system', () => {
  const stored = aPolicy({ limitUsed: cny(700) });

  test.each<[string, Partial<PolicyTerms>]>([
    ['new terms', { plan: 'third-party', sumInsured: cny(1000) }],
    ['a status', { status: 'CANCELLED' }],
    ['one peril less', { perils: ['glass'] }],
  ])('with %s replaces them, and leaves what claims have used', (_, change) => {
    expect(replaceTerms(stored, { ...terms, ...change }, owner)).toEqual({ ...stored, ...change });
  });

  test('without a field takes it away', () => {
    expect(replaceTerms({ ...stored, coverage: 'full' }, terms, owner)).toEqual({ ...stored });
  });

  test.each([
    { customerId: 'cus_li', branchId },
    { customerId, branchId: 'SH-01' },
  ])('gives it to %j', (other) => {
    expect(replaceTerms(stored, terms, other)).toEqual({ ...stored, ...other });
  });

  test('that says nothing new changes nothing', () => {
    expect(replaceTerms(stored, { ...terms, perils: [...terms.perils] }, owner)).toBe(stored);
  });
});
