import { arnPattern, wildcard } from './patterns.ts';

/** What a request says of itself, by condition key in lower case. */
export type Context = Readonly<Record<string, string>>;

/** `{StringEquals: {'kms:ViaService': ['…']}}`, as policies have it. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Test = (context: Context) => boolean;
type Comparison = (wanted: string) => (given: string) => boolean;

/** All conditions of a statement as one test. Throws for an operator or a key that the sandbox does not know, by name. */
export function conditionsOf(block: ConditionBlock): Test {
  const tests = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => conditionOf(operator, key.toLowerCase(), values)),
  );
  return (context) => tests.every((test) => test(context));
}

function conditionOf(operator: string, key: string, values: readonly string[]): Test {
  if (!isKnown(key)) throw new Error(`The sandbox does not know the condition key ${key}`);
  if (operator === 'Null')
    return (context) => values.some((value) => (value === 'true') === (context[key] === undefined));
  const { set, name, ifExists } = parse(operator);
  const negated = /Not(?=Equals|Like)/.test(name);
  const comparison = comparisons[name.replace(/Not(?=Equals|Like)/, '')];
  if (!comparison) throw new Error(`The sandbox does not know the condition operator ${operator}`);
  const wanted = values.map(comparison);
  // A key that the request does not have: negations hold, so does ForAllValues, and `…IfExists` says so itself.
  const withoutKey = set === undefined ? negated || ifExists : set === 'ForAllValues';
  return (context) => {
    const given = context[key];
    if (given === undefined) return withoutKey;
    return negated !== wanted.some((matches) => matches(given));
  };
}

/** `ForAnyValue:StringLikeIfExists`: over a set of values, the comparison, and what holds without the key. */
function parse(operator: string) {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  return { set, name, ifExists: ifExists !== undefined };
}

const arn: Comparison = (wanted) => arnPattern(wanted);
const number =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (wanted) =>
  (given) =>
    compare(Number(given), Number(wanted));

const comparisons: Readonly<Record<string, Comparison | undefined>> = {
  StringEquals: (wanted) => (given) => given === wanted,
  StringEqualsIgnoreCase: (wanted) => (given) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (wanted) => {
    const pattern = wildcard(wanted);
    return (given) => pattern.test(given);
  },
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (wanted) => (given) => given.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: number((given, wanted) => given === wanted),
  NumericLessThan: number((given, wanted) => given < wanted),
  NumericLessThanEquals: number((given, wanted) => given <= wanted),
  NumericGreaterThan: number((given, wanted) => given > wanted),
  NumericGreaterThanEquals: number((given, wanted) => given >= wanted),
};

/** The keys that the sandbox gives its requests; another one would be missing from all of them, and judged wrongly. */
const known = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'dynamodb:enclosingoperation',
  'kms:calleraccount',
  'kms:viaservice',
  's3:resourceaccount',
  's3:tlsversion',
]);

const isKnown = (key: string) => known.has(key) || /^(kms:encryptioncontext:|s3:existingobjecttag\/)/.test(key);

/** The key by which a policy asks for a tag that an object has. */
export const existingTag = (tag: string) => `s3:existingobjecttag/${tag.toLowerCase()}`;
