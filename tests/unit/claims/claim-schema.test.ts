import { describe, expect, test } from '@jest/globals';
import { type ClaimStatus, claimSchema } from '../../../functions/claims/claim.ts';
import { claimStatuses } from '../../../functions/claims/claim-type.ts';
import { aClaim, cny } from '../../support/fixtures.ts';

const sorted = ['track', 'doubts'];
const approved = [...sorted, 'approved', 'offer', 'reserved'];
const agreed = [...approved, 'agreedAt'];
const ordered = [...agreed, 'paymentOrderId', 'paymentAttempts'];

/** What a claim of each status cannot be without, beside what is reported of it. */
const needs: Readonly<Record<ClaimStatus, readonly string[]>> = {
  REPORTED: [],
  REGISTERED: [],
  TRIAGED: sorted,
  FAST_TRACK: sorted,
  SURVEY: sorted,
  INJURY_CARE: sorted,
  ASSESSED: [...sorted, 'assessed'],
  ADJUDICATION: sorted,
  DOCUMENTS_REQUESTED: [...sorted, 'documentsRequested'],
  APPROVED: approved,
  PARTIALLY_APPROVED: approved,
  OFFERED: approved,
  DISPUTED: [...sorted, 'approved', 'offer'],
  AGREED: agreed,
  PAYMENT_ORDERED: ordered,
  PAID: [...ordered.filter((field) => field !== 'reserved'), 'paid'],
  DENIED: sorted,
  CLOSED: sorted,
  WITHDRAWN: [],
};
const later = [...new Set(Object.values(needs).flat())];

const always = [
  'claimId',
  'customerId',
  'branchId',
  'policyNumber',
  'lossAt',
  'cause',
  'reporter',
  'longTerm',
  'version',
];

test.each(claimStatuses)(
  'a claim that is %s has what its status brings, and need not have what comes later',
  (status) => {
    const claim = aClaim(status);
    const without = (field: string) => claimSchema.safeParse({ ...claim, [field]: undefined }).success;
    expect([...always, ...later].filter((field) => !without(field)).toSorted()).toEqual(
      [...always, ...needs[status]].toSorted(),
    );
  },
);

describe('a claim', () => {
  const holds = (status: ClaimStatus, given: Readonly<Record<string, unknown>>) =>
    Object.keys(claimSchema.parse({ ...aClaim(status), ...given }));

  test('holds reserved cover from its approval until it is paid, disputed or ended', () => {
    const reserving = claimStatuses.filter((status) => holds(status, { reserved: cny(1) }).includes('reserved'));
    expect(reserving).toEqual(['APPROVED', 'PARTIALLY_APPROVED', 'OFFERED', 'AGREED', 'PAYMENT_ORDERED']);
  });

  test('holds a proposal only while it is adjudicated', () => {
    const decision = { outcome: 'deny', clause: '第七条', reasons: '未投保' };
    const proposal = { decision, maker: { sub: 'u-li', name: '李处理' } };
    expect(claimStatuses.filter((status) => holds(status, { proposal }).includes('proposal'))).toEqual([
      'ADJUDICATION',
    ]);
  });

  test('that was asked for documents was asked for at least one', () => {
    expect(() => aClaim('DOCUMENTS_REQUESTED', { documentsRequested: [] })).toThrow();
  });

  test('of a status that there is not is none', () => {
    expect(claimSchema.safeParse({ ...aClaim('REPORTED'), status: 'LOST' }).success).toBe(false);
  });
});

test('a claim of before policies had terms is held against the first', () => {
  const { policyTerm, ...before } = aClaim('REPORTED', { policyTerm: 2 });
  expect(claimSchema.parse(before)).toMatchObject({ policyTerm: 1 });
});
