import { type CaseListing, findByReference, listedAt, listedUnder } from '../../cases/case-listing.ts';
import { headOffice, maySee, type Principal } from '../../platform/http/auth.ts';
import { page } from '../../platform/http/cursor.ts';
import { invalid } from '../../platform/problems.ts';
import type { Table } from '../../platform/record/table.ts';
import { policyId } from '../../policies/policy-store.ts';
import type { Claim } from '../claim.ts';
import type { ClaimQuery } from '../claim-schemas.ts';
import { claims } from '../claim-store.ts';
import { claimType } from '../claim-type.ts';
import { says } from '../claim-wordings.ts';

interface Search {
  readonly principal: Principal;
  readonly query: ClaimQuery;
}

/** A page of the claims that are looked for, of those that the caller may see. Throws `invalid-input` for none or two ways to look. */
export async function searchClaims(
  table: Table,
  request: Search,
): Promise<{ items: Claim[]; nextCursor?: string | undefined }> {
  const { reference, policyNumber, status } = request.query;
  if ([reference, policyNumber, status].filter((given) => given !== undefined).length !== 1) {
    throw invalid('query', says.oneWayToSearch);
  }
  if (reference !== undefined) {
    return { items: await claimsOf(table, await findByReference(table, reference), request) };
  }
  const { items, ...rest } = await page(table, rangeOf(request), request, {
    sees: maySee,
    view: (listing) => listing,
  });
  return { items: await claimsOf(table, items, request), ...rest };
}

function rangeOf({ principal, query: { policyNumber, status, branchId } }: Search) {
  if (policyNumber !== undefined) return listedUnder(claimType.name, policyId(policyNumber));
  return listedAt(claimType.name, branchId ?? principal.branchId ?? headOffice, String(status));
}

async function claimsOf(
  table: Table,
  listings: readonly CaseListing[],
  { principal, query }: Search,
): Promise<Claim[]> {
  const ids = listings.filter(({ caseType }) => caseType === claimType.name).map(({ caseId }) => caseId);
  const found = await claims.getMany(table, ids);
  // The index lags behind: a claim may have moved on since.
  const asAsked = (claim: Claim) => query.status === undefined || claim.status === query.status;
  return found.flatMap((claim) => (claim && maySee(principal, claim) && asAsked(claim) ? [claim] : []));
}
