import { describe, expect, test } from '@jest/globals';
import { type Claim, claimSchema } from '../../../functions/claims/claim.ts';
import { claimStatuses } from '../../../functions/claims/claim-type.ts';
import { isFrequentPayee, otherOrders, payeeWindow } from '../../../functions/claims/rules/frequent-payee.ts';
import type { PayeeEntry } from '../../../functions/payments/payee-history.ts';
import { aClaim, aConfirmation, anOrder, at, aWorld, DAY, HOUR } from '../../support/fixtures.ts';

const settings = { otherClaims: 3, withinDays: 90 };
const agreed = aClaim('AGREED');
const isFrequent = (payeeHistory: readonly PayeeEntry[], claim: Claim = agreed) =>
  isFrequentPayee(claim, aWorld(claim, { payeeHistory }).reads, settings);

/** Orders of so many other claims, an hour after the other. */
const orders = (count: number, from = 0, ago = -10 * DAY) =>
  Array.from({ length: count }, (_, number) => anOrder(`clm_${from + number + 2}`, ago + number * HOUR));

describe('a payee', () => {
  test.each<[string, readonly PayeeEntry[], boolean]>([
    ['was paid for nothing else', [], false],
    ['was paid for two others', orders(2), false],
    ['was paid for three others', orders(3), true],
    ['was paid for three others, told in another order', orders(3).toReversed(), true],
    ['was ordered to be paid for a third', [...orders(2), anOrder('clm_9', -DAY, { status: 'ORDERED' })], true],
    ['was to be paid for a third, which failed', [...orders(2), anOrder('clm_9', -DAY, { status: 'FAILED' })], true],
    ['was paid for this one before', [...orders(2), anOrder('clm_1', -DAY)], false],
    ['was tried twice for one of two', [...orders(2), anOrder('clm_2', -DAY)], false],
    ['was confirmed since', [...orders(5), aConfirmation('clm_6', -DAY)], false],
    ['was confirmed, and paid for that', [...orders(5), aConfirmation('clm_9', -DAY), anOrder('clm_9', -HOUR)], false],
    [
      'was confirmed, and paid for two more and that',
      [...orders(5), aConfirmation('clm_9', -DAY), anOrder('clm_9', -DAY + HOUR), ...orders(2, 20, -HOUR)],
      false,
    ],
    [
      'was confirmed, and paid for three more',
      [...orders(5), aConfirmation('clm_9', -DAY), ...orders(3, 20, -HOUR)],
      true,
    ],
    [
      'was confirmed twice, and paid for three more in between',
      [aConfirmation('clm_8', -5 * DAY), ...orders(3, 20, -3 * DAY), aConfirmation('clm_9', -DAY)],
      false,
    ],
  ])('who %s: asked about or not', (_title, history, expected) => {
    expect(isFrequent(history)).toBe(expected);
  });

  test('is asked about until the check that was begun is decided, and no more then', () => {
    const begun = claimSchema.parse({ ...agreed, payeeDoubt: { frequent: true } });
    expect(isFrequent([], begun)).toBe(true);
    expect(isFrequent(orders(5), claimSchema.parse({ ...agreed, payeeChecked: true }))).toBe(false);
  });

  test.each(claimStatuses.filter((status) => status !== 'AGREED'))(
    'is not asked about while a claim is %s',
    (status) => {
      expect(isFrequent(orders(5), aClaim(status))).toBe(false);
    },
  );

  test('is looked at from so many days before the claim was agreed', () => {
    expect(payeeWindow(at(0), settings)).toBe(at(-90 * DAY));
  });
});

test('each other claim is shown once, by its last order, the newest first', () => {
  const history = [
    anOrder('clm_2', -3 * DAY),
    anOrder('clm_3', -2 * DAY),
    anOrder('clm_1', -DAY),
    anOrder('clm_2', -HOUR),
  ];
  expect(otherOrders(agreed, history).map(({ caseId, at: when }) => [caseId, when])).toEqual([
    ['clm_2', at(-HOUR)],
    ['clm_3', at(-2 * DAY)],
  ]);
});
