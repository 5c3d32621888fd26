import { describe, expect, test } from '@jest/globals';
import type { Principal } from '../../../functions/platform/http/auth.ts';
import { restate } from '../../../functions/policies/policy-terms.ts';
import { seesTerm, viewOfTerm } from '../../../functions/policies/shown-term.ts';
import { aPerson } from '../../support/record-fixtures.ts';
import { aTerm, on, said } from './statements.ts';

const li = { customerId: 'cus_li', branchId: 'SH-01' };
/** Wang's, of Beijing; sold to Li of Shanghai as it was renewed, and recorded as hers since. */
const lastYear = { effectiveAt: on('2025-01-01'), expiresAt: on('2026-01-01') };
const term = aTerm(1, '2025-01-01', '2026-01-01');
const sold = restate(term, said({ ...lastYear, ...li }), { now: new Date(on('2026-02-01')) });
const head = aTerm(2, '2026-01-01', '2027-01-01', li);
const agent = (branchId: string) => aPerson('agent', { branchId });

describe('a term that was sold with its renewal', () => {
  test.each<[string, Principal, boolean]>([
    ['its owner of then', aPerson('customer'), true],
    ['the new owner', aPerson('customer', { customerId: 'cus_li' }), false],
    ['another customer', aPerson('customer', { customerId: 'cus_zhao' }), false],
    ['staff of its branch of then', agent('BJ-01'), true],
    ['staff of the branch of now', agent('SH-01'), true],
    ['staff of another branch', agent('TJ-01'), false],
    ['the new owner who is staff of that branch', aPerson(['customer', 'agent'], li), false],
    ['the integration', aPerson('integration'), true],
  ])('is shown to %s or not: %#', (_title, by, shown) => {
    expect(seesTerm(by, head, sold)).toBe(shown);
  });

  test('is shown as it ended, without its version', () => {
    const { version, ...ended } = term;
    expect(viewOfTerm(aPerson('customer'), head, sold)).toStrictEqual({ ...ended, updatedAt: sold.updatedAt });
  });

  test.each<[string, Principal, boolean]>([
    ['staff', agent('BJ-01'), true],
    ['its owner of then', aPerson('customer'), false],
    ['its owner of then who is staff', aPerson(['customer', 'agent'], { branchId: 'BJ-01' }), false],
    ['the new owner who is staff of its branch of then', aPerson('agent', { ...li, branchId: 'BJ-01' }), false],
  ])('shows how it was corrected to %s or not: %#', (_title, by, revisions) => {
    expect(viewOfTerm(by, head, sold)).toHaveProperty('policyNumber', 'PM-1');
    expect('revisions' in viewOfTerm(by, head, sold)).toBe(revisions);
  });

  test('shows no corrections where there are none', () => {
    expect(viewOfTerm(agent('BJ-01'), head, term)).not.toHaveProperty('revisions');
  });
});
