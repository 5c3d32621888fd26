import { decideAndCommit } from '../../platform/record/commit.ts';
import type { Table } from '../../platform/record/table.ts';
import type { Arrivals, ObjectVersion } from './arrivals.ts';
import type { DocumentOfClaim } from './document.ts';
import { documents } from './document-store.ts';
import { examine } from './examination.ts';
import { type ArrivedVersion, isKnown } from './other-version.ts';
import { readDocument } from './read-document.ts';
import { receiveDocument } from './receipt.ts';

interface Deps {
  readonly table: Table;
  readonly arrivals: Arrivals;
  readonly clock: () => Date;
}

/**
 * Evidence that has arrived is examined, and received or put under quarantine. Of what comes by the same form the newest counts
 * that is what it says, whatever comes first. May be run again: what S3 and the record know already is not changed. Throws for
 * an unknown document.
 */
export async function takeArrival(
  { table, arrivals, clock }: Deps,
  named: DocumentOfClaim,
  { sequencer, ...object }: ObjectVersion & ArrivedVersion,
): Promise<void> {
  const { document } = await readDocument(table, named);
  const { versionId } = object;
  // The bucket lets nobody read again what it has under quarantine.
  if (!isKnown(document, object)) {
    const examined = await examine(await arrivals.read(object));
    const arrived = { ...examined, versionId, sequencer };
    await decideAndCommit(table, () => receiveDocument(table, named, arrived, clock()));
  }
  // Only now, for the bucket lets nobody read what is tagged; who runs this again finds it recorded.
  const after = await documents.get(table, named.documentId);
  if (after?.status === 'QUARANTINED' && after.versionId === versionId) await arrivals.quarantine(object);
}
