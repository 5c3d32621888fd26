import { evolve } from '../../cases/case.ts';
import { readWorld, record } from '../../cases/world.ts';
import { system, systemPrincipal } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { decide } from '../../tasks/deciding.ts';
import { claims, getDocument, replaceDocument } from '../claim-store.ts';
import { claimType } from '../claim-type.ts';
import { documents } from '../tasks/documents.ts';
import { isComplete } from './document.ts';

/**
 * The receipt of an announced document: the document, the claim's history and, when all that was asked for is there, the
 * decision that resumes the workflow. A second delivery writes nothing.
 */
export async function receiveDocument(
  table: Table,
  { claimId, documentId }: { claimId: string; documentId: string },
  size: number,
  now: Date,
): Promise<{ writes: Write[] }> {
  const [world, document] = await Promise.all([
    readWorld(claims, table, claimId),
    getDocument(table, claimId, documentId),
  ]);
  if (!world || !document) throw new Error(`Evidence of an unknown document: ${claimId}/${documentId}`);
  if (document.status === 'RECEIVED') return { writes: [] };
  const version = document.version + 1;
  const received = { ...document, status: 'RECEIVED', size, version, updatedAt: now.toISOString() } as const;
  const receipt = { outcome: 'documents-received', kind: document.kind, documentId } as const;
  const change = documents.decides({ ...world, by: systemPrincipal, now }, receipt);
  const last = world.it.status === 'DOCUMENTS_REQUESTED' && isComplete(evolve(claimType, world.it, change, now));
  const { writes } = last
    ? decide(claims, documents, world, receipt, systemPrincipal, now)
    : record(claims, world, [change], { actor: system, now });
  return { writes: [replaceDocument(received, document.version), ...writes] };
}
