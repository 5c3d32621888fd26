import { decideAndCommit } from '../../platform/record/commit.ts';
import type { Table } from '../../platform/record/table.ts';
import type { Arrivals, ObjectVersion } from './arrivals.ts';
import type { DocumentOfClaim } from './document.ts';
import { documents } from './document-store.ts';
import { examine } from './examination.ts';
import { noteLaterVersion } from './later-version.ts';
import { readDocument } from './read-document.ts';
import { receiveDocument } from './receipt.ts';

interface Deps {
  readonly table: Table;
  readonly arrivals: Arrivals;
  readonly clock: () => Date;
}

/**
 * Evidence that has arrived: the first version is examined and received, or put under quarantine; what comes by the same form
 * later is only noted. May be run again: what S3 and the record know already is not changed. Throws for an unknown document.
 */
export async function takeArrival(
  { table, arrivals, clock }: Deps,
  named: DocumentOfClaim,
  object: ObjectVersion,
): Promise<void> {
  const { document } = await readDocument(table, named);
  const { versionId } = object;
  if (document.status === 'ANNOUNCED') {
    const examined = await examine(await arrivals.read(object));
    await decideAndCommit(table, () => receiveDocument(table, named, { ...examined, versionId }, clock()));
  } else {
    await decideAndCommit(table, () => noteLaterVersion(table, named, versionId, clock()));
  }
  // Only now, for the bucket lets nobody read what is tagged; who runs this again finds it recorded.
  const after = await documents.get(table, named.documentId);
  if (after?.status === 'QUARANTINED' && after.versionId === versionId) await arrivals.quarantine(object);
}
