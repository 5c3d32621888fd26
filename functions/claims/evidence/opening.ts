import { isHandledBy } from '../../cases/timeline.ts';
import type { Principal } from '../../platform/http/auth.ts';
import { DomainError } from '../../platform/problems.ts';
import type { Claim } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import { acceptedAs, type ContentType } from './content-types.ts';
import type { EvidenceDocument } from './document.ts';

/** Whether somebody who may know of a claim may know of its document: a customer of those that the customer has sent. */
export function mayKnow(principal: Principal, claim: Claim, { claimId, sentBy }: EvidenceDocument): boolean {
  return claimId === claim.claimId && (sentBy === 'customer' || isHandledBy(principal, claim));
}

/** The version that was examined, and as what it is opened. */
interface Opened {
  readonly filename: string;
  readonly versionId: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentType: ContentType;
}

/** What may be opened, and as what. Throws `illegal-state` for what has not arrived, and for what is not what it says. */
export function opened(document: EvidenceDocument): Opened {
  if (document.status === 'ANNOUNCED') throw new DomainError('illegal-state', says.documentNotReceived);
  const { filename, versionId, size, sha256 } = document;
  const contentType = acceptedAs(document.contentType, document.detectedType);
  if (document.status === 'QUARANTINED') throw new DomainError('illegal-state', says.documentQuarantined);
  if (!versionId || !sha256 || !contentType) throw new DomainError('illegal-state', says.documentNotExamined);
  return { filename, versionId, size, sha256, contentType };
}
