import { evolve } from '../../cases/case.ts';
import { readWorld, record } from '../../cases/world.ts';
import { system, systemPrincipal } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { decide } from '../../tasks/deciding.ts';
import { claims, documents } from '../claim-store.ts';
import { claimType } from '../claim-type.ts';
import { documents as request } from '../tasks/documents.ts';
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
  const [world, document] = await Promise.all([readWorld(claims, table, claimId), documents.get(table, documentId)]);
  if (!world || document?.claimId !== claimId)
    throw new Error(`Evidence of an unknown document: ${claimId}/${documentId}`);
  if (document.status === 'RECEIVED') return { writes: [] };
  const { write } = documents.replace(document, { ...document, status: 'RECEIVED', size }, now);
  const receipt = { outcome: 'documents-received', kind: document.kind, documentId } as const;
  const change = request.decides({ ...world, by: systemPrincipal, now }, receipt);
  const last = world.it.status === 'DOCUMENTS_REQUESTED' && isComplete(evolve(claimType, world.it, change));
  const { writes } = last
    ? decide(claims, request, world, receipt, systemPrincipal, now)
    : record(claims, world, [change], { actor: system, now });
  return { writes: [write, ...writes] };
}
