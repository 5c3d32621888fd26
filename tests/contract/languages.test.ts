import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import * as labels from '../../functions/claims/letters/labels.ts';
import { customerRow } from '../../functions/customers/customer-schemas.ts';
import { handlers } from '../../functions/customers/handlers.ts';
import { routes as customerRoutes } from '../../functions/customers/routes.ts';
import { latestOf, packNames } from '../../functions/deadlines/packs/packs.ts';
import { paymentNotice } from '../../functions/payments/answers/notice.ts';
import { parseFields } from '../../functions/platform/http/field-errors.ts';
import { httpApi } from '../../functions/platform/http/http.ts';
import type { Language } from '../../functions/platform/problems.ts';
import { type Wording, wordingIn } from '../../functions/platform/wording.ts';
import { newPolicy } from '../../functions/policies/policy-schemas.ts';
import { problems } from '../../functions/problems.ts';
import { words } from '../../functions/reference/docs/words.ts';
import { openApi } from '../../functions/reference/openapi/openapi.ts';
import { routes } from '../../functions/routes.ts';
import { kinds } from '../../functions/tasks/kinds.ts';
import { frontPage } from '../../local/front-page.ts';
import { callApi } from '../support/api.ts';
import { schemaErrors } from '../support/schema-errors.ts';
import { testTable } from '../support/table.ts';

const root = fileURLToPath(new URL('../../functions/', import.meta.url));
const files = globSync('**/*.ts', { cwd: root }).sort();
const sources = new Map(files.map((file) => [file, readFileSync(root + file, 'utf8')]));
const catalogues = await Promise.all(
  files
    .filter((file) => file.endsWith('-wordings.ts'))
    .map(async (file) => ({ file, says: (await import(root + file)).says as Record<string, Entry> })),
);
type Entry = Wording | ((...filled: readonly string[]) => Wording);
const entries = catalogues.flatMap(({ file, says }) =>
  Object.entries(says).map(([key, entry]) => ({ key, entry, file, name: `${file} ${key}` })),
);

const han = /\p{Script=Han}/u;
const chinese = expect.stringMatching(han);
const english = expect.stringMatching(/^\P{Script=Han}*\p{Script=Latin}\P{Script=Han}*$/u);

describe('what the product says', () => {
  test('stands in a catalogue of each context', () => {
    const contexts = new Set(catalogues.map(({ file }) => file.split('/')[0]));
    expect([...contexts]).toEqual(
      expect.arrayContaining([
        'claims',
        'customers',
        'executions',
        'notifications',
        'payments',
        'platform',
        'policies',
      ]),
    );
  });

  test.each(entries)('is there in English and Chinese: $name', ({ entry }) => {
    const said = typeof entry === 'function' ? entry(...Array<string>(entry.length).fill('x')) : entry;
    expect(said).toEqual({ en: english, 'zh-CN': chinese });
  });

  test.each(entries.filter(({ entry }) => typeof entry === 'function'))(
    'has the same filled into both: $name',
    ({ entry }) => {
      const [head = '', en = '', zh = ''] = String(entry).split(/=>|'zh-CN': ?`/);
      const filled = head.match(/\w+/g) ?? [];
      const used = (text: string) => filled.filter((name) => new RegExp(`\\$\\{[^}]*\\b${name}\\b`).test(text));
      expect(filled.length).toBeGreaterThan(0);
      expect({ en: used(en), zh: used(zh) }).toEqual({ en: filled, zh: filled });
    },
  );

  test.each(entries)('is said somewhere: $name', ({ key, file }) => {
    const [context = ''] = file.split('/');
    const saying = `(says|fields|own)\\.${key}\\b`;
    const places = [...sources].filter(
      ([place]) => place !== file && (context === 'platform' || place.startsWith(`${context}/`)),
    );
    expect(places.some(([, source]) => new RegExp(saying).test(source))).toBe(true);
  });

  test.each([...sources])('is not written where it is said: %s', (_, source) => {
    expect(source).not.toMatch(/new DomainError\([^,()]+,\s*['"`{]/);
    expect(source).not.toMatch(/\binvalid\([^,()]+,\s*['"`{]/);
    expect(source).not.toMatch(/\bdetail: ['"`]/);
  });

  test('is brought by every check of every schema', () => {
    const decisions = kinds.map(({ decision }) => decision);
    const schemas = [routes, decisions, customerRow, newPolicy, paymentNotice];
    const said = [...new Set(schemaErrors(schemas))].map((error) => wordingIn(error) ?? error);
    expect(said.filter((wording) => typeof wording === 'string')).toEqual([]);
    expect(said.length).toBeGreaterThan(15);
    for (const wording of said) expect(wording).toEqual({ en: english, 'zh-CN': chinese });
  });
});

describe('titles, labels and pages', () => {
  const both = { en: english, 'zh-CN': chinese };

  test.each(problems)('the problem $code', ({ title }) => expect(title).toEqual(both));

  test.each(packNames)('the rules of %s, and their notes', (name) => {
    const { duties, rules } = latestOf(name);
    const said = [...duties, ...rules].flatMap(({ title, note }) => (note ? [title, note] : [title]));
    for (const wording of said) expect(wording).toEqual(both);
  });

  test.each(routes)('the summary of $operationId', ({ summary }) => expect(summary).toEqual(both));

  test.each(
    Object.values(labels)
      .filter((found) => !Array.isArray(found))
      .flatMap((found) => Object.entries(found)),
  )('the label %s', (_, label) => expect(label).toEqual(both));

  test('the reference', () => {
    const { language, otherLanguage, ...en } = words.en;
    const { language: sprache, otherLanguage: another, ...zh } = words['zh-CN'];
    expect([language, sprache, otherLanguage, another]).toEqual(['en', 'zh-CN', chinese, english]);
    const [inEnglish, inChinese] = [textsOf(en), textsOf(zh)];
    expect(Object.keys(inChinese)).toEqual(Object.keys(inEnglish));
    for (const text of Object.values(inEnglish)) expect(text).toEqual(english);
    for (const text of Object.values(inChinese)) expect(text).toEqual(chinese);
  });

  test('every description of the OpenAPI document', () => {
    expect(descriptionsOf(openApi(routes, '1')).filter(({ zh }) => !han.test(zh ?? ''))).toEqual([]);
  });

  test.each(frontPage.links)('the sandbox’s link to $href', ({ en, zh }) =>
    expect({ en, 'zh-CN': zh }).toEqual({ en: english, 'zh-CN': chinese }),
  );
});

describe('zod’s own words', () => {
  test('are in both languages', () => {
    const wrong = { kind: 'robot', name: 1, email: 'x', birthDate: 'x', profile: [], externalRef: {}, colour: 1 };
    const parsed = parseFields(customerRow, wrong);
    expect('errors' in parsed && parsed.errors.map(({ pointer }) => pointer).sort()).toEqual(
      Object.keys(wrong)
        .map((field) => `/${field}`)
        .sort(),
    );
    for (const { detail } of 'errors' in parsed ? parsed.errors : []) {
      expect(detail).toEqual({ en: english, 'zh-CN': chinese });
    }
  });
});

describe('a refusal', () => {
  const inLanguage = { en: english, 'zh-CN': chinese };

  test('is in the language of its own request, however many are answered at once', async () => {
    const call = await customersApi();
    const languages = Array.from({ length: 20 }, (_, n): Language => (n % 2 ? 'zh-CN' : 'en'));
    const answers = await Promise.all(languages.map((language) => call('POST /v1/customers', language, bad)));
    for (const [n, answer] of answers.entries()) {
      const language = languages[n] ?? 'en';
      const text = inLanguage[language];
      expect(answer).toMatchObject({
        status: 422,
        headers: { 'content-language': language },
        body: { title: text, detail: text, errors: [{ detail: text }, { detail: text }, { detail: text }] },
      });
    }
  });

  test.each(['en', 'zh-CN'] as const)('of a row is in the language of its request: %s', async (language) => {
    const call = await customersApi();
    const { body } = await call('POST /v1/customers/batch', language, { items: [{ ...bad, externalRef: 'C-1' }] });
    const text = inLanguage[language];
    expect(body).toMatchObject({ results: [{ errors: [{ detail: text }, { detail: text }, { detail: text }] }] });
  });

  const bad = { name: 'x'.repeat(121), phone: '1', colour: 'red' };
});

async function customersApi() {
  const { table } = await testTable();
  const deps = { table, clock: () => new Date(), identityKey: async () => 'a key' };
  const handler = httpApi(customerRoutes, handlers, deps);
  return (route: string, language: Language, body: object) =>
    callApi(handler, {
      route,
      as: { role: 'admin' },
      body,
      headers: { 'content-type': 'application/json', 'accept-language': language },
    });
}

/** Every text of a tree by its path; a function is asked with an `x`. */
function textsOf(tree: object, path = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(tree).map(([name, value]) => {
      if (typeof value === 'object') return textsOf(value, `${path}/${name}`);
      return { [`${path}/${name}`]: typeof value === 'function' ? value('x') : value };
    }),
  );
}

function descriptionsOf(part: unknown): { en: string; zh: string | undefined }[] {
  if (typeof part !== 'object' || part === null) return [];
  const { example, examples, ...rest } = part as Record<string, unknown>;
  const own = typeof rest.description === 'string' ? [rest.description] : [];
  return [
    ...own.map((en) => ({ en, zh: rest['x-description-zh'] as string | undefined })),
    ...Object.values(rest).flatMap(descriptionsOf),
  ];
}
