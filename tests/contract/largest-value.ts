import fc from 'fast-check';
import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The largest value, in bytes, that a schema takes. Throws, naming the place, where a schema sets no maximum. */
export function largestValue(schema: z.ZodType, wide = WIDEST): unknown {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return largest(withoutReferences(root, root.$defs ?? {}) as JsonSchema, { place: '', wide });
}

interface Spot {
  readonly place: string;
  /** The character that texts are made of. */
  readonly wide: string;
}

/** The schema with the named ones it refers to put in their places. */
function withoutReferences(schema: unknown, named: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => withoutReferences(part, named));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...own } = schema as { $ref?: string };
  const referred = $ref === undefined ? {} : withoutReferences(named[$ref.replace('#/$defs/', '')], named);
  const parts = Object.entries(own).map(([key, part]) => [key, withoutReferences(part, named)]);
  return { ...(referred as object), ...Object.fromEntries(parts) };
}

function largest(schema: JsonSchema, at: Spot): unknown {
  const { anyOf, oneOf, allOf, enum: values, type } = schema;
  const options = anyOf ?? oneOf;
  if (options) return longest(options.map((option) => largest(option as JsonSchema, at)));
  if (allOf) return Object.assign({}, ...allOf.map((part) => largest(part as JsonSchema, at)));
  if ('const' in schema) return schema.const;
  if (values) return longest(values);
  if (type === 'string') return largestText(schema, at);
  if (type === 'integer' || type === 'number') return schema.maximum ?? Number.MAX_SAFE_INTEGER;
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  if (type === 'array') return largestList(schema, at);
  if (type === 'object') return largestObject(schema, at);
  throw new Error(`No type at ${at.place}`);
}

/** Four bytes each in UTF-8, which is more than any other character of text takes, escaped or not. */
const WIDEST = '𠮷';

function largestText({ pattern, format, maxLength, examples, example }: JsonSchema, { place, wide }: Spot): string {
  if (format === 'date-time' || format === 'date')
    return format === 'date' ? '1999-12-31' : '2026-12-31T23:59:59+08:00';
  if (format === 'email') return `${'x'.repeat(60)}@${'example.'.repeat(23)}com`;
  if (pattern !== undefined) {
    const given = example ?? (examples as unknown[] | undefined)?.[0];
    // Of a telephone number the example is as good as any.
    if (maxLength !== undefined && typeof given === 'string') return given;
    const matching = fc.stringMatching(new RegExp(pattern), { size: 'max' });
    return longest(fc.sample(matching, { numRuns: 200, seed: 1 })) as string;
  }
  if (maxLength === undefined) throw new Error(`No maxLength at ${place}`);
  return wide.repeat(maxLength);
}

function largestList({ items, maxItems }: JsonSchema, at: Spot): unknown[] {
  if (maxItems === undefined) throw new Error(`No maxItems at ${at.place}`);
  const element = items as JsonSchema;
  // A list of distinct values holds each of them.
  if (element.enum && element.enum.length === maxItems) return [...element.enum];
  return Array.from({ length: maxItems }, () => largest(element, at));
}

function largestObject({ properties = {}, additionalProperties, propertyNames }: JsonSchema, at: Spot): object {
  const named = Object.entries(properties).map(([name, value]) => [
    name,
    largest(value as JsonSchema, { ...at, place: `${at.place}/${name}` }),
  ]);
  if (typeof additionalProperties !== 'object') return Object.fromEntries(named);
  // JSON Schema does not show that a profile has 40 entries.
  const entries = Array.from({ length: 40 }, (_, index) => {
    const name = largest(propertyNames as JsonSchema, at) as string;
    return [`${index}`.padStart(2, '0') + [...name].slice(2).join(''), largest(additionalProperties, at)];
  });
  return Object.fromEntries([...named, ...entries]);
}

function longest<T>(values: readonly T[]): T {
  const [first, ...others] = values;
  if (first === undefined) throw new Error('Nothing to choose from');
  return others.reduce((best, value) => (size(value) > size(best) ? value : best), first);
}

const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
