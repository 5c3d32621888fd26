import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountNumber, endingOf } from '../../../functions/platform/account-number.ts';
import { parseFields } from '../../../functions/platform/http/field-errors.ts';
import { says } from '../../../functions/platform/platform-wordings.ts';
import type { Wording } from '../../../functions/platform/wording.ts';

describe('an account number', () => {
  test.each([
    ['a UnionPay card of 19 digits', '6222020200112233446', '6222020200112233446'],
    ['a UnionPay card of 16 digits', '6222020200112230', '6222020200112230'],
    ['a Visa card', '4111 1111 1111 1111', '4111111111111111'],
    ['a Mastercard', '5555-5555-5555-4444', '5555555555554444'],
    ['a card with spaces', ' 6222 0202 0011 2233 446 ', '6222020200112233446'],
    ['a card with all sorts of hyphens', '6222-0202‐0011–2233—446', '6222020200112233446'],
    ['a card in full width', '６２２２０２０２００１１２２３３４４６', '6222020200112233446'],
    ['a card with wide spaces and hyphens', '６２２２　０２０２－００１１－２２３３－４４６', '6222020200112233446'],
    ['a British IBAN', 'GB29 NWBK 6016 1331 9268 19', 'GB29NWBK60161331926819'],
    ['an IBAN in small letters', 'de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    [
      'an IBAN in full width',
      'ＦＲ１４　２００４１０１００５０５０００１３Ｍ０２６０６',
      'FR1420041010050500013M02606',
    ],
    ['the shortest IBAN', 'NO9386011117947', 'NO9386011117947'],
    ['a company account of 8 digits', '12345678', '12345678'],
    ['a company account of 17 digits', '1000 0012 3456 7890 1', '10000012345678901'],
    ['a company account of 19 digits that is no card', '4000023009201234567', '4000023009201234567'],
    ['an account of 30 digits', '0'.repeat(30), '0'.repeat(30)],
    ['an account with letters', 'nra-1234567', 'NRA1234567'],
    ['an account of letters that begin no IBAN', 'AB1C234567', 'AB1C234567'],
  ])('is taken as it is written: %s', (_title, written, kept) => {
    expect(parseFields(accountNumber, written)).toStrictEqual({ data: kept });
    expect(parseFields(accountNumber, kept)).toStrictEqual({ data: kept });
  });

  test.each<[string, string, Wording]>([
    ['a UnionPay card with a slip of the hand', '6222 0202 0011 2233 447', says.cardCheck],
    ['a card with two digits swapped', '6222020200112234336', says.cardCheck],
    ['a Visa card with a slip of the hand', '4111 1111 1111 1112', says.cardCheck],
    ['an IBAN of no country', 'XX29 NWBK 6016 1331 9268 19', says.ibanCountry('XX')],
    ['an IBAN of a country without IBANs', 'CN29 1234 5678', says.ibanCountry('CN')],
    ['an IBAN that is too short', 'GB29 NWBK 6016 1331 9268 1', says.ibanLength('GB', 22, 21)],
    ['an IBAN that is too long', 'DE89 3704 0044 0532 0130 000', says.ibanLength('DE', 22, 23)],
    ['an IBAN with wrong check digits', 'GB28 NWBK 6016 1331 9268 19', says.ibanCheck],
    ['an IBAN with two digits swapped', 'GB29 NWBK 6016 1331 9286 19', says.ibanCheck],
    ['too few digits', '12 34', says.account],
    ['too few digits among spaces', '1 2 3 4', says.account],
    ['too many digits', '1'.repeat(35), says.account],
    ['a dot', '6222.0202.0011', says.account],
    ['Chinese figures', '六二二二零二零二', says.account],
    ['nothing', '', says.account],
    ['a megabyte', '1'.repeat(1_000_000), says.account],
  ])('is refused with what is wrong: %s', (_title, written, detail) => {
    expect(parseFields(accountNumber, written)).toStrictEqual({ errors: [{ pointer: '', detail }] });
  });

  test('of a card is refused with any one digit changed', () => {
    const card = '6222020200112233446';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 18 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const changed = `${card.slice(0, place)}${(Number(card[place]) + by) % 10}${card.slice(place + 1)}`;
        expect('errors' in parseFields(accountNumber, changed)).toBe(true);
      }),
    );
  });

  test('is known again by its last four', () => {
    expect(endingOf('6222020200112233446')).toBe('3446');
  });
});
