import { newCase } from '../../cases/world.ts';
import type { Principal } from '../../platform/http/auth.ts';
import { maySee } from '../../platform/http/auth.ts';
import { invalid } from '../../platform/problems.ts';
import type { Policy } from '../../policies/policy.ts';
import { policyId } from '../../policies/policy-store.ts';
import type { Claim } from '../claim.ts';
import type { ClaimReport } from '../claim-schemas.ts';
import type { Loss } from '../claim-store.ts';
import { claimType } from '../claim-type.ts';
import { says } from '../claim-wordings.ts';
import { insuredOf } from './neighbours.ts';

/** A clock of a phone may run ahead of ours. */
const CLOCK_SKEW = 5 * 60_000;
const YEAR = 366 * 86_400_000;

/**
 * A reported claim on a policy as it stood at the loss. It is of who was insured then, whoever is by now (Insurance Law art. 12 and
 * 49). Throws `invalid-input` for a loss that is still to come or a policy that the caller may not know of as it stood then.
 */
export function report(body: ClaimReport, policy: Policy | undefined, by: Principal, now: Date): Claim {
  if (!policy || !maySee(by, policy)) throw invalid('/policyNumber', says.noPolicy);
  if (Date.parse(body.lossAt) > now.getTime() + CLOCK_SKEW) throw invalid('/lossAt', says.lossAhead);
  if (body.estimate && body.estimate.currency !== policy.sumInsured.currency) {
    throw invalid('/estimate/currency', says.policyCurrency(policy.sumInsured.currency));
  }
  const { id, fields } = newCase(claimType, now);
  return {
    ...body,
    ...fields,
    claimId: id,
    policyNumber: policy.policyNumber,
    policyTerm: policy.term,
    insured: insuredOf(policy),
    customerId: policy.customerId,
    branchId: policy.branchId,
    status: 'REPORTED',
    longTerm: Date.parse(policy.expiresAt) - Date.parse(policy.effectiveAt) > YEAR,
  };
}

/** A claim of a loss with which another owner's claim was opened before; one that was withdrawn leaves no doubt. */
export function doubted(claim: Claim, { claimId, reference, lossAt, status }: Claim): Claim {
  return status === 'WITHDRAWN' ? claim : { ...claim, sameLossAs: { claimId, reference, lossAt, why: 'same-loss' } };
}

/** What makes it the same loss when it is reported again. */
export function lossOf(body: ClaimReport): Loss {
  return {
    policyNumber: policyId(body.policyNumber),
    lossAt: body.lossAt,
    cause: body.cause,
    reporterPhone: body.reporter.phone,
  };
}
