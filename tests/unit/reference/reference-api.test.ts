import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { httpApi } from '../../../functions/platform/http/http.ts';
import { html } from '../../../functions/reference/docs/html.ts';
import { handlers } from '../../../functions/reference/handlers.ts';
import { openApi } from '../../../functions/reference/openapi/openapi.ts';
import { routes } from '../../../functions/reference/routes.ts';
import { routes as everyRoute } from '../../../functions/routes.ts';
import { callApi } from '../../support/api.ts';

const document = openApi(everyRoute, '1.2.3');
const handler = httpApi(routes, handlers, {
  stage: 'test',
  version: '1.2.3',
  document: () => document,
  clock: () => new Date(),
});
const get = (path: string, query = {}, headers = {}) => callApi(handler, { route: `GET ${path}`, query, headers });

test('health tells the stage and the version, and is never cached', async () => {
  expect(await get('/health')).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { status: 'ok', stage: 'test', version: '1.2.3' },
  });
});

test('openapi.json is the document', async () => {
  const { status, headers, body } = await get('/openapi.json');
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  expect(body).toEqual(JSON.parse(JSON.stringify(document)));
});

describe('the reference', () => {
  test.each([
    ['en', {}, {}],
    ['zh-CN', { lang: 'zh-CN' }, {}],
    ['zh-CN', {}, { 'accept-language': 'zh' }],
    ['en', { lang: 'en' }, { 'accept-language': 'zh' }],
  ])('is in %s for %j %j and shows every operation and schema', async (language, query, headers) => {
    const answer = await get('/docs', query, headers);
    const page = String(answer.body);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-language': language, vary: 'accept-language' },
    });
    expect(page).toContain(`<html lang="${language}">`);
    for (const { operationId, path, summary } of everyRoute) {
      expect(page).toContain(`<article id="${operationId}">`);
      expect(page).toContain(path);
      expect(page).toContain(html`${summary[language === 'en' ? 'en' : 'zh-CN']}`.text);
    }
  });

  test.each(['en', 'zh-CN'] as const)('has a heading in %s for the operations of each context', async (lang) => {
    const page = String((await get('/docs', { lang })).body);
    const headings = [...page.matchAll(/<h2 id="tag-([^"]+)">([^<]+)<\/h2>/g)].map(([, tag, heading]) => [
      tag,
      heading,
    ]);
    expect(headings.length).toBeGreaterThan(9);
    for (const [tag = '', heading = ''] of headings) {
      expect(heading).not.toBe(tag);
      expect(/\p{Script=Han}/u.test(heading)).toBe(lang === 'zh-CN');
    }
  });

  test('shows code as code, and no bound that every integer has', async () => {
    const page = String((await get('/docs')).body);
    expect(page).toContain('The language of problems: <code>zh-CN</code> or <code>en</code> (default)');
    expect(page).not.toContain('`');
    expect(page).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  test('links to nothing that is not there', async () => {
    const page = String((await get('/docs')).body);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    const inPage = links.filter((link) => link.startsWith('#')).map((link) => link.slice(1));
    expect(inPage.filter((id) => !ids.has(id))).toEqual([]);
    expect(links.filter((link) => !link.startsWith('#')).toSorted()).toEqual(['?lang=zh-CN', 'openapi.json']);
  });

  test('loads and runs nothing but the style sheet that its policy names, and is small', async () => {
    const { headers, body } = await get('/docs');
    const page = String(body);
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|\sstyle=|\son\w+=|url\(|@import|https?:\/\/(?!careline\.example|example\.com)/,
    );
    expect(Buffer.byteLength(page)).toBeLessThan(400_000);
  });

  test('is not offered in other languages', async () => {
    expect(await get('/docs', { lang: 'fr' })).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  });
});

test('a template escapes whatever text is put into it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const markup = html`<p title="${text}">${text}</p>`.text;
      expect(markup).toMatch(/^<p title="[^<>"]*">[^<>"']*<\/p>$/);
    }),
  );
  expect(html`<ul>${['<b>', html`<i>${'&'}</i>`]}${false}${undefined}${0}</ul>`.text).toBe(
    '<ul>&#60;b&#62;<i>&#38;</i>0</ul>',
  );
});
