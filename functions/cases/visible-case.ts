import { type Principal, visible } from '../platform/http/auth.ts';
import { assertMatch } from '../platform/http/etag.ts';
import type { Table } from '../platform/record/table.ts';
import type { Wording } from '../platform/wording.ts';
import type { Case } from './case.ts';
import type { CaseStore } from './case-store.ts';

/**
 * The case of a request, if the caller may know of it; `what` is its name for people. Throws `not-found`, and `stale-version` when
 * the caller read another version of it.
 */
export async function visibleCase<C extends Case, R>(
  store: CaseStore<C, R>,
  table: Table,
  { principal, ifMatch }: { readonly principal: Principal; readonly ifMatch?: number | undefined },
  id: string,
  what: Wording,
): Promise<C> {
  const it = visible(principal, await store.get(table, id), what);
  assertMatch(ifMatch, it.version);
  return it;
}
