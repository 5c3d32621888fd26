import { describe, expect, test } from '@jest/globals';
import type { Approval, ClaimStatus } from '../../../functions/claims/claim.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { approve, deny } from '../../../functions/claims/rules/adjudication.ts';
import { reserve } from '../../../functions/claims/rules/reservation.ts';
import { aClaim, aPolicy, aWorld, cny, now } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

const approval = (amount: number, given: Partial<Approval> = {}): Approval => ({
  outcome: 'approve',
  amount: cny(amount),
  breakdown: [],
  ...given,
});
const approved = (status: ClaimStatus, claim: Readonly<Record<string, unknown>>, amount: number) =>
  approve(aWorld(aClaim(status, claim)), approval(amount), now);

describe('an approval', () => {
  test('changes the claim, and reserves its cover', () => {
    const policy = aPolicy({ limitUsed: cny(50) });
    const breakdown = [{ label: 'repair-cost' as const, amount: cny(320_000) }];
    const world = aWorld(aClaim('ADJUDICATION'), { policy });
    expect(approve(world, approval(320_000, { breakdown, clause: '第四条' }), now)).toStrictEqual({
      happened: 'approved',
      set: {
        status: 'APPROVED',
        approved: cny(320_000),
        reserved: cny(320_000),
        offer: { breakdown, clause: '第四条' },
      },
      drops: ['proposal'],
      data: { amount: cny(320_000) },
      also: [reserve(world.reads.policy, cny(320_000), now)],
    });
  });

  test('in part says that it is one, and offers no clause where none is named', () => {
    expect(approved('ADJUDICATION', {}, 319_999)).toMatchObject({
      happened: 'partially-approved',
      set: { status: 'PARTIALLY_APPROVED', approved: cny(319_999), reserved: cny(319_999) },
    });
    expect(approved('ADJUDICATION', {}, 319_999).set).toHaveProperty('offer', { breakdown: [] });
    expect(Object.keys(Object(approved('ADJUDICATION', {}, 1).set).offer)).toEqual(['breakdown']);
  });

  const unseen = { assessed: undefined };
  test.each<[string, Readonly<Record<string, unknown>>, number, 'APPROVED' | 'PARTIALLY_APPROVED']>([
    ['of what was assessed is in full', { assessed: cny(1000) }, 1000, 'APPROVED'],
    ['of more than was assessed is in full', { assessed: cny(1000) }, 1001, 'APPROVED'],
    ['of less than was assessed is in part', { assessed: cny(1000) }, 999, 'PARTIALLY_APPROVED'],
    [
      'goes by what was assessed, not by the lower estimate',
      { assessed: cny(1000), estimate: cny(500) },
      999,
      'PARTIALLY_APPROVED',
    ],
    [
      'goes by what was assessed, not by the higher estimate',
      { assessed: cny(1000), estimate: cny(2000) },
      1000,
      'APPROVED',
    ],
    ['of what was estimated and never assessed is in full', { ...unseen, estimate: cny(1000) }, 1000, 'APPROVED'],
    [
      'of less than was estimated and never assessed is in part',
      { ...unseen, estimate: cny(1000) },
      999,
      'PARTIALLY_APPROVED',
    ],
    ['of a loss that nobody put a figure on is in full', unseen, 1, 'APPROVED'],
  ])('%s', (_title, claim, amount, status) => {
    expect(approved('ADJUDICATION', claim, amount).set).toMatchObject({ status });
  });

  test('of nothing is refused: that would be a denial', () => {
    expect(refusalOf(() => approved('ADJUDICATION', {}, 0))).toEqual(invalidAt(says.zeroIsDenial, '/amount/amount'));
  });
});

test('a denial tells the customer the clause and the reasons, and its event tells the clause alone', () => {
  expect(deny({ outcome: 'deny', clause: '第七条', reasons: '未投保' })).toStrictEqual({
    happened: 'denied',
    set: { status: 'DENIED' },
    drops: ['proposal'],
    data: { clause: '第七条' },
    tells: [{ template: 'claim-denied', model: { clause: '第七条', reasons: '未投保' } }],
  });
});
