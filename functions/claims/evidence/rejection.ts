import type { Principal } from '../../platform/http/auth.ts';
import { DomainError } from '../../platform/problems.ts';
import { actorOf } from '../../platform/record/events.ts';
import type { Claim, ClaimChange } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import { assertTakesDocuments, type EvidenceDocument } from './document.ts';
import { missingAgain } from './missing.ts';

/**
 * A copy that cannot be used, such as a blurred photo, is asked for again with the reason. That is no request for further proofs,
 * which Insurance Law art. 22 wants made once and all together: the customer owes the same document as before, and it is
 * missing again unless another of its kind was received. `others` are the claim's documents beside it. Throws `illegal-state` for
 * what was not received, and for a claim that takes no documents.
 */
export function reject(
  claim: Claim,
  document: EvidenceDocument,
  others: readonly EvidenceDocument[],
  { reason, by, now }: { readonly reason: string; readonly by: Principal; readonly now: Date },
): { rejected: EvidenceDocument; change: ClaimChange } {
  assertTakesDocuments(claim);
  if (document.status !== 'RECEIVED') throw new DomainError('illegal-state', says.onlyReceivedRejected);
  const { documentId, kind, filename, sentBy } = document;
  const another = others.some((other) => other.kind === kind && other.status === 'RECEIVED');
  return {
    rejected: { ...document, status: 'REJECTED', rejection: { reason, by: actorOf(by), at: now.toISOString() } },
    change: {
      happened: 'document-rejected',
      ...(another ? { set: {} } : missingAgain(claim, kind, sentBy)),
      data: { documentId, kind },
      note: reason,
      tells:
        sentBy === 'customer'
          ? [{ template: 'claim-document-rejected', model: { document: kind, filename, reason } }]
          : [],
    },
  };
}
