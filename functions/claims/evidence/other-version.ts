import { record } from '../../cases/world.ts';
import { system } from '../../platform/record/events.ts';
import type { Write } from '../../platform/record/table.ts';
import type { ClaimWorld } from '../claim.ts';
import { claims } from '../claim-store.ts';
import type { ArrivedDocument, EvidenceDocument } from './document.ts';
import { documents } from './document-store.ts';

/** What came, as the event of S3 tells it. Without a sequencer nobody knows what came before and what after it. */
export interface ArrivedVersion {
  readonly versionId: string;
  readonly sequencer?: string | undefined;
}

/** More than anybody sends by mistake in the quarter of an hour that a form is good for; the bucket keeps all of them. */
const MOST = 20;

/** Whether a version is known already, or one too many to be heard of. */
export function isKnown(document: EvidenceDocument, { versionId }: ArrivedVersion): boolean {
  if (document.status === 'ANNOUNCED') return false;
  const { earlierVersions = [], laterVersions = [] } = document;
  const others = [...earlierVersions, ...laterVersions];
  return document.versionId === versionId || others.includes(versionId) || others.length >= MOST;
}

/**
 * Whether what came takes the place of what is there: of the versions of a document the newest counts, of those that are what
 * they say, in whatever order their events come. A copy that was rejected stays what it is, and so does one of before the order of
 * versions was kept.
 */
export function supersedes(document: EvidenceDocument, version: ArrivedVersion, accepted: boolean): boolean {
  if (document.status === 'ANNOUNCED') return true;
  if (document.status === 'REJECTED' || isKnown(document, version)) return false;
  if (document.sequencer === undefined || version.sequencer === undefined) return false;
  const isGood = document.status === 'RECEIVED';
  return isGood === accepted ? isLater(version.sequencer, document.sequencer) : accepted;
}

/**
 * What was sent by the form of a document and does not count: staff see that it was, and the document stays what it is. A second
 * delivery writes nothing.
 */
export function otherVersion(
  world: ClaimWorld,
  document: ArrivedDocument,
  version: ArrivedVersion,
  now: Date,
): { writes: Write[] } {
  if (isKnown(document, version)) return { writes: [] };
  const { write } = documents.replace(document, { ...document, ...beside(document, version) }, now);
  return { writes: [write, ...sentAgain(world, document, version.versionId, now)] };
}

/** The other versions of a document when this one is among them: those that were sent before the one that counts, and the rest. */
export function beside(
  document: ArrivedDocument,
  { versionId, sequencer }: Pick<ArrivedDocument, 'versionId' | 'sequencer'>,
) {
  if (versionId === undefined) return {};
  const { earlierVersions = [], laterVersions = [] } = document;
  const isEarlier =
    sequencer !== undefined && document.sequencer !== undefined && isLater(document.sequencer, sequencer);
  return isEarlier
    ? { earlierVersions: [...earlierVersions, versionId] }
    : { laterVersions: [...laterVersions, versionId] };
}

/** The event of another version; it is for staff, and changes nothing else of the claim. */
export function sentAgain(
  world: ClaimWorld,
  { documentId, kind }: EvidenceDocument,
  versionId: string,
  now: Date,
): Write[] {
  const change = { happened: 'document-sent-again', set: {}, data: { documentId, kind, versionId } };
  return record(claims, world, [change], { actor: system, now }).writes;
}

/**
 * Whether one sequencer of an object is of a later event than the other: hexadecimal, of whatever lengths, of which the shorter one
 * is padded with zeros on its right. https://repost.aws/knowledge-center/s3-duplicate-sqs-messages
 */
function isLater(one: string, other: string): boolean {
  const length = Math.max(one.length, other.length);
  const padded = (sequencer: string) => sequencer.toUpperCase().padEnd(length, '0');
  return padded(one) > padded(other);
}
