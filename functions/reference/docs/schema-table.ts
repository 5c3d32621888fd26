import type { Schema } from '../openapi/document.ts';
import { html, type Markup, prose } from './html.ts';
import { described, type Words } from './words.ts';

/** A schema's fields as a table; a schema of another kind as its type. */
export function schemaTable(schema: Schema, words: Words): Markup {
  const { properties, required = [] } = schema;
  if (!properties) return html`<p>${typeOf(schema, words)}</p>`;
  const rows = Object.entries(properties).map(([name, field]) => ({
    name,
    schema: field,
    required: required.includes(name),
  }));
  return fieldTable(rows, words);
}

/** Rows of named values: a schema's fields, a request's parameters. */
export function fieldTable(
  rows: readonly {
    name: string;
    schema: Schema;
    required: boolean;
    place?: string;
    description?: string | undefined;
  }[],
  words: Words,
): Markup {
  const row = ({
    name,
    schema,
    required,
    place,
    description = described(schema, words),
  }: (typeof rows)[number]) => html`<tr>
<td><code>${name}</code> ${required && html`<small>${words.required}</small>`} ${place && html`<small>${place}</small>`}</td>
<td>${typeOf(schema, words)}</td><td>${prose(description)}</td></tr>`;
  return html`<table><thead><tr><th>${words.field}</th><th>${words.type}</th><th>${words.description}</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table>`;
}

/** A type in words, with its bounds; components are links. */
export function typeOf(schema: Schema, words: Words): Markup {
  const { $ref, anyOf = schema.oneOf, allOf = [], items, additionalProperties, properties } = schema;
  const component = $ref?.split('/').at(-1);
  if (component) return html`<a href="#${component}">${component}</a>`;
  if (anyOf)
    return joined(
      anyOf.map((option) => typeOf(option, words)),
      ` ${words.orList} `,
    );
  const [only] = allOf;
  if (only) return typeOf(only, words);
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum)
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      ' · ',
    );
  if (items) return html`${words.listOf('').trim()} ${typeOf(items, words)}${bounds(schema)}`;
  if (properties) {
    const field = ([name, value]: [string, Schema]) =>
      html`${name}${!schema.required?.includes(name) && '?'}: ${typeOf(value, words)}`;
    return html`{ ${joined(Object.entries(properties).map(field), ', ')} }`;
  }
  if (typeof additionalProperties === 'object') {
    return html`${words.mapOf(String(additionalProperties.type ?? words.anything))}`;
  }
  const type = [schema.type ?? words.anything].flat().join(` ${words.orList} `);
  return html`${type}${schema.format && ` (${schema.format})`}${bounds(schema)}`;
}

/** `1…64`, as far as the schema bounds its length, its size or its value; that an integer is one of JavaScript's is no bound. */
function bounds(schema: Schema): Markup {
  const low = schema.minLength ?? schema.minItems ?? told(schema.minimum);
  const high = schema.maxLength ?? schema.maxItems ?? told(schema.maximum);
  const preset = schema.default !== undefined && JSON.stringify(schema.default);
  return html`${(low ?? high) !== undefined && html` <small>${low ?? ''}…${high ?? ''}</small>`}${
    preset && html` <small>= ${preset}</small>`
  }`;
}

function told(bound: number | undefined): number | undefined {
  return bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
}

function joined(parts: readonly Markup[], by: string): Markup {
  return html`${parts.map((part, index) => [index > 0 && by, part])}`;
}
