import { describe, expect, test } from '@jest/globals';
import { indexed, searchName } from '../../../functions/customers/search-name.ts';

describe('a name is searched', () => {
  test.each([
    ['without regard to case', 'Ann LEE', 'ann lee'],
    ['without regard to width', 'ＡＮＮ（１）', 'ann(1)'],
    ['with ß as ss', 'Straße', 'strasse'],
    ['with every sigma alike', 'ΣΟΦΟΣ', 'σοφοσ'],
    ['with one space for many', 'Ann \t  Lee', 'ann lee'],
    ['without spaces around it', '  王小明 ', '王小明'],
    ['without a space between Chinese characters', '王　明', '王明'],
    ['with a space between Chinese and Latin letters', '王 Ann', '王 ann'],
    ['with one dot for all of them: •', '买买提•艾力', '买买提·艾力'],
    ['with one dot for all of them: ‧', '买买提‧艾力', '买买提·艾力'],
    ['with one dot for all of them: ・', '买买提・艾力', '买买提·艾力'],
    ['with a hyphen as it is', 'Jean-Luc', 'jean-luc'],
  ])('%s', (_, written, searched) => expect(searchName(written)).toBe(searched));
});

describe('in the index a name stands', () => {
  test.each([
    ['王小明', '王小'],
    ['𠮷田一郎', '𠮷田'],
    ['王', '王'],
    ['王 小明', '王小'],
  ])('%s under %s', (name, first) => expect(indexed(name).first).toBe(first));

  test('by its first hundred characters', () => {
    expect(indexed('𠮷'.repeat(100)).sorted).toBe('𠮷'.repeat(100));
    expect(indexed('𠮷'.repeat(101)).sorted).toBe('𠮷'.repeat(100));
  });
});
