import { describe, expect, test } from '@jest/globals';
import type { ClaimStatus } from '../../../functions/claims/claim.ts';
import { claimStatuses, claimType } from '../../../functions/claims/claim-type.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { release } from '../../../functions/claims/rules/reservation.ts';
import { withdraw } from '../../../functions/claims/rules/withdrawal.ts';
import { aClaim, aPolicy, aWorld, cny, now } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';

const transitions: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = claimType.transitions;
const open = claimStatuses.filter((status) => transitions[status].includes('WITHDRAWN'));
const reserving: readonly ClaimStatus[] = ['APPROVED', 'PARTIALLY_APPROVED', 'OFFERED', 'AGREED'];
const policy = aPolicy({ limitUsed: cny(500_000) });

const withdrawn = (reason?: string) => ({
  happened: 'withdrawn',
  set: { status: 'WITHDRAWN' },
  drops: ['reserved', 'proposal'],
  note: reason,
  cancels: true,
  tells: [{ template: 'claim-withdrawn', model: {} }],
});

describe('a withdrawal', () => {
  test.each(open.filter((status) => !reserving.includes(status)))('ends a claim that is %s', (status) => {
    expect(withdraw(aWorld(aClaim(status), { policy }), undefined, now)).toStrictEqual(withdrawn());
  });

  test.each(reserving)('of a claim that is %s gives the reserved cover back', (status) => {
    const world = aWorld(aClaim(status, { reserved: cny(300_000) }), { policy });
    expect(withdraw(world, undefined, now)).toStrictEqual({
      ...withdrawn(),
      also: [release(world.reads.policy, cny(300_000), now)],
    });
  });

  test('keeps the reason in the words of who withdrew', () => {
    expect(withdraw(aWorld(aClaim('SURVEY')), '已自行修好', now)).toStrictEqual(withdrawn('已自行修好'));
  });

  test.each(claimStatuses.filter((status) => !open.includes(status)))('is refused once the claim is %s', (status) => {
    const refusal = refused('illegal-state', says.cannotBecome(status, 'WITHDRAWN'));
    expect(refusalOf(() => withdraw(aWorld(aClaim(status)), undefined, now))).toEqual(refusal);
  });
});
