import { type Principal, visible } from '../platform/http/auth.ts';
import { assertMatch } from '../platform/http/etag.ts';
import type { Table } from '../platform/record/table.ts';
import type { Claim } from './claim.ts';
import { claims } from './claim-store.ts';
import { says } from './claim-wordings.ts';

/** The claim, if the caller may know of it. Throws `stale-version` when the caller read another version of it. */
export async function findClaim(table: Table, principal: Principal, claimId: string, ifMatch?: number): Promise<Claim> {
  const claim = visible(principal, await claims.get(table, claimId), says.record);
  assertMatch(ifMatch, claim.version);
  return claim;
}
