import { createHash } from 'node:crypto';
import * as z from 'zod';
import { says } from '../platform-wordings.ts';
import { type DomainError, invalid } from '../problems.ts';
import type { Item, Page, Range, Table } from '../record/table.ts';
import type { Request } from './route.ts';

/** The query of every list: `limit` 1 to 100, and the `cursor` that the last page gave. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2000).optional(),
};

/** The body of every list. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/**
 * One page of a range as a list's body. The cursor is bound to the range and to who asked: used elsewhere it is refused
 * with `invalid-input`, pointing at where it came from.
 */
export async function page<T>(
  table: Table,
  range: Range,
  request: Pick<Request, 'principal'> & { query: { limit: number; cursor?: string | undefined } },
  view: (item: Item) => T,
  pointer = 'query/cursor',
): Promise<{ items: T[]; nextCursor?: string }> {
  const { limit, cursor } = request.query;
  const scope = cursorScope(range, request.principal.sub);
  let after: Range['after'] = cursor === undefined ? undefined : openCursor(cursor, scope, pointer);
  const items: Item[] = [];
  let last: Page['last'];
  do {
    const next = await table
      .query({ ...range, limit: limit - items.length, ...(after && { after }) })
      .catch((error) => refuse(error, cursor, pointer));
    items.push(...next.items);
    last = next.last;
    after = last;
  } while (last && items.length < limit);
  return { items: items.map(view), ...(last && { nextCursor: sealCursor(last, scope) }) };
}

/** Tells a list and who asked for it from all others. */
export function cursorScope(list: object, sub: string): string {
  return createHash('sha256')
    .update(JSON.stringify([list, sub]))
    .digest('base64url')
    .slice(0, 16);
}

/** Where a page ended, as its caller gets it. It hides nothing: it must not hold what the caller may not know. */
export function sealCursor(last: object, scope: string): string {
  return Buffer.from(JSON.stringify([scope, last])).toString('base64url');
}

const sealed = z.tuple([z.string(), z.record(z.string(), z.string())]);

/** What was sealed. Throws `invalid-input` for a cursor of another list or of somebody else. */
export function openCursor(cursor: string, scope: string, pointer = 'query/cursor'): Record<string, string> {
  const parsed = sealed.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data[0] !== scope) throw foreign(pointer);
  return parsed.data[1];
}

/** A cursor is not signed; one that was tampered with names keys outside its list, which DynamoDB refuses. */
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
