import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Approval, approval, type Breakdown } from '../../../functions/claims/claim.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { type BreakdownCode, breakdownCodes, isDeduction } from '../../../functions/claims/letters/labels.ts';
import { breakdownOf, lossTaken, type Terms } from '../../../functions/claims/rules/breakdown.ts';
import { parseFields } from '../../../functions/platform/http/field-errors.ts';
import { moneyWording } from '../../../functions/platform/money.ts';
import { cny, usd } from '../../support/fixtures.ts';
import { invalidAt, refusalOf } from '../../support/refusal.ts';

const row = (label: BreakdownCode, amount: number, currency = 'CNY') => ({ label, amount: { amount, currency } });
const decision = (amount: number, breakdown: Breakdown = [], waived = false): Approval => ({
  outcome: 'approve',
  amount: cny(amount),
  breakdown,
  ...(waived && { deductibleWaived: { reason: '第三方全责' } }),
});

const loss = cny(1000);
const deductible = cny(250);
const bare: Terms = { loss, deductible: undefined };
const withDeductible: Terms = { loss, deductible };
const repair = row('repair-cost', 1000);
const less = row('deductible', 250);
const MOST = 1_000_000_000_000;
/** Five parts and as many deductions, as large as they may be but for one fen. */
const most: { readonly [Code in BreakdownCode]?: number } = {
  ...Object.fromEntries(breakdownCodes.slice(0, 9).map((code) => [code, MOST])),
  'premium-owed': MOST - 1,
};

describe('a breakdown', () => {
  test.each<[string, Terms, Approval]>([
    ['of one part', bare, decision(1000, [repair])],
    ['of several parts', bare, decision(1100, [repair, row('rescue-cost', 100)])],
    ['with a deduction', bare, decision(900, [repair, row('salvage', 100)])],
    ['whose deduction stands first', bare, decision(900, [row('salvage', 100), repair])],
    ['with a deduction of nothing', bare, decision(1000, [repair, row('salvage', 0)])],
    ['with the policy’s deductible', withDeductible, decision(750, [repair, less])],
    ['without the deductible, which is waived', withDeductible, decision(1000, [repair], true)],
    ['of a loss that nobody has put a figure on', { ...bare, loss: undefined }, decision(1000, [repair])],
    [
      'of all labels at their largest',
      { loss, deductible: cny(MOST) },
      decision(
        1,
        breakdownCodes.map((code) => row(code, most[code] ?? 0)),
      ),
    ],
  ])('%s stands as it is', (_title, terms, decided) => {
    expect(breakdownOf(decided, terms)).toBe(decided.breakdown);
  });

  test.each<[string, Terms, Approval, ReturnType<typeof invalidAt>]>([
    [
      'too little',
      bare,
      decision(1000, [row('repair-cost', 999)]),
      invalidAt(says.breakdownSum(moneyWording(cny(999))), '/breakdown'),
    ],
    [
      'too much',
      bare,
      decision(900, [row('repair-cost', 5000)]),
      invalidAt(says.breakdownSum(moneyWording(cny(5000))), '/breakdown'),
    ],
    [
      'less than nothing',
      bare,
      decision(1, [row('salvage', 7)]),
      invalidAt(says.breakdownSum(moneyWording(cny(-7))), '/breakdown'),
    ],
    [
      'to a part in another currency',
      bare,
      decision(1000, [repair, row('rescue-cost', 0, 'USD'), row('salvage', 0, 'EUR')]),
      invalidAt(says.policyCurrency('CNY'), '/breakdown/1/amount/currency', '/breakdown/2/amount/currency'),
    ],
    [
      'to a deductible in another currency',
      { loss, deductible },
      decision(750, [repair, row('deductible', 250, 'USD')]),
      invalidAt(says.policyCurrency('CNY'), '/breakdown/1/amount/currency'),
    ],
    [
      'to a part twice and thrice',
      bare,
      decision(3000, [repair, repair, repair]),
      invalidAt(says.labelOnce, '/breakdown/1/label', '/breakdown/2/label'),
    ],
    [
      'without the deductible',
      withDeductible,
      decision(1000, [repair]),
      invalidAt(says.deductibleIs(moneyWording(deductible)), '/breakdown'),
    ],
    [
      'to another deductible',
      withDeductible,
      decision(751, [repair, row('deductible', 249)]),
      invalidAt(says.deductibleIs(moneyWording(deductible)), '/breakdown/1/amount/amount'),
    ],
    [
      'to a deductible that the policy does not have',
      bare,
      decision(750, [repair, less]),
      invalidAt(says.noDeductible, '/breakdown/1/label'),
    ],
    [
      'to a deductible that is waived',
      withDeductible,
      decision(750, [repair, less], true),
      invalidAt(says.deductibleIsWaived, '/breakdown/1/label'),
    ],
    [
      'where what is waived is not there',
      bare,
      decision(1000, [repair], true),
      invalidAt(says.noDeductible, '/deductibleWaived'),
    ],
  ])('does not come %s', (_title, terms, decided, refusal) => {
    expect(refusalOf(() => breakdownOf(decided, terms))).toEqual(refusal);
  });

  test('is told all that is wrong with it at once', () => {
    const wrong = decision(1, [row('repair-cost', 1, 'USD'), row('repair-cost', 1)]);
    expect(refusalOf(() => breakdownOf(wrong, withDeductible))?.errors).toEqual([
      { pointer: '/breakdown/0/amount/currency', detail: says.policyCurrency('CNY') },
      { pointer: '/breakdown/1/label', detail: says.labelOnce },
      { pointer: '/breakdown', detail: says.deductibleIs(moneyWording(deductible)) },
    ]);
  });

  test('has its signs in the labels: a negative amount is none', () => {
    const body = { ...decision(750), breakdown: [repair, row('deductible', -250)] };
    const parsed = parseFields(approval, body);
    expect('errors' in parsed && parsed.errors.map(({ pointer }) => pointer)).toEqual(['/breakdown/1/amount/amount']);
  });

  test('is taken where its rows add up to the amount, and nowhere else', () => {
    const amounts = fc.uniqueArray(fc.tuple(fc.constantFrom(...breakdownCodes), fc.nat({ max: MOST })), {
      selector: ([label]) => label,
      minLength: 1,
    });
    fc.assert(
      fc.property(amounts, fc.oneof(fc.constant(0), fc.integer()), (given, off) => {
        const rows = given.map(([label, amount]) => row(label, amount));
        const signed = rows.map(({ label, amount }) => (isDeduction(label) ? -amount.amount : amount.amount));
        const sum = Number(signed.map(BigInt).reduce((total, each) => total + each, 0n));
        const applied = rows.find(({ label, amount }) => label === 'deductible' && amount.amount > 0)?.amount;
        const terms = { loss, deductible: applied };
        const fits = rows.filter(({ label }) => label !== 'deductible' || applied);
        const taken = refusalOf(() => breakdownOf(decision(sum + off, fits), terms)) === undefined;
        expect(taken).toBe(off === 0 && fits.length > 0);
      }),
    );
  });
});

describe('an approval without a breakdown', () => {
  test.each<[string, Terms, Approval, Breakdown]>([
    ['is the loss', bare, decision(1000), [row('assessed-loss', 1000)]],
    ['is the loss less the deductible', withDeductible, decision(750), [row('assessed-loss', 1000), less]],
    [
      'is the loss where the deductible is waived',
      withDeductible,
      decision(1000, [], true),
      [row('assessed-loss', 1000)],
    ],
  ])('%s', (_title, terms, decided, breakdown) => {
    expect(breakdownOf(decided, terms)).toStrictEqual(breakdown);
  });

  const larger = cny(1001);
  test.each<[string, Terms, Approval, ReturnType<typeof invalidAt>]>([
    ['less than the loss', bare, decision(999), invalidAt(says.breakdownMissing(moneyWording(loss)), '/breakdown')],
    ['more than the loss', bare, decision(1001), invalidAt(says.breakdownMissing(moneyWording(loss)), '/breakdown')],
    [
      'the loss in full',
      withDeductible,
      decision(1000),
      invalidAt(says.breakdownMissing(moneyWording(cny(750))), '/breakdown'),
    ],
    [
      'a loss that nobody knows',
      { ...bare, loss: undefined },
      decision(1),
      invalidAt(says.breakdownNeeded, '/breakdown'),
    ],
    [
      'a loss up to the deductible',
      { loss, deductible: loss },
      decision(1),
      invalidAt(says.withinDeductible(moneyWording(loss)), '/amount/amount'),
    ],
    [
      'a loss below the deductible',
      { loss, deductible: larger },
      decision(1),
      invalidAt(says.withinDeductible(moneyWording(larger)), '/amount/amount'),
    ],
    ['a waiver of nothing', bare, decision(1000, [], true), invalidAt(says.noDeductible, '/deductibleWaived')],
  ])('is not %s', (_title, terms, decided, refusal) => {
    expect(refusalOf(() => breakdownOf(decided, terms))).toEqual(refusal);
  });
});

test.each<[string, Approval, Terms['deductible'], number]>([
  ['the amount, where there is no deductible', decision(1000), undefined, 1000],
  ['the amount and the deductible', decision(750), deductible, 1000],
  ['the amount, where the deductible is waived', decision(1000, [], true), deductible, 1000],
])('a loss is taken for %s', (_title, decided, deducted, amount) => {
  expect(lossTaken(decided, { deductible: deducted })).toStrictEqual(cny(amount));
});

test('amounts in another currency are not added up', () => {
  const refusal = refusalOf(() => breakdownOf(decision(1000, [{ label: 'repair-cost', amount: usd(1000) }]), bare));
  expect(refusal).toEqual(invalidAt(says.policyCurrency('CNY'), '/breakdown/0/amount/currency'));
});
