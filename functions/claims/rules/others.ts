import * as z from 'zod';
import type { CaseListing } from '../../cases/case-listing.ts';
import { type Claim, type ClaimStatus, type ClaimSummary, type ClaimWorld, claimSummary, summaryOf } from '../claim.ts';
import { claimStatuses } from '../claim-type.ts';

/** Why a claim stands beside another. */
export const whyBeside = ['same-policy', 'same-object', 'same-person'] as const;
type Why = (typeof whyBeside)[number];

const statusSchema = z.enum(claimStatuses);

/** Another claim, as it stands beside one. */
export interface OtherClaim extends ClaimSummary {
  readonly claimId: string;
  readonly reference: string;
  readonly status: ClaimStatus;
  readonly reportedAt: string;
  readonly why: Why[];
}

/**
 * The other claims about the same object or person whose loss is not far from the claim's, the latest loss first, and then
 * those of the same policy alone, the last reported first.
 */
export function othersOf({ it, reads: { others, ofPolicy } }: Pick<ClaimWorld, 'it' | 'reads'>): OtherClaim[] {
  const near = others.map((other) => ({ ...told(other), why: whyOf(it, other) }));
  const known = new Set([it.claimId, ...others.map(({ claimId }) => claimId)]);
  return [...near, ...ofPolicy.filter(({ caseId }) => !known.has(caseId)).map(listedOther)];
}

function told(claim: Claim): Omit<OtherClaim, 'why'> {
  const { claimId, reference, status, createdAt } = claim;
  return { claimId, reference, status, reportedAt: createdAt, ...summaryOf(claim) };
}

function listedOther({ caseId, reference, status, createdAt, summary }: CaseListing): OtherClaim {
  const known = claimSummary.parse(summary ?? {});
  const claim = { claimId: caseId, reference, status: statusSchema.parse(status), reportedAt: createdAt };
  return { ...claim, ...known, why: ['same-policy'] };
}

/** What it is about is the policy itself where that names neither an object nor a person. */
function whyOf(claim: Claim, other: Claim): Why[] {
  const same: [Why, boolean][] = [
    ['same-policy', other.policyNumber === claim.policyNumber],
    ['same-object', other.insured.startsWith('OBJECT#')],
    ['same-person', other.insured.startsWith('PERSON#')],
  ];
  return same.filter(([, applies]) => applies).map(([why]) => why);
}
