import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const modules = join(root, 'node_modules');
let house: string;
let answers: Answers;

interface Answers {
  readonly loud: Record<'en' | 'zh', unknown>;
  readonly first: unknown;
  readonly second: Record<'en' | 'zh', unknown>;
  readonly messages: string[];
  readonly letter: string;
  readonly operation: object;
  readonly schema: object;
  readonly codes: object;
}

/** A line for the context in each table beside functions/routes.ts, and nothing else. */
const tables = {
  'routes.ts': [`import { routes as praise } from './praise/routes.ts';`, '  ...cases,', '  ...praise,'],
  'problems.ts': [
    `import { problems as praise } from './praise/praise-problems.ts';`,
    '...Object.values(claims)',
    ', ...Object.values(praise)',
  ],
  'letters.ts': [`import { letters as praise } from './praise/letters.ts';`, '...claims', ', ...praise'],
  'roles.ts': [`import { desk as praise } from './praise/praise-roles.ts';`, '...claims.desk', ', ...praise'],
} as const;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'careline-context-'));
  for (const part of ['functions', 'rules', 'package.json'])
    cpSync(join(root, part), join(house, part), { recursive: true });
  cpSync(join(import.meta.dirname, 'praise'), join(house, 'functions/praise'), { recursive: true });
  symlinkSync(modules, join(house, 'node_modules'), 'junction');
  for (const [file, [line, after, more]] of Object.entries(tables)) {
    const path = join(house, 'functions', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(after);
    writeFileSync(path, `${line}\n${text.replace(after, `${after}${more}`)}`);
  }
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  writeFileSync(join(house, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['functions'] }));
  answers = JSON.parse(run('node', ['--no-warnings', 'functions/praise/use.ts']));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('a context that is added by its folder and one line in each table', () => {
  test('holds every type of the product', () => {
    expect(run(join(modules, '.bin/tsc'), ['-p', '.', '--singleThreaded'])).toBe('');
  });

  test('answers its own role, keeps its record and tells the customer by its own letter', () => {
    expect(answers.first).toMatchObject({ status: 201, body: { text: 'Great', version: 1 } });
    expect(answers.messages).toEqual(['praise-thanks']);
    expect(answers.letter).toBe('谢谢您 P1');
  });

  test('refuses in its own words, in both languages', () => {
    const loud = (detail: string) => ({ status: 422, body: { errors: [{ pointer: '/text', detail }] } });
    expect(answers.loud).toMatchObject({ en: loud('Praise is quiet'), zh: loud('请勿使用感叹号') });
    const again = (title: string, detail: string) => ({
      status: 409,
      body: { code: 'praised-already', title, detail },
    });
    expect(answers.second).toMatchObject({
      en: again('Praised already', 'Once a day'),
      zh: again('已表扬过', '每天一次'),
    });
  });

  test('is described in both languages', () => {
    expect(answers.operation).toMatchObject({
      tags: ['praise'],
      'x-summary-zh': '登记表扬',
      'x-roles': ['praise-listener'],
    });
    expect(answers.schema).toMatchObject({
      properties: { text: { description: 'What the customer likes', 'x-description-zh': '客户满意之处' } },
    });
    expect(JSON.stringify(answers.codes)).toContain('praised-already');
  });
});

function run(command: string, args: readonly string[]): string {
  const env = { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT', NODE_OPTIONS: '' };
  return execFileSync(command === 'node' ? process.execPath : command, args, { cwd: house, env, encoding: 'utf8' });
}
