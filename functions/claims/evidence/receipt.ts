import { evolve } from '../../cases/case.ts';
import { customerAnswered } from '../../cases/customer-answered.ts';
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
import { type ArrivedVersion, beside, otherVersion, sentAgain, supersedes } from './other-version.ts';
import { readDocument } from './read-document.ts';

/**
 * The receipt of a file that was examined: the document, the claim's history and, when all that was asked for is there, the
 * decision that resumes the workflow. What is not what it says completes nothing, and its customer is asked to send it again.
 * Another version of a document that is there counts in its place or is noted. A second delivery writes nothing.
 */
export async function receiveDocument(
  table: Table,
  named: DocumentOfClaim,
  arrived: Examined & ArrivedVersion,
  now: Date,
): Promise<{ writes: Write[] }> {
  const { world, document } = await readDocument(table, named);
  const accepted = acceptedAs(document.contentType, arrived.detectedType) !== undefined;
  if (document.status !== 'ANNOUNCED' && !supersedes(document, arrived, accepted)) {
    return otherVersion(world, document, arrived, now);
  }
  const { write } = documents.replace(document, counting(document, arrived, accepted, now), now);
  const heard = document.sentBy === 'customer' ? await customerAnswered(claims, table, world.it, system, now) : [];
  return { writes: [write, ...told(world, document, arrived, accepted, now), ...heard] };
}

/** The document with what came: all that was found of another version before goes with it. */
function counting(
  document: EvidenceDocument,
  { versionId, sequencer, size, sha256, detectedType }: Examined & ArrivedVersion,
  accepted: boolean,
  now: Date,
): EvidenceDocument {
  const found = { versionId, sequencer, size, sha256, detectedType, receivedAt: now.toISOString() };
  const counts = { ...document, ...found, status: accepted ? 'RECEIVED' : 'QUARANTINED' } as const;
  return document.status === 'ANNOUNCED' ? counts : { ...counts, ...beside(counts, document) };
}

/** What the claim's history tells of it, and the customer. */
function told(
  world: ClaimWorld,
  document: EvidenceDocument,
  { versionId }: ArrivedVersion,
  accepted: boolean,
  now: Date,
): Write[] {
  if (!accepted) return record(claims, world, [quarantined(world.it, document)], { actor: system, now }).writes;
  // Its kind is there already.
  if (document.status === 'RECEIVED') return sentAgain(world, document, versionId, now);
  return received(world, document, now);
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
