import { describe, expect, test } from '@jest/globals';
import type { Claim } from '../../../functions/claims/claim.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { doubtsBy, insuredOf, neighbourhood, similarTo } from '../../../functions/claims/rules/neighbours.ts';
import { register } from '../../../functions/claims/rules/registration.ts';
import { aClaim, aPolicy, aWorld, DAY, HOUR } from '../../support/fixtures.ts';

const lossAt = '2026-11-20T00:30:00.000Z';
const loss = Date.parse(lossAt);
const claim = aClaim('REPORTED', { lossAt });
const settings = { ...claimSettings, duplicates: { withinHours: 72 }, frequent: { claims: 3, withinDays: 90 } };

/** Another claim whose loss was so long after the first's. */
function other(after: number, given: object = {}): Claim {
  const made = aClaim('CLOSED', { claimId: `clm_${after}`, lossAt: new Date(loss + after).toISOString() });
  return Object.assign(made, given);
}
const doubts = (...others: Claim[]) => doubtsBy(claim, others, settings);

describe('what a claim is about', () => {
  const car = { line: 'motor', insuredObject: '浙A12345' } as const;

  test.each<[string, object, object]>([
    ['a plate in full width', car, { ...car, insuredObject: '浙Ａ１２３４５' }],
    ['a plate with a dot and a space', car, { ...car, insuredObject: '浙A· 12345' }],
    ['a plate in small letters', car, { ...car, insuredObject: '浙a12345' }],
    ['one car under two policies', car, { ...car, policyNumber: 'CTP-9' }],
    ['a person under two policies', { line: 'health' }, { line: 'travel', policyNumber: 'TR-1' }],
    ['a policy number in other letters', { line: 'property' }, { line: 'property', policyNumber: 'ｐｍ-1' }],
  ])('is the same: %s', (_title, one, another) => {
    expect(insuredOf(aPolicy(another))).toBe(insuredOf(aPolicy(one)));
  });

  test.each<[string, object, object]>([
    ['two cars', car, { ...car, insuredObject: '浙A12346' }],
    ['two policies of property', { line: 'property' }, { line: 'property', policyNumber: 'PM-2' }],
    ['a person and a car', { line: 'health' }, { line: 'motor' }],
    ['two persons', { line: 'health' }, { line: 'health', customerId: 'cus_li' }],
    [
      'two insured of one customer',
      { line: 'health', insuredObject: '王一' },
      { line: 'health', insuredObject: '王二' },
    ],
  ])('is not the same: %s', (_title, one, another) => {
    expect(insuredOf(aPolicy(another))).not.toBe(insuredOf(aPolicy(one)));
  });
});

describe('the same loss, told differently', () => {
  test.each<[string, Claim, boolean]>([
    ['a minute later', other(60_000), true],
    ['earlier', other(-HOUR), true],
    ['with another cause', other(60_000, { cause: 'collision' }), true],
    [
      'by another reporter',
      other(60_000, { reporter: { name: '李', phone: '+8613900139000', relation: '朋友' } }),
      true,
    ],
    ['that was denied', other(60_000, { status: 'DENIED' }), true],
    ['72 hours later', other(72 * HOUR), true],
    ['72 hours earlier', other(-72 * HOUR), true],
    ['more than 72 hours later', other(72 * HOUR + 1), false],
    ['more than 72 hours earlier', other(-72 * HOUR - 1), false],
    ['that was withdrawn', other(60_000, { status: 'WITHDRAWN' }), false],
    ['of something else', other(60_000, { insured: 'POLICY#PM2' }), false],
    ['that is the claim itself', other(0, { claimId: 'clm_1' }), false],
  ])('a claim %s: %#', (_title, it, isSimilar) => {
    expect(doubts(it).includes('possible-duplicate')).toBe(isSimilar);
    expect(similarTo(claim, [it], settings)).toHaveLength(isSimilar ? 1 : 0);
  });

  test('names the other claim and why', () => {
    const it = other(60_000);
    const shown = { claimId: 'clm_60000', reference: it.reference, lossAt: it.lossAt };
    expect(similarTo(claim, [it], settings)).toEqual([{ ...shown, why: 'same-object' }]);
    const person = { insured: 'PERSON#cus_wang' };
    const ill = aClaim('REPORTED', { lossAt, ...person });
    expect(similarTo(ill, [other(60_000, person)], settings)).toEqual([{ ...shown, why: 'same-person' }]);
  });

  test('is named once and first where another owner’s claim was opened with the very same words', () => {
    const { claimId, reference, lossAt: at } = other(60_000);
    const sameLossAs = { claimId, reference, lossAt: at, why: 'same-loss' } as const;
    const retold = aClaim('REPORTED', { lossAt, sameLossAs });
    expect(similarTo(retold, [other(2 * HOUR), other(60_000)], settings)).toMatchObject([
      sameLossAs,
      { claimId: `clm_${2 * HOUR}`, why: 'same-object' },
    ]);
    expect(similarTo(retold, [], settings)).toEqual([sameLossAs]);
    expect(doubtsBy(retold, [], settings)).toEqual(['possible-duplicate']);
  });

  test('goes to a senior, with the others, and nothing is fast about it', () => {
    const world = aWorld(aClaim('REPORTED', { lossAt, estimate: { amount: 100, currency: 'CNY' } }), {
      others: [other(60_000)],
    });
    const [, triaged] = register(world, settings);
    expect(triaged?.set).toMatchObject({
      track: 'senior',
      doubts: expect.arrayContaining(['possible-duplicate']),
      similar: [{ claimId: 'clm_60000' }],
    });
  });
});

describe('many claims in a short time', () => {
  test.each<[string, Claim[], boolean]>([
    ['the third in 90 days', [other(-10 * DAY), other(-90 * DAY)], true],
    ['the second', [other(-10 * DAY)], false],
    ['the third in more than 90 days', [other(-10 * DAY), other(-90 * DAY - 1)], false],
    ['one that was followed by two', [other(10 * DAY), other(20 * DAY)], false],
    ['with a withdrawn one', [other(-10 * DAY), other(-20 * DAY, { status: 'WITHDRAWN' })], false],
  ])('%s', (_title, others, isFrequent) => {
    expect(doubts(...others).includes('frequent-claims')).toBe(isFrequent);
  });
});

test('what is read reaches as far as either rule looks', () => {
  const { from, before } = neighbourhood(lossAt, settings);
  expect(from).toBe(new Date(loss - 90 * DAY).toISOString());
  expect(before > new Date(loss + 72 * HOUR).toISOString()).toBe(true);
  const wide = { ...settings, duplicates: { withinHours: 24 * 100 } };
  expect(neighbourhood(lossAt, wide).from).toBe(new Date(loss - 100 * DAY).toISOString());
});
