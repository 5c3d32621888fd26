import { record } from '../../cases/world.ts';
import { system } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import type { ClaimWorld } from '../claim.ts';
import { claims } from '../claim-store.ts';
import type { ArrivedDocument, DocumentOfClaim } from './document.ts';
import { documents } from './document-store.ts';
import { readDocument } from './read-document.ts';

/** More than anybody sends by mistake in the quarter of an hour that a form is good for; the bucket keeps all of them. */
const MOST = 20;

/** Throws where there is no such document; writes nothing of one that is still to arrive. */
export async function noteLaterVersion(
  table: Table,
  named: DocumentOfClaim,
  versionId: string,
  now: Date,
): Promise<{ writes: Write[] }> {
  const { world, document } = await readDocument(table, named);
  return document.status === 'ANNOUNCED' ? { writes: [] } : laterVersion(world, document, versionId, now);
}

/**
 * What was sent by the form of a document that has arrived: staff see that it was, and the document stays what it is. A second
 * delivery writes nothing.
 */
export function laterVersion(
  world: ClaimWorld,
  document: ArrivedDocument,
  versionId: string,
  now: Date,
): { writes: Write[] } {
  const { documentId, kind, laterVersions = [] } = document;
  const known = [document.versionId, ...laterVersions];
  if (known.includes(versionId) || laterVersions.length >= MOST) return { writes: [] };
  const { write } = documents.replace(document, { ...document, laterVersions: [...laterVersions, versionId] }, now);
  const change = { happened: 'document-sent-again', set: {}, data: { documentId, kind, versionId } };
  return { writes: [write, ...record(claims, world, [change], { actor: system, now }).writes] };
}
