import { describe, expect, test } from '@jest/globals';
import { claimSettings, within } from '../../../functions/claims/claim-settings.ts';
import { mayAlone } from '../../../functions/claims/rules/adjudication.ts';
import type { Role } from '../../../functions/platform/http/auth.ts';
import { roles } from '../../../functions/roles.ts';
import { aPerson, cny } from '../../support/fixtures.ts';

const { fastTrackUpTo, seniorAbove, authority } = claimSettings;

describe('a limit', () => {
  test.each([
    [0, 'CNY', true],
    [499_999, 'CNY', true],
    [500_000, 'CNY', true],
    [500_001, 'CNY', false],
    [70_000, 'USD', true],
    [70_001, 'USD', false],
    [0, 'EUR', false],
    [1, 'cny', false],
  ])('has %d %s within it: %s', (amount, currency, expected) => {
    expect(within({ CNY: 500_000, USD: 70_000 }, { amount, currency })).toBe(expected);
  });

  test('of nothing has only nothing within it', () => {
    expect(within({ CNY: 0 }, cny(0))).toBe(true);
    expect(within({ CNY: 0 }, cny(1))).toBe(false);
  });
});

describe('the limits of the promise pack', () => {
  const currencies = Object.keys(fastTrackUpTo);

  test.each(currencies)('rise in %s: fast track, a handler, a large loss, a supervisor', (currency) => {
    const inOrder = [fastTrackUpTo, authority['claims-handler'], seniorAbove, authority['claims-supervisor']];
    const amounts = inOrder.map((amounts) => amounts[currency] ?? Number.NaN);
    expect(amounts).toEqual(amounts.toSorted((one, other) => one - other));
    expect(new Set(amounts).size).toBe(4);
  });

  test('are all given in the same currencies', () => {
    for (const amounts of [seniorAbove, ...Object.values(authority)]) expect(Object.keys(amounts)).toEqual(currencies);
  });
});

describe('an approval', () => {
  const both: readonly Role[] = ['claims-handler', 'claims-supervisor'];
  const { CNY: handlers = Number.NaN } = authority['claims-handler'];
  const { CNY: supervisors = Number.NaN } = authority['claims-supervisor'];
  const may = (role: Role | readonly Role[], amount: number, currency = 'CNY') =>
    mayAlone(aPerson(role), { amount, currency }, claimSettings);

  test.each<[string, Role | readonly Role[], number, boolean]>([
    ["up to a handler's authority is a handler's alone", 'claims-handler', handlers, true],
    ["above a handler's authority is no handler's alone", 'claims-handler', handlers + 1, false],
    ["above a handler's authority is a supervisor's alone", 'claims-supervisor', handlers + 1, true],
    ["up to a supervisor's authority is a supervisor's alone", 'claims-supervisor', supervisors, true],
    ["above a supervisor's authority is nobody's alone", 'claims-supervisor', supervisors + 1, false],
    ['is within the authority of the higher of two roles', both, supervisors, true],
    ['above the authority of both roles is for nobody alone', both, supervisors + 1, false],
    ['is within the authority of either order of roles', both.toReversed(), supervisors, true],
  ])('%s', (_title, role, amount, expected) => {
    expect(may(role, amount)).toBe(expected);
  });

  test.each(roles.filter((role) => !both.includes(role)))('of one fen is not for a %s alone', (role) => {
    expect(may(role, 1)).toBe(false);
  });

  test('in a currency without an authority is for nobody alone', () => {
    expect(may(both, 1, 'JPY')).toBe(false);
  });
});
