import { describe, expect, test } from '@jest/globals';
import type { Doubt, Track } from '../../../functions/claims/claim.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { checkCover, limitLeft, triage } from '../../../functions/claims/rules/cover.ts';
import { type Policy, policyStatuses } from '../../../functions/policies/policy.ts';
import { aClaim, aPolicy, cny, DAY, HOUR, usd } from '../../support/fixtures.ts';

type Given = Readonly<Record<string, unknown>>;

describe('what is left of the limit', () => {
  test.each([
    [0, 1000],
    [1, 999],
    [999, 1],
    [1000, 0],
    [1001, 0],
  ])('after %d of 1000 is used is %d', (used, left) => {
    expect(limitLeft({ sumInsured: cny(1000), limitUsed: cny(used) })).toStrictEqual(cny(left));
  });
});

describe('cover', () => {
  const { lossWithinDaysOfInception: early, reportedAfterDays: late } = claimSettings.suspicious;
  const starts = Date.parse('2026-01-01T00:00:00.000Z');
  const ends = Date.parse('2027-01-01T00:00:00.000Z');
  const midyear = starts + 180 * DAY;
  const wait = early + 27;
  const waits = { waitingDays: wait };
  const term = { effectiveAt: new Date(starts).toISOString(), expiresAt: new Date(ends).toISOString() };

  /** Reported an hour later. */
  const lossAt = (time: number, reported = time + HOUR): Given => ({
    lossAt: new Date(time).toISOString(),
    createdAt: new Date(reported).toISOString(),
  });

  test.each<[string, Doubt[], Given, Partial<Policy>?]>([
    ['halfway through the term', [], lossAt(midyear)],
    ['just before it starts', ['not-in-force'], lossAt(starts - 1), waits],
    ['as it starts', ['soon-after-inception'], lossAt(starts)],
    ['just before its first days are over', ['soon-after-inception'], lossAt(starts + early * DAY - 1)],
    ['as its first days are over', [], lossAt(starts + early * DAY)],
    ['as the waiting period starts', ['in-waiting-period', 'soon-after-inception'], lossAt(starts), waits],
    ['just before the waiting period is over', ['in-waiting-period'], lossAt(starts + wait * DAY - 1), waits],
    ['as the waiting period is over', [], lossAt(starts + wait * DAY), waits],
    ['as it starts, renewed without a gap', [], lossAt(starts), { ...waits, insuredSince: '2020-01-01T00:00:00.000Z' }],
    ['just before it ends', [], lossAt(ends - 1)],
    ['as it ends', ['not-in-force'], lossAt(ends)],
    ['reported on the last day', [], lossAt(midyear, midyear + late * DAY)],
    ['reported just after the last day', ['reported-late'], lossAt(midyear, midyear + late * DAY + 1)],
    ['by a peril that is covered', [], { cause: 'collision' }, { perils: ['glass', 'collision'] }],
    ['by a peril that is not covered', ['peril-not-covered'], { cause: 'theft' }, { perils: ['glass', 'collision'] }],
    ['with one fen of the limit left', [], {}, { sumInsured: cny(1000), limitUsed: cny(999) }],
    ['with nothing of the limit left', ['limit-used-up'], {}, { sumInsured: cny(1000), limitUsed: cny(1000) }],
    ["estimated in the policy's currency", [], { estimate: cny(1) }],
    ['estimated in another currency', ['currency-differs'], { estimate: usd(1) }],
    ['that nobody has estimated', [], { estimate: undefined }],
  ])('of a loss %s gives the doubts %j', (_, doubts, claim, policy = {}) => {
    expect(checkCover(aPolicy({ ...term, ...policy }), aClaim('REPORTED', claim), claimSettings)).toStrictEqual(doubts);
  });

  test.each(policyStatuses)('of a policy that is %s is in doubt unless it is in force', (status) => {
    const expected = status === 'IN_FORCE' ? [] : ['not-in-force'];
    expect(checkCover(aPolicy({ status }), aClaim('REPORTED'), claimSettings)).toStrictEqual(expected);
  });

  test('gives all its doubts', () => {
    const policy = aPolicy({ ...term, ...waits, perils: [], sumInsured: cny(1000), limitUsed: cny(1000) });
    const loss = aClaim('REPORTED', { ...lossAt(starts, ends), estimate: usd(1) });
    expect(checkCover(policy, loss, claimSettings)).toStrictEqual([
      'peril-not-covered',
      'in-waiting-period',
      'limit-used-up',
      'currency-differs',
      'soon-after-inception',
      'reported-late',
    ]);
  });
});

describe('a claim', () => {
  const { CNY: fast = Number.NaN } = claimSettings.fastTrackUpTo;
  const { CNY: large = Number.NaN } = claimSettings.seniorAbove;

  test.each<[string, Track, Given, Doubt[]?]>([
    ['of nothing', 'fast-track', { estimate: cny(0) }],
    ['up to the fast track', 'fast-track', { estimate: cny(fast) }],
    ['above the fast track', 'survey', { estimate: cny(fast + 1) }],
    ['that is just not large', 'survey', { estimate: cny(large) }],
    ['that is large', 'senior', { estimate: cny(large + 1) }],
    ['in a currency without limits', 'senior', { estimate: { amount: 1, currency: 'JPY' } }],
    ['that nobody has estimated', 'survey', {}],
    ['in doubt, however small', 'senior', { estimate: cny(1) }, ['reported-late']],
    ['in doubt, without an estimate', 'senior', {}, ['reported-late']],
    ['with an injury, however small', 'injury', { injury: true, estimate: cny(1) }],
    ['with an injury, however large', 'injury', { injury: true, estimate: cny(large + 1) }],
    ['with an injury, in doubt', 'injury', { injury: true }, ['reported-late']],
  ])('%s is on the track %s', (_, track, claim, doubts = []) => {
    expect(triage(aClaim('REPORTED', claim), doubts, claimSettings)).toBe(track);
  });
});
