import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const english = partsOf('README.md');
const chinese = partsOf('README.zh-CN.md');

describe('README.zh-CN.md', () => {
  test('has the same headings in the same order', () => {
    expect(chinese.headings.map(({ level }) => level)).toEqual(english.headings.map(({ level }) => level));
  });

  test('has the same code blocks and commands', () => {
    expect(chinese.blocks).toEqual(english.blocks);
    expect(chinese.commands).toEqual(english.commands);
  });

  test('has the same links', () => {
    expect(chinese.links).toEqual(english.links);
  });

  test('has the same tables, row by row and cell by cell', () => {
    expect(chinese.tables).toEqual(english.tables);
  });

  test('has the same lists', () => {
    expect(chinese.points).toEqual(english.points);
  });

  test('is in Chinese, paragraph by paragraph', () => {
    for (const paragraph of chinese.prose) expect(paragraph).toMatch(/\p{Script=Han}/u);
    for (const paragraph of english.prose) expect(paragraph).not.toMatch(/\p{Script=Han}/u);
  });
});

test.each([english, chinese])(
  '$name links to the other language at the top, and within itself to headings it has',
  (page) => {
    const other = page.name === 'README.md' ? '[中文](README.zh-CN.md)' : '[English](README.md)';
    expect(page.text.indexOf(other)).toBeGreaterThan(page.text.indexOf('```sh'));
    expect(page.text.indexOf(other)).toBeLessThan(page.text.indexOf('\n## '));
    const anchors = page.headings.map(({ title }) => `#${anchorOf(title)}`);
    expect(anchors).toEqual(expect.arrayContaining(page.within));
  },
);

function partsOf(name: string) {
  const text = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block);
  const outside = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  const targets = [...outside.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => String(target));
  const lines = outside.split('\n');
  return {
    name,
    text,
    blocks,
    headings: lines.flatMap((line) => {
      const [, marks, title] = /^(#+) (.*)$/.exec(line) ?? [];
      return marks && title ? [{ level: marks.length, title }] : [];
    }),
    // Words change places in a sentence, so commands are compared as a set.
    commands: [...outside.matchAll(/`([^`\n]+)`/g)].map(([, command]) => String(command)).sort(),
    links: targets.filter((target) => !target.startsWith('#') && !target.startsWith('README')),
    within: targets.filter((target) => target.startsWith('#')),
    tables: lines.filter((line) => line.startsWith('|')).map((line) => line.split('|').length),
    points: lines.flatMap((line) => /^(?:\d+\.|-) /.exec(line)?.[0] ?? []),
    prose: outside.split(/\n{2,}/).filter((paragraph) => /^[^#[\s]/.test(paragraph) && !/^Apache-2\.0/.test(paragraph)),
  };
}

/** As GitHub makes it of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}
