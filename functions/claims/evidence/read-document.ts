import { readWorld } from '../../cases/world.ts';
import type { Table } from '../../platform/record/table.ts';
import type { ClaimWorld } from '../claim.ts';
import { claims } from '../claim-store.ts';
import type { DocumentOfClaim, EvidenceDocument } from './document.ts';
import { documents } from './document-store.ts';

/** A document that an object is named after, and the world of its claim. Throws where there is no such document. */
export async function readDocument(
  table: Table,
  { claimId, documentId }: DocumentOfClaim,
): Promise<{ world: ClaimWorld; document: EvidenceDocument }> {
  const [world, document] = await Promise.all([readWorld(claims, table, claimId), documents.get(table, documentId)]);
  if (!world || document?.claimId !== claimId)
    throw new Error(`Evidence of an unknown document: ${claimId}/${documentId}`);
  return { world, document };
}
