import { type ApiDocument, operationsOf, resolve, type Schema } from './document.ts';

/** Finds the component that a reference names. */
type Find = (schema: Schema) => Schema;

/** Gives each JSON body of a document an example. */
export function addExamples(document: ApiDocument): void {
  const find: Find = (schema) => resolve(document, schema);
  for (const { operation } of operationsOf(document)) {
    for (const { content = {} } of [operation.requestBody ?? {}, ...Object.values(operation.responses)]) {
      const json = content['application/json'];
      if (json) json.example = exampleOf(json.schema, find);
    }
  }
}

/** What a value of the schema may look like: the schema's own example, or one made from its parts. */
export function exampleOf(schema: Schema, find: Find): unknown {
  const found = find(schema);
  const told = found.example ?? found.examples?.[0] ?? found.const ?? found.enum?.[0] ?? found.default;
  if (told !== undefined && !isEmpty(told)) return told;
  const option = found.anyOf?.[0] ?? found.oneOf?.[0];
  if (option) return exampleOf(option, find);
  if (found.allOf) return Object.assign({}, ...found.allOf.map((part) => exampleOf(part, find)));
  return byType[[found.type].flat()[0] ?? '']?.(found, find) ?? {};
}

const byType: Readonly<Record<string, (schema: Schema, find: Find) => unknown>> = {
  object: ({ properties = {}, required = [] }, find) => {
    // What is asked for, and the optional fields that say what they may be.
    const shown = Object.entries(properties).filter(
      ([name, field]) => required.includes(name) || find(field).example !== undefined,
    );
    return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(field, find)]));
  },
  array: ({ items }, find) => (items ? [exampleOf(items, find)] : []),
  string: ({ format, minLength = 0 }) => byFormat[format ?? ''] ?? '…'.repeat(Math.max(minLength, 1)),
  integer: ({ minimum = 0 }) => Math.max(minimum, 1),
  number: ({ minimum = 0 }) => Math.max(minimum, 1),
  boolean: () => true,
  null: () => null,
};

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-03-01T08:00:00.000Z',
  date: '1990-05-17',
  email: 'wang@example.com',
  uri: 'https://example.com/',
};

/** `{}` is the default of a body that may be left out, and shows nothing. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
