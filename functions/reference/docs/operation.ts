import type { Language } from '../../platform/problems.ts';
import {
  type Answer,
  type ApiDocument,
  type Content,
  type Operation,
  type Parameter,
  resolve,
} from '../openapi/document.ts';
import { html, type Markup, prose } from './html.ts';
import { fieldTable, typeOf } from './schema-table.ts';
import { described, type Words, words as wordsOf } from './words.ts';

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** What an operation takes and gives, and who may call it. */
export function operationArticle(document: ApiDocument, listed: Listed, language: Language): Markup {
  const words = wordsOf[language];
  const { method, path, operation } = listed;
  const roles = operation['x-roles'];
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(document, parameter));
  return html`<article id="${operation.operationId}">
<h3>${prose(summaryOf(operation, language))}</h3>
<div><code><b class="${method}">${method}</b> ${path}</code></div>
<p><small>${words.roles}</small> ${(roles.length > 0 ? roles : [words.anyone]).map((role) => html`<span class="role">${role}</span>`)}</p>
${parameters.length > 0 && html`<h4>${words.parameters}</h4>${parameterTable(parameters, words)}`}
${operation.requestBody && html`<h4>${words.body}</h4>${contents(operation.requestBody.content, words)}`}
<h4>${words.answers}</h4>${answers(document, operation, words)}
<details><summary>${words.request}</summary><pre>${curl(listed)}</pre></details>
</article>`;
}

export function summaryOf(operation: Operation, language: Language): string {
  return language === 'zh-CN' ? operation['x-summary-zh'] : operation.summary;
}

function parameterTable(parameters: readonly Parameter[], words: Words): Markup {
  const rows = parameters.map((parameter) => ({
    name: parameter.name,
    schema: parameter.schema,
    required: parameter.required ?? false,
    place: words.places[parameter.in],
    description: described(parameter, words),
  }));
  return fieldTable(rows, words);
}

function answers(document: ApiDocument, { responses }: Operation, words: Words): Markup {
  const all = Object.entries(responses);
  const own = all.filter(([, { $ref }]) => $ref === undefined);
  const problems = all.filter(([, { $ref }]) => $ref !== undefined);
  const answer = ([status, found]: [string, Answer]) => {
    const shown = resolve(document, found);
    const { content, headers = {} } = shown;
    const names = Object.keys(headers);
    return html`<p><b>${status}</b> ${prose(described(shown, words))} ${names.length > 0 && html`<small>(${names.join(', ')})</small>`}</p>
${content && contents(content, words)}`;
  };
  return html`${own.map(answer)}<p class="soft">${problems.map(([status]) => html`<a href="#problems">${status}</a> `)}</p>`;
}

function contents(content: Content, words: Words): Markup {
  return html`${Object.entries(content).map(
    ([type, { schema, example }]) => html`<div><code>${type}</code> ${typeOf(schema, words)}</div>
${example !== undefined && html`<pre>${JSON.stringify(example, null, 2)}</pre>`}`,
  )}`;
}

/** A request to copy; ids stay as placeholders. */
function curl({ method, path, operation }: Listed): string {
  const body = operation.requestBody?.content['application/json']?.example;
  const headers = [
    operation.security.length > 0 && 'Authorization: Bearer $TOKEN',
    body !== undefined && 'Content-Type: application/json',
    method === 'POST' && operation.security.length > 0 && 'Idempotency-Key: $(uuidgen)',
  ].filter((header) => header !== false);
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$API${path}"`,
    ...headers.map((header) => `  -H "${header}"`),
    ...(body === undefined ? [] : [`  -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n');
}
