import { describe, expect, test } from '@jest/globals';
import type { ClaimReport } from '../../../functions/claims/claim-schemas.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { lossOf, report } from '../../../functions/claims/rules/report.ts';
import { isReference } from '../../../functions/platform/ids.ts';
import { policyAt } from '../../../functions/policies/policy-at.ts';
import { aPerson, aPolicy, at, cny, DAY, HOUR, MINUTE, now, usd } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

const body: ClaimReport = {
  policyNumber: 'PM-1',
  lossAt: at(-HOUR),
  cause: 'glass',
  description: '前挡风玻璃破碎',
  injury: false,
  reporter: { name: '王小明', phone: '+8613800138000', relation: '被保险人' },
};
const customer = aPerson('customer');
const branch = aPolicy({ branchId: 'BJ-01' });

describe('a report', () => {
  test('is held against the term of the policy that it was found in', () => {
    expect(report(body, aPolicy({ term: 3 }), customer, now)).toMatchObject({ policyTerm: 3 });
  });

  test('becomes a claim of the policy, reported now, whose workflow is to start within moments', () => {
    const { claimId, reference, ...claim } = report(body, branch, customer, now);
    expect(claim).toStrictEqual({
      ...body,
      policyTerm: 1,
      insured: 'POLICY#PM1',
      customerId: 'cus_wang',
      branchId: 'BJ-01',
      status: 'REPORTED',
      longTerm: true,
      execution: 1,
      wakeAt: at(15 * MINUTE),
      version: 1,
      createdAt: at(0),
      updatedAt: at(0),
    });
    expect(claimId).toMatch(/^clm_/);
    expect(reference).toMatch(/^C/);
    expect(isReference(reference)).toBe(true);
  });

  test("belongs to the policy's owner and branch, whoever makes it", () => {
    const policy = aPolicy({ customerId: 'cus_li', branchId: 'SH-01' });
    expect(report(body, policy, aPerson('service-rep'), now)).toMatchObject({
      customerId: 'cus_li',
      branchId: 'SH-01',
    });
  });

  test.each([
    ['that is not there', undefined, customer],
    ["that is somebody else's", aPolicy({ customerId: 'cus_li' }), customer],
    ['of another branch', branch, aPerson('service-rep', { branchId: 'SH-01' })],
  ])('on a policy %s is refused in the same words', (_title, policy, by) => {
    expect(refusalOf(() => report(body, policy, by, now))).toEqual(invalidAt(says.noPolicy, '/policyNumber'));
  });

  describe('on a policy that was sold after the loss, and moved to another branch', () => {
    const sale = {
      validFrom: at(-HOUR / 2),
      recordedAt: at(-HOUR / 4),
      stated: { customerId: 'cus_li', branchId: 'SH-01' },
    };
    const first = { validFrom: at(-DAY), recordedAt: at(-DAY), stated: { customerId: 'cus_wang', branchId: 'HQ' } };
    const sold = policyAt(aPolicy({ ...sale.stated, revisions: [first, sale] }), body.lossAt);

    test('belongs to who was insured then, who may report it still', () => {
      for (const by of [customer, aPerson('service-rep')]) {
        expect(report(body, sold, by, now)).toMatchObject({ customerId: 'cus_wang', branchId: 'HQ' });
      }
    });

    test.each([
      ['the new owner', aPerson('customer', { customerId: 'cus_li' })],
      ['staff of the new branch', aPerson('service-rep', { branchId: 'SH-01' })],
    ])('is not for %s: there was no such policy of theirs', (_title, by) => {
      expect(refusalOf(() => report(body, sold, by, now))).toEqual(invalidAt(says.noPolicy, '/policyNumber'));
    });
  });

  test.each([-1, 0, 5 * MINUTE])('of a loss %d ms ahead of our clock is taken', (ahead) => {
    expect(report({ ...body, lossAt: at(ahead) }, aPolicy(), customer, now)).toMatchObject({ lossAt: at(ahead) });
  });

  test('of a loss more than five minutes ahead of our clock is refused', () => {
    const reporting = () => report({ ...body, lossAt: at(5 * MINUTE + 1) }, aPolicy(), customer, now);
    expect(refusalOf(reporting)).toEqual(invalidAt(says.lossAhead, '/lossAt'));
  });

  test("estimates in the policy's currency alone", () => {
    expect(report({ ...body, estimate: cny(1) }, aPolicy(), customer, now)).toMatchObject({ estimate: cny(1) });
    const reporting = () => report({ ...body, estimate: usd(1) }, aPolicy(), customer, now);
    expect(refusalOf(reporting)).toEqual(invalidAt(says.policyCurrency('CNY'), '/estimate/currency'));
  });

  test.each([
    ['a year', 365 * DAY, false],
    ['a year with a leap day', 366 * DAY, false],
    ['more than a year', 366 * DAY + 1, true],
  ])('on a policy of %s keeps its evidence by the length of it', (_title, term, longTerm) => {
    const policy = aPolicy({ effectiveAt: at(-100 * DAY), expiresAt: at(-100 * DAY + term) });
    expect(report(body, policy, customer, now)).toMatchObject({ longTerm });
  });
});

test('a loss is known by its policy, time, cause and reporter', () => {
  expect(lossOf(body)).toStrictEqual({
    policyNumber: 'PM-1',
    lossAt: at(-HOUR),
    cause: 'glass',
    reporterPhone: '+8613800138000',
  });
});
