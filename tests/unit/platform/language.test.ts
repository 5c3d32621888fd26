import { expect, test } from '@jest/globals';
import { preferredLanguage } from '../../../functions/platform/http/language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh', 'zh-CN'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['ZH-Hans-CN', 'zh-CN'],
  ['fr, zh;q=0.9, en;q=0.8', 'zh-CN'],
  ['en;q=0.5, zh;q=0.7', 'zh-CN'],
  ['en, zh', 'en'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['zha, *', 'en'],
  ['de', 'en'],
  [';;q=,,', 'en'],
  [' en ; q=0.5 , zh ; q=0.7 ', 'zh-CN'],
])('%j prefers %s', (header, language) => expect(preferredLanguage(header)).toBe(language));

test('a header of nothing but spaces is read as fast as any', () => {
  expect(preferredLanguage(`zh${' '.repeat(1_000_000)}x`)).toBe('en');
});
