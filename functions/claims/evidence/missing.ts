import type { Claim, ClaimChange } from '../claim.ts';
import type { DocumentCode } from '../letters/labels.ts';

/**
 * What changes where no document of a kind is there any more that had been received: it is missing again. Where the customer was
 * asked for it and is to send it anew, a claim that is being decided waits for it once more: what was proposed falls, and whoever
 * worked on it need not, until the documents are complete and it comes back to them as a new task.
 */
export function missingAgain(
  claim: Claim,
  kind: DocumentCode,
  sentBy: 'customer' | 'staff',
): Pick<ClaimChange, 'set' | 'drops' | 'cancels'> {
  const documentsReceived = claim.documentsReceived?.filter((received) => received !== kind);
  const requested = claim.status === 'ADJUDICATION' ? claim.documentsRequested : undefined;
  if (sentBy === 'staff' || !requested?.includes(kind)) return { set: { documentsReceived } };
  return {
    set: { status: 'DOCUMENTS_REQUESTED', documentsRequested: requested, documentsReceived },
    drops: ['proposal'],
    cancels: true,
  };
}
