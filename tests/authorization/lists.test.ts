import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { headOffice, type Role } from '../../functions/platform/http/auth.ts';
import type { Route } from '../../functions/platform/http/route.ts';
import { objectOf } from '../../functions/platform/object-of.ts';
import { routes } from '../../functions/routes.ts';
import { type Answer, type Caller, callApi } from '../support/api.ts';
import { personOf } from './callers.ts';
import { lists, type Mixed, mingle } from './lists.ts';
import { type Product, product } from './product.ts';
import { away, furnish } from './world.ts';

let house: Product;
beforeAll(async () => {
  house = await product();
  await furnish(house);
  await mingle(house);
});
afterAll(() => house.clock.stop());

const listRoutes = routes.filter(({ responses }) => isPage(responses[200]?.body));
const everywhere: readonly Role[] = ['privacy-officer', 'ops', 'integration', 'admin'];

test('every route that answers with a page has what is mixed in it, and who sees what of it', () => {
  expect(Object.keys(lists).sort()).toEqual(listRoutes.map(({ operationId }) => operationId).sort());
});

const cases = listRoutes.flatMap((route) => callersOf(route).map((caller) => ({ ...caller, route })));

test.each(cases)('$route.operationId shows $who what they may know of, and no more', async ({ route, as, sees }) => {
  const { named, ...list }: Mixed = mixedIn(route);
  const shown = sees.flatMap((part) => list[part]);
  const { items, text, pages } = await walk(route, as);
  expect(items.map(named).toSorted()).toEqual([...shown].toSorted());
  // Neither an item nor a place in a cursor names anything else, and no empty page tells that there is something.
  const hidden = (['mine', 'away', 'staffs'] as const).flatMap((part) => (sees.includes(part) ? [] : list[part]));
  for (const id of hidden.filter((it) => typeof it === 'string')) expect(text).not.toContain(id);
  expect(pages).toBe(Math.max(1, shown.length));
});

interface Person {
  readonly who: string;
  readonly as: Caller;
  readonly sees: readonly ('mine' | 'away' | 'staffs')[];
}

/** The callers of a route: its roles, branch staff once more at head office and without a branch. */
function callersOf({ who }: Route): Person[] {
  if (who === 'public') return [];
  return who.flatMap((role): Person[] => {
    if (role === 'customer') return [{ who: 'the customer', as: personOf(role), sees: ['mine', 'away'] }];
    const all: Person['sees'] = ['mine', 'away', 'staffs'];
    if (everywhere.includes(role)) return [{ who: role, as: personOf(role), sees: all }];
    return [
      { who: `${role} of the branch`, as: personOf(role), sees: ['mine', 'staffs'] },
      { who: `${role} of head office`, as: personOf(role, { branchId: headOffice }), sees: all },
      { who: `${role} without a branch`, as: { role, sub: 'nobody' }, sees: [] },
    ];
  });
}

describe('staff of another branch', () => {
  const elsewhere = listRoutes.filter(({ who }) => who !== 'public' && who.includes('claims-handler'));

  test.each(elsewhere)('read nothing of the home branch by $operationId', async (route) => {
    const { mine, staffs, named }: Mixed = mixedIn(route);
    const { items } = await walk(route, personOf('claims-handler', { branchId: away }));
    // Of a policy that is theirs by now, they know the terms before.
    const theirs = route.operationId === 'listPolicyTerms' ? [] : [...mine, ...staffs];
    for (const item of items) expect(theirs).not.toContain(named(item));
  });
});

type Found = { items: Record<string, unknown>[]; text: string; pages: number };

/** All pages of one item each; nothing where the caller may not know of what the list belongs to. */
async function walk(route: Route, as: Caller): Promise<Found> {
  const found: Found = { items: [], text: '', pages: 0 };
  let cursor: string | undefined;
  do {
    const answer = await ask(route, as, cursor);
    found.pages += 1;
    if (answer.status === 404) return found;
    expect(answer.status).toBe(200);
    const body = pageBody.parse(answer.body);
    cursor = body.nextCursor;
    found.items.push(...body.items);
    found.text += JSON.stringify(body) + Buffer.from(cursor ?? '', 'base64url').toString();
  } while (cursor !== undefined);
  return found;
}

const pageBody = z.object({ items: z.array(z.record(z.string(), z.unknown())), nextCursor: z.string().optional() });

async function ask({ method, path, reads, query }: Route, as: Caller, cursor: string | undefined): Promise<Answer> {
  const route = `${method} ${path}`;
  const { request }: Mixed = mixedIn({ method, path });
  const paged = { limit: '1', ...(cursor !== undefined && { cursor }) };
  const more = reads
    ? { body: { ...Object(request.body), ...paged, limit: 1 } }
    : query && { query: { ...request.query, ...paged } };
  return callApi(house.handlerOf(route), { route, ...request, ...more, as });
}

function mixedIn({ method, path }: Pick<Route, 'method' | 'path'>): Mixed {
  const route = routes.find((each) => each.method === method && each.path === path);
  const mixed = Object.entries(lists).find(([operationId]) => operationId === route?.operationId);
  if (!mixed) throw new Error(`No list ${method} ${path}`);
  return mixed[1];
}

function isPage(body: z.ZodType | undefined): boolean {
  const { shape = {} } = objectOf(body) ?? {};
  return 'items' in shape && 'nextCursor' in shape;
}
