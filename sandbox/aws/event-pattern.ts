/**
 * Whether an event matches an EventBridge pattern (rules, and filters of event source mappings): exact values,
 * `prefix`, `suffix`, `equals-ignore-case`, `wildcard`, `exists`, `anything-but`, `numeric` and `$or`.
 * Throws on an operator that is not supported.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) throw new Error(`An event pattern is an object: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return (expected as unknown[]).some((alternative) => matchesPattern(alternative, event));
    return matchesField(expected, valuesAt(event, key));
  });
}

/** The values of a field; of a list of objects, those of each, as EventBridge flattens lists. */
function valuesAt(event: unknown, key: string): unknown[] {
  if (Array.isArray(event)) return event.flatMap((item) => valuesAt(item, key));
  if (!isObject(event) || !Object.hasOwn(event, key)) return [];
  const value = event[key];
  return Array.isArray(value) ? value : [value];
}

function matchesField(expected: unknown, values: unknown[]): boolean {
  if (Array.isArray(expected)) return expected.some((rule) => matchesRule(rule, values));
  if (values.length === 0) return matchesPattern(expected, undefined);
  return values.some((value) => matchesPattern(expected, value));
}

function matchesRule(rule: unknown, values: unknown[]): boolean {
  if (!isObject(rule)) return values.includes(rule);
  const [operator, argument] = Object.entries(rule)[0] ?? ['', undefined];
  // `exists` looks at leaves only: an object is not a value.
  if (operator === 'exists') return values.some((value) => !isObject(value)) === argument;
  const test = operators[operator];
  if (!test) throw new Error(`The sandbox does not support ${operator} in event patterns`);
  return values.some((value) => !isObject(value) && test(value, argument));
}

const operators: Readonly<Record<string, (value: unknown, argument: unknown) => boolean>> = {
  prefix: (value, argument) => compareText(value, argument, (text, part) => text.startsWith(part)),
  suffix: (value, argument) => compareText(value, argument, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (value, argument) =>
    typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase(),
  wildcard: (value, argument) =>
    typeof value === 'string' &&
    new RegExp(
      `^${String(argument)
        .replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&')
        .replaceAll('*', '.*')}$`,
      's',
    ).test(value),
  'anything-but': (value, argument) =>
    !(Array.isArray(argument) ? argument : [argument]).some((rule) => matchesRule(rule, [value])),
  numeric: (value, argument) => typeof value === 'number' && comparesTo(value, argument as (string | number)[]),
};

function compareText(value: unknown, argument: unknown, compare: (text: string, part: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  if (!isObject(argument)) return compare(value, String(argument));
  return compare(value.toLowerCase(), String(argument['equals-ignore-case']).toLowerCase());
}

/** `['>', 0, '<=', 5]`: pairs of comparison and bound, of which all must hold. */
function comparesTo(value: number, [comparison, bound, ...rest]: (string | number)[]): boolean {
  const compare = comparisons[String(comparison)];
  if (!compare) throw new Error(`The sandbox does not support the comparison ${comparison} in event patterns`);
  return compare(value, Number(bound)) && (rest.length === 0 || comparesTo(value, rest));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
