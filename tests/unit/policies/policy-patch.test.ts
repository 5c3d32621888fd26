import { describe, expect, test } from '@jest/globals';
import { patchedRow } from '../../../functions/policies/policy-patch.ts';
import { newPolicy, type PolicyPatch } from '../../../functions/policies/policy-schemas.ts';
import type { Terms } from '../../../functions/policies/policy-terms.ts';
import { says } from '../../../functions/policies/policy-wordings.ts';
import { cny } from '../../support/record-fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';
import { aTerm, on, said } from './statements.ts';

const profile = { segment: 'family' };
const more = { deductible: cny(50), coverage: 'full', profile };
const head = aTerm(3, '2026-01-01', '2027-01-01', { ...more, plan: 'head', status: 'SUSPENDED' });
const second = aTerm(2, '2025-01-01', '2026-01-01', { plan: 'second', status: 'TERMINATED', customerId: 'cus_li' });
const first = aTerm(1, '2023-07-01', '2024-07-01', { plan: 'first' });
const terms: Terms = [head, second, first];

/** The row that says all of a term again. */
const { branchId, ...statement } = said();
const rowOf = ({ plan, status, customerId, effectiveAt, expiresAt }: typeof head) => ({
  ...statement,
  plan,
  status,
  customerId,
  effectiveAt,
  expiresAt,
});
const ofHead = { ...rowOf(head), ...more };

describe('a patch', () => {
  test.each<[string, PolicyPatch, object]>([
    ['of nothing says the latest term again', {}, ofHead],
    ['of a field says it of the latest term', { waitingDays: 3 }, { ...ofHead, waitingDays: 3 }],
    ['names a branch', { branchId: 'SH-01' }, { ...ofHead, branchId: 'SH-01' }],
    ['says from when', { validFrom: on('2026-06-01') }, { ...ofHead, validFrom: on('2026-06-01') }],
    ['names another customer', { customerId: 'cus_li' }, { ...ofHead, customerId: 'cus_li' }],
    [
      'of an end moves that of the latest term',
      { expiresAt: on('2026-12-01') },
      { ...ofHead, expiresAt: on('2026-12-01') },
    ],
    ["of an earlier term's start corrects that term", { effectiveAt: second.effectiveAt }, rowOf(second)],
    [
      "of an earlier term's start and another end moves that",
      { effectiveAt: second.effectiveAt, expiresAt: on('2025-12-01') },
      { ...rowOf(second), expiresAt: on('2025-12-01') },
    ],
    [
      'of dates that overlap an earlier term corrects that term',
      { effectiveAt: on('2023-08-01'), expiresAt: on('2024-08-01') },
      { ...rowOf(first), effectiveAt: on('2023-08-01'), expiresAt: on('2024-08-01') },
    ],
    [
      'of dates that begin when the last term ends is like it, and in force',
      { effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01') },
      { ...ofHead, effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01'), status: 'IN_FORCE' },
    ],
    [
      'that opens a term may say its status',
      { effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01'), status: 'SUSPENDED' },
      { ...ofHead, effectiveAt: on('2027-01-01'), expiresAt: on('2028-01-01') },
    ],
  ])('%s', (_title, patch, row) => {
    expect(patchedRow(terms, patch)).toStrictEqual(newPolicy.parse(row));
  });

  test('takes away what is null', () => {
    const { deductible, coverage, ...left } = ofHead;
    expect(patchedRow(terms, { deductible: null, coverage: null })).toStrictEqual(newPolicy.parse(left));
  });

  test("names a customer by the core system's number in place of the one there is", () => {
    const { customerId, ...left } = ofHead;
    expect(patchedRow(terms, { customerExternalRef: 'C-2' })).toStrictEqual({ ...left, customerExternalRef: 'C-2' });
  });

  test.each<[string, PolicyPatch, string, Parameters<typeof invalidAt>[0]]>([
    ['a term without its end', { effectiveAt: on('2027-01-01') }, '/expiresAt', says.afterEffectiveAt],
    ['an end before the start', { expiresAt: on('2025-12-31') }, '/expiresAt', says.afterEffectiveAt],
    ['an end at the start', { expiresAt: on('2026-01-01') }, '/expiresAt', says.afterEffectiveAt],
    [
      'two names of a customer',
      { customerId: 'cus_li', customerExternalRef: 'C-2' },
      '/customerId',
      says.onePolicyholder,
    ],
    [
      'a deductible in another currency',
      { deductible: { amount: 1, currency: 'USD' } },
      '/deductible',
      says.currencyOfSumInsured,
    ],
  ])('with %s is refused', (_title, patch, pointer, wording) => {
    expect(refusalOf(() => patchedRow(terms, patch))).toEqual(invalidAt(wording, pointer));
  });

  test('with dates of no term is left for its place to be refused', () => {
    const gap = { effectiveAt: on('2024-08-01'), expiresAt: on('2024-09-01') };
    expect(patchedRow(terms, gap)).toStrictEqual(newPolicy.parse({ ...ofHead, ...gap }));
  });
});
