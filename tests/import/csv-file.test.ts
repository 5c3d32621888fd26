import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { encodingOf, isGarbled, type Row, readRows } from '../../tools/import/csv-file.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'careline-csv-'));
  path = join(folder, 'file.csv');
});
afterAll(() => rm(folder, { recursive: true }));

test('a row is found on the line on which it starts, whatever its quotes, line ends and blank lines', async () => {
  const cell = fc
    .array(fc.constantFrom('a', '王', '"', ',', '\r\n', '\n', '\r', ' '), { maxLength: 5 })
    .map((parts) => `x${parts.join('')}x`);
  const record = fc.tuple(fc.array(cell, { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\r\n'), fc.nat(2));
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (records) => {
      let text = '';
      const wanted: Row[] = [];
      for (const [cells, lineEnd, blankLines] of records) {
        wanted.push({ line: linesOf(text), cells });
        text += cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + lineEnd.repeat(1 + blankLines);
      }
      expect(await rowsOf(text)).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

test('UTF-8 with and without its mark, GB18030 and UTF-16 are told apart and read', async () => {
  const text = '姓名,地址\n王小明,北京市\n𠮷野,上海市\n';
  const rows = [
    ['姓名', '地址'],
    ['王小明', '北京市'],
    ['𠮷野', '上海市'],
  ];
  for (const [encoding, bytes] of [
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['gb18030', iconv.encode(text, 'gb18030')],
    ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ] as const) {
    await writeFile(path, bytes);
    expect(await encodingOf(path, undefined)).toBe(encoding);
    expect((await rowsOf(bytes)).map(({ cells }) => cells)).toEqual(rows);
  }
});

test('a character cut in two by a read is whole again', async () => {
  const name = '王小明'.repeat(50_000);
  for (const bytes of [Buffer.from(`a${name}\n`), iconv.encode(`a${name}\n`, 'gb18030')]) {
    expect((await rowsOf(bytes)).map(({ cells }) => cells)).toEqual([[`a${name}`]]);
  }
});

test('bytes that are none of the encoding are seen in their row alone', async () => {
  await writeFile(path, Buffer.concat([Buffer.from('a\n'), Buffer.from([0x62, 0xff, 0x0a]), Buffer.from('c\n')]));
  const rows: Row[] = [];
  for await (const row of readRows(path, 'utf-8', () => undefined)) rows.push(row);
  expect(rows.map(({ cells }) => isGarbled(cells))).toEqual([false, true, false]);
});

test('a quote that is never closed is told by its line', async () => {
  await expect(rowsOf('a,b\n1,2\n3,"4\n5,6\n')).rejects.toThrow(/near line 3: a quote is opened and never closed/);
});

async function rowsOf(content: string | Uint8Array): Promise<Row[]> {
  await writeFile(path, content);
  const rows: Row[] = [];
  for await (const row of readRows(path, await encodingOf(path, undefined), () => undefined)) rows.push(row);
  return rows;
}

/** The line on which whatever comes next would start. */
function linesOf(text: string): number {
  return (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
}
