import { isHandledBy } from '../../cases/timeline.ts';
import type { Principal } from '../../platform/http/auth.ts';
import { DomainError } from '../../platform/problems.ts';
import type { Claim } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import { acceptedAs, type ContentType } from './content-types.ts';
import type { ArrivedDocument, EvidenceDocument } from './document.ts';

/** Whether somebody who may know of a claim may know of its document: a customer of those that the customer has sent. */
export function mayKnow(principal: Principal, claim: Claim, { claimId, sentBy }: EvidenceDocument): boolean {
  return claimId === claim.claimId && (sentBy === 'customer' || isHandledBy(principal, claim));
}

/** What may be opened, and as what. Throws `illegal-state` for what has not arrived, and for what is not what it says. */
export function opened(document: EvidenceDocument): { document: ArrivedDocument; contentType: ContentType } {
  if (document.status === 'ANNOUNCED') throw new DomainError('illegal-state', says.documentNotReceived);
  const { contentType: announced, detectedType = announced } = document;
  const contentType = acceptedAs(announced, detectedType);
  if (document.status === 'QUARANTINED' || !contentType)
    throw new DomainError('illegal-state', says.documentQuarantined);
  return { document, contentType };
}
