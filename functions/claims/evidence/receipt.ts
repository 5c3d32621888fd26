import { evolve } from '../../cases/case.ts';
import { record } from '../../cases/world.ts';
import { system, systemPrincipal } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { decide } from '../../tasks/deciding.ts';
import type { Claim, ClaimChange, ClaimWorld } from '../claim.ts';
import { claims } from '../claim-store.ts';
import { claimType } from '../claim-type.ts';
import { documents as request } from '../tasks/documents.ts';
import { acceptedAs } from './content-types.ts';
import { type DocumentOfClaim, type EvidenceDocument, isComplete, takesDocuments } from './document.ts';
import { documents } from './document-store.ts';
import type { Examined } from './examination.ts';
import { laterVersion } from './later-version.ts';
import { readDocument } from './read-document.ts';

/**
 * The receipt of an announced document that was examined: the document, the claim's history and, when all that was asked for is
 * there, the decision that resumes the workflow. What is not what it says completes nothing, and its customer is asked to send
 * it again. A second delivery writes nothing.
 */
export async function receiveDocument(
  table: Table,
  named: DocumentOfClaim,
  arrived: Examined & { readonly versionId: string },
  now: Date,
): Promise<{ writes: Write[] }> {
  const { world, document } = await readDocument(table, named);
  if (document.status !== 'ANNOUNCED') return laterVersion(world, document, arrived.versionId, now);
  const accepted = acceptedAs(document.contentType, arrived.detectedType) !== undefined;
  const status = accepted ? 'RECEIVED' : 'QUARANTINED';
  const { write } = documents.replace(
    document,
    { ...document, ...arrived, receivedAt: now.toISOString(), status },
    now,
  );
  const writes = accepted
    ? received(world, document, now)
    : record(claims, world, [quarantined(world.it, document)], { actor: system, now }).writes;
  return { writes: [write, ...writes] };
}

function received(world: ClaimWorld, { kind, documentId }: EvidenceDocument, now: Date): Write[] {
  const receipt = { outcome: 'documents-received', kind, documentId } as const;
  const change = request.decides({ ...world, by: systemPrincipal, now }, receipt);
  const last = world.it.status === 'DOCUMENTS_REQUESTED' && isComplete(evolve(claimType, world.it, change));
  const { writes } = last
    ? decide(claims, request, world, receipt, systemPrincipal, now)
    : record(claims, world, [change], { actor: system, now });
  return writes;
}

/** Whoever sent it is told, if that is the customer and can still send it again; staff see it among the documents. */
function quarantined(claim: Claim, { documentId, kind, filename, sentBy }: EvidenceDocument): ClaimChange {
  const told = sentBy === 'customer' && takesDocuments(claim);
  return {
    happened: 'document-quarantined',
    set: {},
    data: { documentId, kind },
    tells: told ? [{ template: 'claim-document-quarantined', model: { document: kind, filename } }] : [],
  };
}
