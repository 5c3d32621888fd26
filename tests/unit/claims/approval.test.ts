import { describe, expect, test } from '@jest/globals';
import type { Approval, ClaimStatus } from '../../../functions/claims/claim.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { approve, deny } from '../../../functions/claims/rules/adjudication.ts';
import { reserve } from '../../../functions/claims/rules/reservation.ts';
import { moneyWording } from '../../../functions/platform/money.ts';
import { aClaim, aPolicy, aWorld, cny, now, usd } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

const approval = (amount: number, given: Partial<Approval> = {}): Approval => ({
  outcome: 'approve',
  amount: cny(amount),
  breakdown: [{ label: 'repair-cost', amount: cny(amount) }],
  ...given,
});
const rows = (amount: number) => approval(amount).breakdown;
const approved = (status: ClaimStatus, claim: Readonly<Record<string, unknown>>, amount: number, note?: string) =>
  approve(aWorld(aClaim(status, claim)), approval(amount, { note }), now);

describe('an approval', () => {
  test('changes the claim, and reserves its cover', () => {
    const policy = aPolicy({ limitUsed: cny(50) });
    const { breakdown } = approval(320_000);
    const world = aWorld(aClaim('ADJUDICATION'), { policy });
    expect(approve(world, approval(320_000, { clause: '第四条' }), now)).toStrictEqual({
      happened: 'approved',
      set: {
        status: 'APPROVED',
        approved: cny(320_000),
        reserved: cny(320_000),
        offer: { breakdown, clause: '第四条' },
      },
      drops: ['proposal'],
      data: { amount: cny(320_000) },
      note: undefined,
      also: [reserve(world.reads.policy, cny(320_000), now)],
    });
  });

  test('in part says that it is one, and offers no clause where none is named', () => {
    expect(approved('ADJUDICATION', {}, 319_999)).toMatchObject({
      happened: 'partially-approved',
      set: { status: 'PARTIALLY_APPROVED', approved: cny(319_999), reserved: cny(319_999) },
    });
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
    expect(approved('ADJUDICATION', claim, amount, '另附说明').set).toMatchObject({ status });
  });

  const deductible = cny(200);
  const insured = (claim: Readonly<Record<string, unknown>>) =>
    aWorld(aClaim('ADJUDICATION', claim), { policy: aPolicy({ deductible }) });

  test('of the loss less the deductible is in full, and need not say how it is made up', () => {
    const breakdown = [
      { label: 'assessed-loss', amount: cny(1000) },
      { label: 'deductible', amount: deductible },
    ];
    const change = approve(insured({ assessed: cny(1000) }), approval(800, { breakdown: [] }), now);
    expect(change.set).toMatchObject({ status: 'APPROVED', approved: cny(800), offer: { breakdown } });
  });

  test('without the deductible says so, and why in a note', () => {
    const given = { deductibleWaived: { reason: '第三方全责' }, breakdown: [] };
    const change = approve(insured({ assessed: cny(1000) }), approval(1000, given), now);
    expect(change).toMatchObject({ data: { amount: cny(1000), deductibleWaived: true }, note: '第三方全责' });
    const noted = approve(
      insured({ assessed: cny(999) }),
      approval(1000, { ...given, breakdown: rows(1000), note: '含拖车' }),
      now,
    );
    expect(noted).toMatchObject({ happened: 'approved', note: '含拖车\n第三方全责' });
  });

  test.each<[string, Readonly<Record<string, unknown>>, Approval, number | undefined]>([
    ['the assessment', { assessed: cny(1000) }, approval(1000), undefined],
    ['more than the assessment', { assessed: cny(1000) }, approval(1001), 1001],
    ['more than the estimate', { ...unseen, estimate: cny(1000) }, approval(1001), 1001],
    ['the assessment, above the estimate', { assessed: cny(1000), estimate: cny(500) }, approval(1000), undefined],
    ['any amount where nobody has put a figure on the loss', unseen, approval(9000), undefined],
    ['any amount where the figure is in another currency', { assessed: usd(1) }, approval(9000), undefined],
  ])('of %s needs a note: %#', (_title, claim, decision, taken) => {
    const world = aWorld(aClaim('ADJUDICATION', claim));
    const refusal = taken && invalidAt(says.aboveLoss(moneyWording(cny(taken)), moneyWording(cny(1000))), '/note');
    expect(refusalOf(() => approve(world, decision, now))).toEqual(refusal);
    expect(approve(world, { ...decision, note: '另附说明' }, now)).toHaveProperty('note', '另附说明');
  });

  test('of less than the assessment needs a note where the loss before the deductible is above it', () => {
    const breakdown: Approval['breakdown'] = [...rows(1001), { label: 'deductible', amount: deductible }];
    const decide = (note?: string) =>
      approve(insured({ assessed: cny(1000) }), approval(801, { breakdown, note }), now);
    expect(refusalOf(() => decide())).toEqual(
      invalidAt(says.aboveLoss(moneyWording(cny(1001)), moneyWording(cny(1000))), '/note'),
    );
    expect(decide('含拖车')).toMatchObject({ happened: 'approved' });
  });

  test('goes by no deductible where that of the policy is nothing', () => {
    const world = aWorld(aClaim('ADJUDICATION', { assessed: cny(1000) }), { policy: aPolicy({ deductible: cny(0) }) });
    expect(approve(world, approval(1000), now)).toMatchObject({ happened: 'approved' });
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
