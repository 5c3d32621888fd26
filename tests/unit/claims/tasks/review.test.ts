import { describe, expect, test } from '@jest/globals';
import type { Approval, Denial } from '../../../../functions/claims/claim.ts';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { approve, deny } from '../../../../functions/claims/rules/adjudication.ts';
import { review } from '../../../../functions/claims/tasks/review.ts';
import { moneyWording } from '../../../../functions/platform/money.ts';
import { aClaim, aPerson, aPolicy, aWorld, cny, decidedBy, now } from '../../../support/fixtures.ts';
import { invalidAt, refusalOf, refused } from '../../../support/refusal.ts';

const maker = { sub: 'u-maker', name: '李处理' };
const breakdown: Approval['breakdown'] = [{ label: 'repair-cost', amount: cny(500) }];
const approval: Approval = { outcome: 'approve', amount: cny(500), breakdown };
const denial: Denial = { outcome: 'deny', clause: '第七条', reasons: '未投保' };
const proposing = (decision: Approval | Denial) => aClaim('ADJUDICATION', { proposal: { decision, maker } });
const leaving = (amount: number) => ({ policy: aPolicy({ sumInsured: cny(amount), limitUsed: cny(0) }) });

test.each([
  ['whoever made the proposal', proposing(denial), [maker.sub]],
  ['nobody, where there is none', aClaim('ADJUDICATION'), []],
])('a review is not given to %s', (_title, claim, expected) => {
  expect(review.notFor?.(aWorld(claim))).toEqual(expected);
});

describe('a second person', () => {
  test('confirms an approval, which then takes effect', () => {
    const world = decidedBy('claims-supervisor', proposing(approval), leaving(500));
    expect(review.decides(world, { outcome: 'confirm' })).toStrictEqual(approve(world, approval, now));
  });

  test('confirms a denial, which then takes effect', () => {
    const world = decidedBy('claims-supervisor', proposing(denial));
    expect(review.decides(world, { outcome: 'confirm' })).toStrictEqual(deny(denial));
  });

  test.each([approval, denial])('returns a proposal to $outcome, which then is gone', (decision) => {
    const world = decidedBy('claims-supervisor', proposing(decision));
    expect(review.decides(world, { outcome: 'return' })).toStrictEqual({
      happened: 'decision-returned',
      drops: ['proposal'],
    });
  });

  test('cannot confirm what the cover left no longer carries', () => {
    const world = decidedBy('claims-supervisor', proposing(approval), leaving(499));
    const refusal = invalidAt(says.limitLeft(499, 'CNY'), '/amount/amount');
    expect(refusalOf(() => review.decides(world, { outcome: 'confirm' }))).toEqual(refusal);
  });

  test('cannot confirm what no longer adds up: the policy has got a deductible meanwhile', () => {
    const deductible = cny(100);
    const world = decidedBy('claims-supervisor', proposing(approval), { policy: aPolicy({ deductible }) });
    const refusal = invalidAt(says.deductibleIs(moneyWording(deductible)), '/breakdown');
    expect(refusalOf(() => review.decides(world, { outcome: 'confirm' }))).toEqual(refusal);
  });

  test('finds nothing to review where nothing is proposed', () => {
    const refusal = refused('illegal-state', says.noProposal);
    for (const claim of [aClaim('ADJUDICATION'), aClaim('OFFERED')]) {
      const world = decidedBy('claims-supervisor', claim);
      expect(refusalOf(() => review.decides(world, { outcome: 'confirm' }))).toEqual(refusal);
    }
  });

  test.each(['confirm', 'return'] as const)('is not the one who decided: to %s is refused', (outcome) => {
    const by = aPerson('claims-supervisor', { sub: maker.sub, name: '同一人' });
    const world = { ...decidedBy('claims-supervisor', proposing(approval)), by };
    const refusal = refused('maker-is-checker', says.makerIsChecker);
    expect(refusalOf(() => review.decides(world, { outcome }))).toEqual(refusal);
  });
});

describe('a review', () => {
  test('lies with the supervisors', () => {
    expect(review.queue(aWorld(proposing(approval)))).toBe(claimQueues.supervisor);
  });

  test('begins without a change of status, and is given the loss and the proposal', () => {
    const { facts, change } = review.opens(aWorld(proposing(approval)));
    expect(change).toStrictEqual({ happened: 'review-started', set: {} });
    const proposal = { decision: approval, maker };
    expect(review.facts.parse(facts)).toMatchObject({ policyNumber: 'PM-1', assessed: cny(320_000), proposal });
  });

  test('is given no proposal where there is none', () => {
    expect(review.facts.parse(review.opens(aWorld(aClaim('OFFERED'))).facts).proposal).toBeUndefined();
  });
});
