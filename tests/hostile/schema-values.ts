import fc from 'fast-check';
import * as z from 'zod';

/** Values that mean something to the system under test, by the name of the field that takes them. */
export type Known = Readonly<Record<string, readonly string[]>>;

interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
  readonly propertyNames?: Node;
  readonly items?: Node;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
type Context = { readonly defs: Readonly<Record<string, Node>>; readonly known: Known };

/**
 * Values that a schema takes as far as JSON Schema can say it: what only a check in code tells (this field or that one,
 * the end after the beginning) is left to chance.
 */
export function valuesOf(schema: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return of(root as Node, { defs: $defs as Record<string, Node>, known });
}

function of(node: Node, context: Context, field = ''): fc.Arbitrary<unknown> {
  if (node.$ref) return of(context.defs[node.$ref.replace('#/$defs/', '')] ?? {}, context, field);
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum) return fc.constantFrom(...node.enum);
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => of(choice, context, field)));
  switch (node.type) {
    case 'object':
      return objects(node, context);
    case 'array':
      return arrays(node, context, field);
    case 'string':
      return strings(node, context.known[field]);
    case 'integer':
    case 'number':
      return integers(node);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects({ properties, required = [], additionalProperties, propertyNames }: Node, context: Context) {
  if (properties) {
    // A cursor is what the service made, not what a client makes up.
    const named = Object.entries(properties).filter(([name]) => name !== 'cursor');
    const fields = named.map(([name, node]) => [name, of(node, context, name)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required], noNullPrototype: true });
  }
  const value =
    typeof additionalProperties === 'object' ? of(additionalProperties, context) : fc.jsonValue({ maxDepth: 1 });
  const name = propertyNames ? strings(propertyNames, undefined) : fc.string({ maxLength: 10 });
  return fc.dictionary(name as fc.Arbitrary<string>, value, { maxKeys: 4, noNullPrototype: true });
}

function arrays({ items = {}, minItems = 0, maxItems = 4 }: Node, context: Context, field: string) {
  const range = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) };
  return items.enum
    ? fc.uniqueArray(fc.constantFrom(...items.enum), range)
    : fc.array(of(items, context, field), range);
}

const moments = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-06-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Drawn from the pattern once; patterns are dear to build. */
const matching = new Map<string, fc.Arbitrary<string>>();

function strings({ format, pattern, minLength = 0, maxLength = 40 }: Node, known: readonly string[] | undefined) {
  const plain = (): fc.Arbitrary<string> => {
    if (format === 'date-time') return moments;
    if (format === 'date') return moments.map((moment) => moment.slice(0, 10));
    if (format === 'email') return fc.stringMatching(/^[a-z][a-z0-9]{0,8}@[a-z]{2,8}\.(com|cn)$/);
    if (pattern !== undefined) return matched(pattern);
    const unit = fc.oneof(
      fc.constantFrom(...'理赔案件王小明ab 1'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    return fc.string({ unit, minLength, maxLength: Math.min(maxLength, 24) });
  };
  if (!known?.length) return plain();
  return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: plain() });
}

function matched(pattern: string): fc.Arbitrary<string> {
  const found = matching.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  matching.set(pattern, found);
  return found;
}

function integers({ minimum = -1000, maximum = 1_000_000 }: Node) {
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 500_000) }) },
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
  );
}
