import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** JSON text for the place of a value: of the wrong type, too large, too deep, or with a name that means something. */
const hostileTexts = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e999',
  '-1e999',
  '1e-400',
  '9007199254740993',
  `1${'0'.repeat(400)}`,
  'NaN',
  'Infinity',
  'undefined',
  '0x10',
  '01',
  '"\\ud800"',
  '"a\\udfffb"',
  '"\\u0000"',
  '"\\u202e\\u2066"',
  '"\\ufeff"',
  '"\\r\\nset-cookie: a=b"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3,"then":4,"toJSON":5}',
  '"\' OR 1=1 --"',
  '"<script>alert(1)</script>"',
  '"POLICY#POL-own"',
  '"../../etc/passwd"',
  '"%{7*7}"',
  '{"amount":1e308,"currency":"CNY"}',
  '{"S":"text"}',
  '["a","a","a"]',
];

const large = {
  'a long text': JSON.stringify('长'.repeat(40_000)),
  'a text of combining marks': JSON.stringify(`a${'\u0301\u0316'.repeat(60_000)}`),
  'a text of white space': JSON.stringify(' '.repeat(100_000)),
  'a text of one letter': JSON.stringify(`${'a'.repeat(100_000)}!`),
  'a long list': `[${'0,'.repeat(20_000)}0]`,
  'many fields': `{${Array.from({ length: 20_000 }, (_, n) => `"f${n}":0`).join(',')}}`,
  'a long name': `{"${'n'.repeat(100_000)}":0}`,
  'deep lists': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'deep objects': `${'{"a":'.repeat(10_000)}0${'}'.repeat(10_000)}`,
};

const replacement = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 4, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(large)) },
);

const hostileNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  '',
  ' ',
  '\u0000',
  'a/b~c',
  '名',
  'version',
  'branchId',
  'customerId',
  'PK',
  'entity',
  'outbox',
  'taskToken',
];

/** What is done to one value within a body. */
type Spoiling =
  | { readonly how: 'replace'; readonly by: string }
  | { readonly how: 'add' | 'repeat'; readonly name: string; readonly by: string }
  | { readonly how: 'drop'; readonly which: number }
  | { readonly how: 'wrap' };

const spoilings: fc.Arbitrary<Spoiling> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ how: fc.constant('replace' as const), by: replacement }) },
  {
    weight: 4,
    arbitrary: fc.record({
      how: fc.constantFrom('add' as const, 'repeat' as const),
      name: fc.oneof(fc.constantFrom(...hostileNames), fc.string({ unit: 'binary', maxLength: 6 })),
      by: replacement,
    }),
  },
  { weight: 2, arbitrary: fc.record({ how: fc.constant('drop' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ how: 'wrap' as const }) },
);

/** Bodies that are no value of any schema: not JSON, not text, not small. */
const wholes: readonly (string | Buffer)[] = [
  '',
  ' ',
  '\ufeff{}',
  '{',
  ']',
  'null',
  'true',
  '"text"',
  '[]',
  '[{}]',
  "{'a':1}",
  '{"a":1,}',
  '{a:1}',
  '// {}\n{}',
  '{}{}',
  '{}\u0000',
  '{"a":"\u0000"}',
  '{"a":"\\x41"}',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'a=1&b=2',
  'e30=',
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xed, 0xa0, 0x80]),
  gzipSync('{}'),
];
const megabyte = 1024 * 1024;
const largeWholes: readonly string[] = [
  ...Object.values(large),
  '['.repeat(100_000),
  `${' '.repeat(megabyte - 2)}{}`,
  `${' '.repeat(megabyte - 1)}{}`,
  JSON.stringify({ a: 'a'.repeat(megabyte - 8) }),
  JSON.stringify({ name: '保'.repeat(megabyte / 3) }),
  JSON.stringify({ name: `a${'\u0301\u0316'.repeat(megabyte / 5)}` }),
  `{${Array.from({ length: 90_000 }, (_, n) => `"f${n}":0`).join(',')}}`,
  `{"items":[${Array(20_000).fill('{}').join(',')}]}`,
  `{"items":[${Array(100)
    .fill(`{${Array.from({ length: 900 }, (_, n) => `"f${n}":0`).join(',')}}`)
    .join(',')}]}`,
];

/** A body of a schema: now and then as it should be, mostly spoiled in one or two places, or something else altogether. */
export function bodiesOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> {
  const spoiled = fc
    .tuple(values, fc.array(fc.tuple(fc.nat({ max: 10_000 }), spoilings), { minLength: 1, maxLength: 2 }))
    .map(([value, changes]) => textOf(value, changes));
  const body = fc.oneof(
    { weight: 30, arbitrary: values.map((value) => JSON.stringify(value) ?? '') },
    { weight: 60, arbitrary: spoiled },
    { weight: 8, arbitrary: fc.constantFrom(...wholes) },
    { weight: 1, arbitrary: fc.constantFrom(...largeWholes) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  );
  return body.map((content) => (typeof content === 'string' ? Buffer.from(content) : content));
}

/** The value as JSON, the nth value within it spoiled (counted round where there are fewer). */
function textOf(value: unknown, changes: readonly (readonly [number, Spoiling])[]): string {
  const size = count(value);
  const at = new Map(changes.map(([place, spoiling]) => [place % size, spoiling]));
  let place = -1;
  const write = (node: unknown): string => {
    place += 1;
    const spoiling = at.get(place);
    if (typeof node !== 'object' || node === null) {
      return spoiling ? spoil(JSON.stringify(node) ?? 'null', [], spoiling) : (JSON.stringify(node) ?? 'null');
    }
    const parts = Object.entries(node)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => (Array.isArray(node) ? write(field) : `${JSON.stringify(name)}:${write(field)}`));
    const whole = (kept: readonly string[]) => (Array.isArray(node) ? `[${kept.join(',')}]` : `{${kept.join(',')}}`);
    return spoiling ? spoil(whole(parts), Array.isArray(node) ? [] : parts, spoiling) : whole(parts);
  };
  return write(value);
}

function spoil(text: string, parts: readonly string[], spoiling: Spoiling): string {
  switch (spoiling.how) {
    case 'replace':
      return spoiling.by;
    case 'wrap':
      return `[${text}]`;
    case 'drop':
      return parts.length === 0 ? 'null' : `{${parts.filter((_, n) => n !== spoiling.which % parts.length).join(',')}}`;
    case 'add':
      return parts.length === 0 ? spoiling.by : `{${JSON.stringify(spoiling.name)}:${spoiling.by},${parts.join(',')}}`;
    case 'repeat': {
      const [name] = /^"(?:[^"\\]|\\.)*"/.exec(parts.at(-1) ?? '') ?? [];
      return name === undefined ? spoiling.by : `{${parts.join(',')},${name}:${spoiling.by}}`;
    }
  }
}

function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, field) => sum + (field === undefined ? 0 : count(field)), 0);
}
