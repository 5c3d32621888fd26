import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { derivedId, isReference, newId, reference } from '../../../functions/platform/ids.ts';

const alphabet = '123456789ABCDEFGHJKMNPQRSTVWXYZ';
const references = fc.tuple(fc.constantFrom('C', 'K', 'R'), fc.string()).map(([letter, id]) => reference(letter, id));

describe('a new id', () => {
  test('sorts by the time it was made, and in the order of making within a millisecond', () => {
    const times = [1_000_000_000_000, 1_000_000_000_000, 1_000_000_000_001, 2_000_000_000_000];
    const ids = times.map((time) => newId('clm', new Date(time)));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^clm_[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});

describe('a derived id', () => {
  test('is the same for the same parts, and another for any others, however they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(derivedId('msg', ...one) === derivedId('msg', ...other)).toBe(same);
      }),
    );
    expect(derivedId('msg', 'a', 'b')).not.toBe(derivedId('msg', 'ab'));
    expect(derivedId('msg', 'a')).toMatch(/^msg_[0-9A-HJKMNP-TV-Z]{32}$/);
  });
});

describe('a reference', () => {
  test('is known as one', () => {
    fc.assert(
      fc.property(references, (text) => {
        expect(text).toMatch(/^[CKR][1-9A-HJKMNP-TV-Z]{4}-[1-9A-HJKMNP-TV-Z]{5}$/);
        expect(isReference(text)).toBe(true);
      }),
    );
  });

  test('with any one character wrong is not one', () => {
    const wrong = fc.tuple(references, fc.nat(9), fc.constantFrom(...alphabet));
    fc.assert(
      fc.property(wrong, ([text, place, character]) => {
        const bare = [...text.replace('-', '')];
        fc.pre(bare[place] !== character);
        expect(isReference(hyphened(bare.with(place, character)))).toBe(false);
      }),
    );
  });

  test('with any two different characters swapped is not one', () => {
    fc.assert(
      fc.property(references, fc.nat(9), fc.nat(9), (text, one, other) => {
        const bare = [...text.replace('-', '')];
        const [first = '', second = ''] = [bare[one], bare[other]];
        fc.pre(first !== second);
        expect(isReference(hyphened(bare.with(one, second).with(other, first)))).toBe(false);
      }),
    );
  });

  test.each(['', 'CK7Q2M9X41', 'ck7q2-m9x41', 'CK7Q2-M9X4', 'CK7Q0-M9X41', ' CK7Q2-M9X41'])('%j is not one', (text) =>
    expect(isReference(text)).toBe(false),
  );
});

function hyphened(characters: readonly string[]): string {
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}
