import { createHash } from 'node:crypto';
import type { Language } from '../../platform/problems.ts';
import { problems } from '../../problems.ts';
import { type ApiDocument, operationsOf } from '../openapi/document.ts';
import { html, Markup, prose } from './html.ts';
import { operationArticle, summaryOf } from './operation.ts';
import { schemaTable } from './schema-table.ts';
import { style } from './style.ts';
import { described, sectionOf, type Words, words as wordsOf } from './words.ts';

/** Nothing but the page's own style sheet may load or run. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The API's reference as one page without scripts, readable offline and on a telephone. A viewer would need 1.9 MB
 * (swagger-ui-dist 5), 2.3 MB (redoc 3) or 4.7 MB (Scalar 1.72) of script beside it, and speaks one language.
 */
export function docsPage(document: ApiDocument, language: Language): string {
  const words = wordsOf[language];
  const other = language === 'en' ? 'zh-CN' : 'en';
  const { title, version } = document.info;
  const page = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} ${version}</title>${sheet}</head>
<body><header class="top"><h1>${title} <small>${version}</small></h1>
<a href="?lang=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a></header>
<main>
<h2 id="conventions">${words.conventions}</h2>
<ul>${words.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
<p><a href="openapi.json">${words.machineReadable}</a></p>
<nav><h2>${words.contents}</h2>${contents(document, language)}</nav>
${tags(document).map((tag) => [html`<h2 id="tag-${tag}">${sectionOf(tag, words)}</h2>`, articles(document, tag, language)])}
<h2 id="problems">${words.problems}</h2>${refusals(words)}
<h2 id="schemas">${words.schemas}</h2>${schemas(document, words)}
</main></body></html>
`;
  return page.text;
}

/** The style sheet is ours and is not escaped: its hash stands in the policy. */
const sheet = new Markup(`<style>${style}</style>`);

function tags(document: ApiDocument): string[] {
  return [...new Set(operationsOf(document).map(({ operation }) => operation.tags[0]))];
}

function contents(document: ApiDocument, language: Language): Markup {
  const item = ({ method, operation }: ReturnType<typeof operationsOf>[number]) =>
    html`<li><code class="${method}">${method}</code> <a href="#${operation.operationId}">${summaryOf(operation, language)}</a></li>`;
  return html`<ul>${operationsOf(document).map(item)}</ul>`;
}

function articles(document: ApiDocument, tag: string, language: Language): Markup {
  const own = operationsOf(document).filter(({ operation }) => operation.tags[0] === tag);
  return html`${own.map((listed) => operationArticle(document, listed, language))}`;
}

function refusals(words: Words): Markup {
  const rows = problems.map(
    ({ code, status, title }) =>
      html`<tr><td>${status}</td><td><code>${code}</code></td><td>${title.en} · <span lang="zh-CN">${title['zh-CN']}</span></td></tr>`,
  );
  return html`<table><thead><tr><th>${words.status}</th><th>${words.code}</th><th>${words.meaning}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function schemas({ components }: ApiDocument, words: Words): Markup {
  return html`${Object.entries(components.schemas).map(
    ([
      name,
      schema,
    ]) => html`<article id="${name}"><h3>${name}</h3>${schema.description && html`<p>${prose(described(schema, words))}</p>`}
${schemaTable(schema, words)}</article>`,
  )}`;
}
