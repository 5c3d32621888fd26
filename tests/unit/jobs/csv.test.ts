import { expect, test } from '@jest/globals';
import { csvOf } from '../../../functions/jobs/csv.ts';

const cellOf = (value: string | number | null) => csvOf(['a'], [{ a: value }]).split('\r\n')[1];

test('a spreadsheet reads it as UTF-8, with a line of names, and rows that end as RFC 4180 says', () => {
  expect(csvOf(['case', 'late'], [{ late: 2, case: '赔案' }, { case: null }])).toBe(
    '\uFEFFcase,late\r\n赔案,2\r\n,\r\n',
  );
});

test.each([
  ['a comma', 'a,b', '"a,b"'],
  ['a quote', 'a "b"', '"a ""b"""'],
  ['a line break', 'a\nb', '"a\nb"'],
  ['nothing', null, ''],
  ['a number', -3, '-3'],
  ['a hyphen within', 'CK7Q2-M9X41', 'CK7Q2-M9X41'],
])('%s stays what it is', (_title, value, cell) => {
  expect(cellOf(value)).toBe(cell);
});

test.each([
  '=1+1',
  '+8613800138000',
  '-2',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  '\r=1',
  '＝1＋1',
  '＋1',
  '－1',
  '＠a',
  '=HYPERLINK("http://x","a")',
])('%j is text, and no formula', (value) => {
  expect(csvOf(['a'], [{ a: value }])).toBe(`\uFEFFa\r\n"'${value.replaceAll('"', '""')}"\r\n`);
});
