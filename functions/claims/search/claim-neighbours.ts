import { type CaseListing, listedUnder } from '../../cases/case-listing.ts';
import type { Place } from '../../platform/record/entity.ts';
import type { Table } from '../../platform/record/table.ts';
import { policyId } from '../../policies/policy-store.ts';
import { type Claim, claimSchema } from '../claim.ts';
import { claimSettings } from '../claim-settings.ts';
import { neighbourhood } from '../rules/neighbours.ts';

/** More than these are not needed to see that they are many. */
const MOST = 25;

/** Where a claim is listed by what it is about. */
export function neighbourPlace({ insured, lossAt, claimId }: Claim): Place {
  return [partition(insured), `${lossAt}#${claimId}`];
}

/** The claims about the same object or person whose loss is not far from the claim's own, the latest loss first. */
export async function neighboursOf(table: Table, { claimId, insured, lossAt }: Claim): Promise<Claim[]> {
  const { from, before } = neighbourhood(lossAt, claimSettings);
  const range = { index: 'GSI3', partition: partition(insured), before, newestFirst: true, limit: MOST } as const;
  const { items } = await table.query(range);
  return items
    .map(({ record }) => claimSchema.parse(record))
    .filter((other) => other.claimId !== claimId && other.lossAt >= from);
}

/** The claims of a policy, the last reported first, up to as many as are counted. */
export async function underPolicy(table: Table, policyNumber: string): Promise<CaseListing[]> {
  const { range, parse } = listedUnder('claim', policyId(policyNumber));
  return (await table.query({ ...range, limit: claimSettings.besideTasks.countedClaims })).items.map(parse);
}

function partition(insured: string): string {
  return `INSURED#${insured}#CLAIMS`;
}
