import fc from 'fast-check';
import * as z from 'zod';
import { customerRow, customerSearch } from '../../functions/customers/customer-schemas.ts';
import { newBranch } from '../../functions/organisation/branches/branch-schemas.ts';
import { newStaffMember } from '../../functions/organisation/staff/staff-schemas.ts';
import type { Role } from '../../functions/platform/http/auth.ts';
import type { Route } from '../../functions/platform/http/route.ts';
import { newPolicy } from '../../functions/policies/policy-schemas.ts';
import { roles } from '../../functions/roles.ts';
import { bodiesOf } from './hostile-bodies.ts';
import { type Known, valuesOf } from './schema-values.ts';

/** One request as it goes over the wire, and whose it is. */
export interface HostileRequest {
  readonly route: Route;
  readonly role: Role | undefined;
  readonly method: string;
  /** Path and query; ASCII, as a client must send it. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HostileOptions {
  readonly known: Known;
  /** How many of a hundred requests go to a path or by a method that the route does not have. */
  readonly astray: number;
  /** Signs a webhook's body. */
  readonly sign: (body: string) => string;
}

/** Requests to a route, from what it takes to what nobody should send. */
export function requestsTo(route: Route, { known, astray, sign }: HostileOptions): fc.Arbitrary<HostileRequest> {
  const body = route.method === 'GET' ? getBodies : bodiesOf(valuesOf(bodySchema(route), known));
  const open = route.who === 'public' ? roles : route.who;
  return fc
    .record({
      role: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...open) },
        { weight: 2, arbitrary: fc.constantFrom(...roles) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      path: pathsOf(route, known),
      query: queriesOf(route, known),
      headers: headers,
      contentType: contentTypes,
      signed: fc.integer({ min: 0, max: 9 }),
      body,
      stray: fc.oneof(
        { weight: 100 - astray, arbitrary: fc.constant(undefined) },
        { weight: astray, arbitrary: strays },
      ),
    })
    .map(({ role, path, query, headers: sent, contentType, signed, body: content, stray }) => ({
      route,
      role,
      method: stray?.method ?? route.method,
      target: `${stray?.path ? stray.path(path) : path}${query === '' ? '' : `?${query}`}`,
      headers: {
        ...sent,
        ...(contentType !== undefined && content.length > 0 && { 'content-type': contentType }),
        ...(route.rawBody &&
          signed > 1 && { 'x-careline-signature': signed > 2 ? sign(content.toString()) : 't=1,v1=a' }),
      },
      body: content,
    }));
}

/** A search is by one thing; all of them at once, as its schema shows them, are nearly always refused. */
function searchSchema(): z.ZodType {
  const { limit, cursor, ...keys } = customerSearch.unwrap().shape;
  return z.union(Object.entries(keys).map(([name, key]) => z.strictObject({ [name]: key.unwrap(), limit })));
}

/** A bulk route takes its rows as they come and reads them by the single route's schema. */
function bodySchema({ operationId, body }: Route): z.ZodType {
  if (operationId === 'searchCustomers') return searchSchema();
  const rows: Readonly<Record<string, z.ZodType>> = {
    loadCustomers: customerRow,
    loadPolicies: newPolicy,
    loadStaff: newStaffMember,
    loadBranches: newBranch,
  };
  const row = rows[operationId];
  return row ? z.strictObject({ items: z.array(row).min(1).max(3) }) : (body ?? z.undefined());
}

/** A GET may have a body, which nobody reads. */
const getBodies = fc.oneof(
  { weight: 9, arbitrary: fc.constant(Buffer.alloc(0)) },
  { weight: 1, arbitrary: fc.constantFrom(Buffer.from('{}'), Buffer.alloc(70_000)) },
);

const hostileSegments = [
  '%00',
  '%2F',
  '%2F..%2F..',
  '..',
  '.',
  '%2e%2e',
  '%20',
  '%0d%0aset-cookie:%20a=b',
  '%C3%28',
  '%zz',
  '%',
  '%E4%BF%9D%E9%99%A9',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  '*',
  '{id}',
  'CUSTOMER%23cus_own',
  'clm_own%23EVENT',
  'a:b:c',
  '$default',
  "'",
  'a'.repeat(101),
  'a'.repeat(3_000),
  '%E4%BF%9D'.repeat(300),
  '-1',
  '%252F',
];

function pathsOf({ path }: Route, known: Known): fc.Arbitrary<string> {
  const parts = path.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    return fc.oneof(
      { weight: 7, arbitrary: fc.constantFrom(...(known[name] ?? ['unknown'])) },
      { weight: 2, arbitrary: fc.constantFrom(...hostileSegments) },
      { weight: 1, arbitrary: fc.webSegment({ size: 'small' }) },
    );
  });
  return fc.tuple(...parts).map((joined) => joined.join(''));
}

const hostileQueries = [
  'limit=-1',
  'limit=0',
  'limit=101',
  'limit=1e99',
  'limit=NaN',
  'limit=1.5',
  'limit=',
  'limit=1&limit=2',
  'limit[]=1',
  'limit=0x10',
  'cursor=',
  'cursor=x',
  'cursor=%00',
  'cursor=W10',
  'cursor=WyJhIix7fV0',
  `cursor=${'a'.repeat(2_001)}`,
  `cursor=${'a'.repeat(8_000)}`,
  'status=OPEN&status=OPEN',
  'status=__proto__',
  'assignee=',
  'assignee=%F0%9F%98%80',
  'branch=HQ',
  'branch=%23',
  'queue=customer',
  '__proto__=1',
  '__proto__[a]=1',
  'constructor=1',
  'unknown=1',
  'lang=de',
  '=',
  '&&&',
  '%=%',
  '%ff=%ff',
  'a',
  '?',
  '+',
  Array.from({ length: 1_500 }, (_, n) => `p${n}=`).join('&'),
];

function queriesOf({ query }: Route, known: Known): fc.Arbitrary<string> {
  const hostile = fc.constantFrom('', '', '', ...hostileQueries);
  if (!query) return fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 1, arbitrary: hostile });
  const valid = valuesOf(query, known).map((values) => {
    const given = Object.entries(values as object).map(([name, value]): [string, string] => [name, String(value)]);
    return new URLSearchParams(given).toString();
  });
  return fc.oneof({ weight: 1, arbitrary: valid }, { weight: 1, arbitrary: hostile });
}

/** Mostly JSON. */
const contentTypes = fc.oneof(
  { weight: 20, arbitrary: fc.constant('application/json') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      undefined,
      'application/json; charset=utf-8',
      'application/json; charset=utf-16',
      'APPLICATION/JSON',
      'application/merge-patch+json',
      'application/problem+json',
      'application/x-ndjson',
      'application/json, application/json',
      'application/jsonp',
      'text/json',
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'image/png',
      `application/${'a+'.repeat(400)}json`,
      '*/*',
      ';',
    ),
  },
);

const oddHeaders: Readonly<Record<string, readonly string[]>> = {
  'if-match': [
    '"1"',
    '"2"',
    '"0"',
    '*',
    'W/"1"',
    '"1", "2"',
    '"99999999999"',
    '1',
    '"-1"',
    '"1"'.repeat(100),
    '""',
    '\u00e9',
  ],
  'idempotency-key': [
    'key',
    'a b',
    '',
    'k'.repeat(255),
    'k'.repeat(256),
    '__proto__',
    'key, key',
    '\u00e9',
    'IDEMPOTENCY#x',
    '0',
  ],
  'accept-language': [
    'zh-CN',
    'zh;q=0',
    'zh;q=1.1.1,en',
    ',,,;;;=',
    '*;q=0.1',
    'zh'.repeat(1_000),
    `zh${' '.repeat(5_000)}x`,
    'en,'.repeat(1_000),
    '-',
  ],
  'content-encoding': ['gzip', 'br', 'identity', 'nonsense'],
  'x-forwarded-for': ["' OR 1=1"],
  'x-http-method-override': ['DELETE'],
  'transfer-encoding-x': ['chunked'],
  ['__proto__']: ['1'],
  cookie: ['a=1; a=2; __proto__=3', ';;;=', '='.repeat(500)],
  accept: ['text/html', 'application/xml;q=0', '*/*'],
  expect: ['100-continue'],
  origin: ['null', 'https://evil.example'],
};

const headers: fc.Arbitrary<Record<string, string>> = fc
  .array(
    fc
      .constantFrom(...Object.keys(oddHeaders))
      .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(oddHeaders[name] ?? [])))),
    { maxLength: 2 },
  )
  .map((pairs) => Object.fromEntries(pairs));

/** Where no route is, or by a method that none has. */
const strays: fc.Arbitrary<{ method?: string; path?: (path: string) => string }> = fc.oneof(
  fc
    .constantFrom('PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH', 'GET', 'POST')
    .map((method) => ({ method })),
  fc
    .constantFrom(
      (path: string) => `/${path}`,
      (path: string) => `${path}/`,
      (path: string) => `${path}//`,
      (path: string) => `/..${path}`,
      (path: string) => `/%2e%2e${path}`,
      (path: string) => path.toUpperCase(),
      (path: string) => `${path};a=b`,
      (path: string) => `${path}%00`,
      (path: string) => `http://evil.example${path}`,
      (path: string) => `/${path.slice(1).replaceAll('/', '%2F')}`,
      (path: string) => path.replace('/v1', '/v1/.'),
      (path: string) => `${path}/${'a/'.repeat(2_000)}`,
      () => '*',
      () => '/v1',
      () => '/v1/..%2F_sandbox',
    )
    .map((path) => ({ path })),
);
