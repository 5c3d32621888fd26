import * as z from 'zod';
import { DomainError } from '../../platform/problems.ts';
import { versioned } from '../../platform/record/entity.ts';
import { actor } from '../../platform/record/events.ts';
import type { Claim, ClaimStatus } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import { documentCodes } from '../letters/labels.ts';

const announced = z.object({
  ...versioned,
  documentId: z.string(),
  claimId: z.string(),
  kind: z.enum(documentCodes),
  filename: z.string(),
  /** As it was announced. */
  contentType: z.string(),
  /** Who announced it; unknown of documents of before they could be read. */
  announcedBy: actor.optional(),
  /** A customer sees what the customer has sent. */
  sentBy: z.enum(['customer', 'staff']).default('customer'),
});

/** What came: the version of the object that counts, which is what was examined. */
const arrived = announced.extend({
  /** Bytes. */
  size: z.int(),
  /** Absent, as all below, where it came before what comes was examined. */
  receivedAt: z.iso.datetime().optional(),
  versionId: z.string().optional(),
  /** In hexadecimal digits. */
  sha256: z.string().optional(),
  /** As its content tells; absent also where that tells nothing. */
  detectedType: z.string().optional(),
  /** Where its event stands among those of the object; absent where it came before their order was kept. */
  sequencer: z.string().optional(),
  /** What was sent by the same form before, which this has replaced. */
  earlierVersions: z.array(z.string()).optional(),
  /** What was sent by it later and replaces nothing: it is not what it says, or the copy was rejected by then. */
  laterVersions: z.array(z.string()).optional(),
});

/** A file that proves something about a claim: announced first, then received in the evidence bucket. */
export const documentSchema = z.lazy(() =>
  z.discriminatedUnion('status', [
    announced.extend({ status: z.literal('ANNOUNCED') }),
    arrived.extend({ status: z.literal('RECEIVED') }),
    /** It is not what it says: nobody opens it, and it proves nothing. */
    arrived.extend({ status: z.literal('QUARANTINED') }),
    /** A copy that cannot be used, such as a blurred photo. */
    arrived.extend({
      status: z.literal('REJECTED'),
      rejection: z.object({ reason: z.string(), by: actor, at: z.iso.datetime() }),
    }),
  ]),
);
export type EvidenceDocument = Readonly<z.infer<typeof documentSchema>>;
export type ArrivedDocument = Exclude<EvidenceDocument, { status: 'ANNOUNCED' }>;

/** What an object's key names. */
export interface DocumentOfClaim {
  readonly claimId: string;
  readonly documentId: string;
}

/** The object's key; its first part decides how long it is kept (Insurance Law art. 87). */
export function objectKey(longTerm: boolean, claimId: string, documentId: string): string {
  return `evidence/${longTerm ? 'long-term' : 'yearly'}/${claimId}/${documentId}`;
}

/** The claim and document that an object's key names, or undefined for another object. */
export function parseObjectKey(key: string): DocumentOfClaim | undefined {
  const match = /^evidence\/(?:long-term|yearly)\/([\w-]+)\/([\w-]+)$/.exec(key);
  return match?.[1] && match[2] ? { claimId: match[1], documentId: match[2] } : undefined;
}

const over: readonly ClaimStatus[] = ['WITHDRAWN', 'CLOSED', 'DENIED', 'PAID'];

export function takesDocuments({ status }: Claim): boolean {
  return !over.includes(status);
}

/** Throws `illegal-state` when a claim takes no documents any more. */
export function assertTakesDocuments(claim: Claim): void {
  if (!takesDocuments(claim)) throw new DomainError('illegal-state', says.takesNoDocuments(claim.status));
}

/** Whether all is there that the customer was asked for. */
export function isComplete(claim: Claim): boolean {
  const received: ReadonlySet<string> = new Set(claim.documentsReceived);
  return 'documentsRequested' in claim && (claim.documentsRequested ?? []).every((kind) => received.has(kind));
}

const undecided: readonly ClaimStatus[] = [
  'REPORTED',
  'REGISTERED',
  'TRIAGED',
  'FAST_TRACK',
  'SURVEY',
  'ASSESSED',
  'INJURY_CARE',
  'ADJUDICATION',
  'DOCUMENTS_REQUESTED',
];

/** Whether the request for payment came with it: the first document of a claim that nobody has decided yet (art. 23). */
export function isFirstProof(before: Claim, after: Claim): boolean {
  const had = (before.documentsReceived ?? []).length > 0;
  return !had && (after.documentsReceived ?? []).length > 0 && undecided.includes(after.status);
}
