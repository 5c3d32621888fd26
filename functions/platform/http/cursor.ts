import { createHash } from 'node:crypto';
import * as z from 'zod';
import { says } from '../platform-wordings.ts';
import { type DomainError, invalid } from '../problems.ts';
import type { List } from '../record/entity.ts';
import type { Item, Range, Table } from '../record/table.ts';
import type { Principal } from './auth.ts';
import type { Request } from './route.ts';

/** The query of every list: `limit` 1 to 100, and the `cursor` that the last page gave. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2000).optional(),
};

/** The body of every list. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.lazy(() => z.object({ items: z.array(item), nextCursor: z.string().optional() }));
}

/** Who is shown a record of a list, and how. No list does without the first: what one may not know of is in none. */
export interface Showing<T, V> {
  /** `maySee` for records that have an owner; `parts` for what belongs to a record that the caller was found to see. */
  readonly sees: (principal: Principal, record: T) => boolean;
  readonly view: (record: T) => V;
}

/** For a list of what a record is made up of: whoever may know of that record may know of its parts. */
export const parts = () => true;

/**
 * One page of a list as its body: of what the caller sees, so that neither the number of items nor the cursor tells of
 * anything else. The cursor is bound to the list and to who asked: used elsewhere it is refused with `invalid-input`, pointing at
 * where it came from.
 */
export async function page<T, V>(
  table: Table,
  list: List<T>,
  request: Pick<Request, 'principal'> & { query: { limit: number; cursor?: string | undefined } },
  { sees, view }: Showing<T, V>,
  pointer = 'query/cursor',
): Promise<{ items: V[]; nextCursor?: string }> {
  const { principal, query } = request;
  const { limit, cursor } = query;
  const scope = cursorScope(list.range, principal.sub);
  let after = cursor === undefined ? undefined : startOf(list, openCursor(cursor, scope, pointer), pointer);
  const seen: { item: Item; record: T }[] = [];
  // One more than is shown tells whether anything follows.
  do {
    const next = await table
      .query({ ...list.range, limit: limit + 1, ...(after && { after }) })
      .catch((error) => refuse(error, cursor, pointer));
    const read = next.items.map((item) => ({ item, record: list.parse(item) }));
    seen.push(...read.filter(({ record }) => sees(principal, record)));
    after = next.last;
  } while (after && seen.length <= limit);
  const shown = seen.slice(0, limit);
  const end = seen.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ record }) => view(record)),
    ...(end && { nextCursor: sealCursor(placeOf(list, end), scope) }),
  };
}

/** Where an item stands in its list: what it is sorted by and its id, which the caller sees; nothing of the table's keys. */
function placeOf<T>({ range, idOf }: List<T>, { item, record }: { item: Item; record: T }): string[] {
  const sort = String(item[range.index ? `${range.index}SK` : 'SK']).slice(range.prefix?.length);
  return range.index && idOf ? [sort, idOf(record)] : [sort];
}

/** The key from which the table reads on. */
function startOf<T>({ range, key }: List<T>, [sort, id]: readonly string[], pointer: string): Range['after'] {
  if (sort === undefined) throw foreign(pointer);
  const { index, partition, prefix = '' } = range;
  if (!index) return { PK: partition, SK: `${prefix}${sort}` };
  if (!key || id === undefined) throw foreign(pointer);
  return { ...key(id), [`${index}PK`]: partition, [`${index}SK`]: `${prefix}${sort}` };
}

/** Tells a list and who asked for it from all others. */
export function cursorScope(list: object, sub: string): string {
  return createHash('sha256')
    .update(JSON.stringify([list, sub]))
    .digest('base64url')
    .slice(0, 16);
}

/** Where a page ended, as its caller gets it. It hides nothing: it must not hold what the caller may not know. */
export function sealCursor(place: readonly string[], scope: string): string {
  return Buffer.from(JSON.stringify([scope, ...place])).toString('base64url');
}

const sealed = z.tuple([z.string()], z.string());

/** What was sealed. Throws `invalid-input` for a cursor of another list or of somebody else. */
export function openCursor(cursor: string, scope: string, pointer = 'query/cursor'): string[] {
  const parsed = sealed.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  const [of, ...place] = parsed.data ?? [];
  if (of !== scope) throw foreign(pointer);
  return place;
}

/** A cursor is not signed; one that was tampered with names a place that its list cannot have, which DynamoDB refuses. */
function refuse(error: unknown, cursor: string | undefined, pointer: string): never {
  throw cursor !== undefined && error instanceof Error && error.name === 'ValidationException'
    ? foreign(pointer)
    : error;
}

function foreign(pointer: string): DomainError {
  return invalid(pointer, says.foreignCursor);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
