import { describe, expect, test } from '@jest/globals';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { limitLeft } from '../../../functions/claims/rules/cover.ts';
import { assertCovered, release, reserve } from '../../../functions/claims/rules/reservation.ts';
import { policyAt } from '../../../functions/policies/policy-at.ts';
import { policies } from '../../../functions/policies/policy-store.ts';
import { aPolicy, at, cny, DAY, now, usd } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';
import { itemOf } from '../../support/stored.ts';

const record = aPolicy({ sumInsured: cny(1000), limitUsed: cny(400), version: 7 });
const policy = policyAt(record, now.toISOString());

/** The policy as it was read, of which so much is used now. */
const used = (amount: number) => policies.replace(record, { ...record, limitUsed: cny(amount) }, now).write;

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
    const reserved = aPolicy({ ...record, limitUsed: cny(1000) });
    expect(release(policyAt(reserved, now.toISOString()), cny(600), now)).toStrictEqual(used(400));
  });

  test('is used of the term that is stored, whoever and whatever it was of at the loss', () => {
    const revisions = [{ validFrom: at(-DAY), recordedAt: at(-DAY), stated: { status: 'IN_FORCE' as const } }];
    const cancelled = { validFrom: at(0), recordedAt: at(0), stated: { status: 'CANCELLED' as const } };
    const stored = aPolicy({ ...record, status: 'CANCELLED', revisions: [...revisions, cancelled] });
    const held = policyAt(stored, at(-1));
    expect(held.status).toBe('IN_FORCE');
    expect(reserve(held, cny(1), now)).toStrictEqual(
      policies.replace(stored, { ...stored, limitUsed: cny(401) }, now).write,
    );
  });

  test('of a loss in an earlier term is used of that term, where it lies beside the latest', () => {
    const write = reserve(policyAt(record, at(0), false), cny(1), now);
    expect(itemOf(write)).toMatchObject({ entity: 'policy-term', term: 1, limitUsed: cny(401), version: 8 });
    expect(write).toMatchObject({ replace: { PK: 'POLICY#PM-1', SK: 'POLICY#999998' }, read: 7 });
    expect(release(policyAt(record, at(0), false), cny(1), now)).toMatchObject({ read: 7 });
  });
});

describe('a sum insured that was corrected below what is used', () => {
  const corrected = policyAt(aPolicy({ sumInsured: cny(300), limitUsed: cny(400) }), now.toISOString());

  test('leaves nothing, which is no less than nothing', () => {
    expect(limitLeft(corrected)).toStrictEqual(cny(0));
    expect(refusalOf(() => reserve(corrected, cny(1), now))).toEqual(
      invalidAt(says.limitLeft(0, 'CNY'), '/amount/amount'),
    );
  });
});
