import * as z from 'zod';
import { caseStore } from '../cases/case-store.ts';
import { derivedId } from '../platform/ids.ts';
import { entity, type List } from '../platform/record/entity.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import type { Claim } from './claim.ts';
import { claimSettings } from './claim-settings.ts';
import { claimType } from './claim-type.ts';
import { documentSchema, type EvidenceDocument } from './evidence/document.ts';

export const claims = caseStore(claimType);

export const documents = entity({
  type: 'document',
  schema: documentSchema,
  id: ({ documentId }) => documentId,
  indexes: ({ claimId, createdAt, documentId }) => ({
    GSI1: [documentsPartition(claimId), `${createdAt}#${documentId}`],
  }),
});

/** What was announced and received for a claim, of all or of one sort of senders, newest first. */
export function documentsOf(claimId: string, sentBy?: EvidenceDocument['sentBy']): List<EvidenceDocument> {
  const range = { index: 'GSI1', partition: documentsPartition(claimId), newestFirst: true } as const;
  return documents.list({ ...range, ...(sentBy && { where: { sentBy } }) });
}

/** All documents of a claim, which takes only so many, as they are listed: what was written a moment ago may be missing. */
export async function listedDocuments(table: Table, claimId: string): Promise<EvidenceDocument[]> {
  const { range, parse } = documentsOf(claimId);
  const { items } = await table.query({ ...range, limit: claimSettings.announcements.perClaim });
  return items.map(parse);
}

function documentsPartition(claimId: string): string {
  return `CASE#${claimId}#DOCUMENTS`;
}

/** A loss is reported once: whoever reports it again gets the claim that it was reported with. */
const losses = entity({
  type: 'loss',
  schema: z.object({ lossId: z.string(), claimId: z.string() }),
  id: ({ lossId }) => lossId,
});

/** What makes two reports the same loss: policy, time of loss to the minute, cause, reporter. */
export interface Loss {
  readonly policyNumber: string;
  readonly lossAt: string;
  readonly cause: string;
  readonly reporterPhone: string;
  /** Whose it is said to be by now, and of which branch, where the claim that it was first reported with is another's. */
  readonly retoldBy?: readonly string[];
}

/** The claim that was opened for this loss, if it was reported before. */
export async function findByLoss(table: Table, loss: Loss): Promise<Claim | undefined> {
  const known = await losses.get(table, idOf(loss));
  return known && claims.get(table, known.claimId);
}

/** A new claim and its loss, which is once. */
export function createClaim(claim: Claim, loss: Loss, actor: Actor): Write[] {
  const reported = { happened: 'reported', data: { cause: claim.cause, lossAt: claim.lossAt } };
  return [losses.create({ lossId: idOf(loss), claimId: claim.claimId }), ...claims.create(claim, reported, actor)];
}

function idOf({ policyNumber, lossAt, cause, reporterPhone, retoldBy = [] }: Loss): string {
  return derivedId('los', policyNumber, `${lossAt.slice(0, 16)}Z`, cause, reporterPhone, ...retoldBy);
}
