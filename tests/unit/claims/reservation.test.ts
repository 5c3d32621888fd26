import { describe, expect, test } from '@jest/globals';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { assertCovered, release, reserve } from '../../../functions/claims/rules/reservation.ts';
import { policies } from '../../../functions/policies/policy-store.ts';
import { aPolicy, cny, now, usd } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

const policy = aPolicy({ sumInsured: cny(1000), limitUsed: cny(400), version: 7 });

/** The policy as it was read, of which so much is used now. */
const used = (amount: number) => policies.replace(policy, { ...policy, limitUsed: cny(amount) }, now).write;

describe('an amount', () => {
  test.each([0, 1, 600])('of %d of 600 left is covered, and used once it is reserved', (amount) => {
    expect(refusalOf(() => assertCovered(policy, cny(amount)))).toBeUndefined();
    expect(reserve(policy, cny(amount), now)).toStrictEqual(used(400 + amount));
  });

  test('that is more than what is left is refused, and told how much that is', () => {
    const refusal = invalidAt(says.limitLeft(600, 'CNY'), '/amount/amount');
    expect(refusalOf(() => assertCovered(policy, cny(601)))).toEqual(refusal);
    expect(refusalOf(() => reserve(policy, cny(601), now))).toEqual(refusal);
  });

  test('in another currency is refused, however small or large', () => {
    const refusal = invalidAt(says.policyCurrency('CNY'), '/amount/currency');
    for (const amount of [1, 601]) {
      expect(refusalOf(() => assertCovered(policy, usd(amount)))).toEqual(refusal);
      expect(refusalOf(() => reserve(policy, usd(amount), now))).toEqual(refusal);
    }
  });

  test.each([1, 400])('of %d that was reserved is given back', (amount) => {
    expect(release(policy, cny(amount), now)).toStrictEqual(used(400 - amount));
  });

  test('that was reserved and given back leaves the limit as it was', () => {
    const reserved = aPolicy({ ...policy, limitUsed: cny(1000) });
    expect(release(reserved, cny(600), now)).toStrictEqual(used(400));
  });
});
