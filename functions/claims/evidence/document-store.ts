import { entity, type List } from '../../platform/record/entity.ts';
import type { Table } from '../../platform/record/table.ts';
import { claimSettings } from '../claim-settings.ts';
import { documentSchema, type EvidenceDocument } from './document.ts';

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
