import * as z from 'zod';
import { DomainError } from '../../platform/problems.ts';
import { versioned } from '../../platform/record/entity.ts';
import type { Claim, ClaimStatus } from '../claim.ts';
import { says } from '../claim-wordings.ts';
import { documentCodes } from '../letters/labels.ts';

/** A file that proves something about a claim: announced first, then received in the evidence bucket. */
export const documentSchema = z.object({
  ...versioned,
  documentId: z.string(),
  claimId: z.string(),
  kind: z.enum(documentCodes),
  filename: z.string(),
  contentType: z.string(),
  status: z.enum(['ANNOUNCED', 'RECEIVED']),
  /** Bytes. */
  size: z.int().optional(),
});
export type EvidenceDocument = Readonly<z.infer<typeof documentSchema>>;

/** The object's key; its first part decides how long it is kept (Insurance Law art. 87). */
export function objectKey(longTerm: boolean, claimId: string, documentId: string): string {
  return `evidence/${longTerm ? 'long-term' : 'yearly'}/${claimId}/${documentId}`;
}

/** The claim and document that an object's key names, or undefined for another object. */
export function parseObjectKey(key: string): { claimId: string; documentId: string } | undefined {
  const match = /^evidence\/(?:long-term|yearly)\/([\w-]+)\/([\w-]+)$/.exec(key);
  return match?.[1] && match[2] ? { claimId: match[1], documentId: match[2] } : undefined;
}

const over: readonly ClaimStatus[] = ['WITHDRAWN', 'CLOSED', 'DENIED', 'PAID'];

/** Throws `illegal-state` when a claim takes no documents any more. */
export function assertTakesDocuments(claim: Claim): void {
  if (over.includes(claim.status)) throw new DomainError('illegal-state', says.takesNoDocuments(claim.status));
}

/** Whether all is there that the customer was asked for. */
export function isComplete(claim: Claim): boolean {
  const received: ReadonlySet<string> = new Set(claim.documentsReceived);
  return 'documentsRequested' in claim && (claim.documentsRequested ?? []).every((kind) => received.has(kind));
}
