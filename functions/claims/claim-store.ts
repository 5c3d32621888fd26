import { caseStore } from '../cases/case-store.ts';
import { derivedId } from '../platform/ids.ts';
import { entityOf } from '../platform/record/entity.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Table, Write } from '../platform/record/table.ts';
import type { Claim } from './claim.ts';
import { claimType } from './claim-type.ts';
import type { EvidenceDocument } from './evidence/document.ts';

export const claims = caseStore(claimType);

const documentKey = (claimId: string, documentId: string) => ({
  PK: claims.partition(claimId),
  SK: `DOCUMENT#${documentId}`,
});

/** What makes two reports the same loss: policy, time of loss to the minute, cause, reporter. */
export interface Loss {
  readonly policyNumber: string;
  readonly lossAt: string;
  readonly cause: string;
  readonly reporterPhone: string;
}

/** The claim that was opened for this loss, if it was reported before. */
export async function findByLoss(table: Table, loss: Loss): Promise<Claim | undefined> {
  const item = await table.get(lossKey(loss));
  return item && claims.get(table, String(item.claimId));
}

/** A new claim and its loss, which is once. */
export function createClaim(claim: Claim, loss: Loss, actor: Actor): Write[] {
  const reported = { happened: 'reported', data: { cause: claim.cause, lossAt: claim.lossAt } };
  return [
    { create: { ...lossKey(loss), entity: 'loss', claimId: claim.claimId } },
    ...claims.create(claim, reported, actor),
  ];
}

export async function getDocument(
  table: Table,
  claimId: string,
  documentId: string,
): Promise<EvidenceDocument | undefined> {
  const item = await table.get(documentKey(claimId, documentId));
  return item && entityOf<EvidenceDocument>(item);
}

export function createDocument(document: EvidenceDocument): Write {
  return { create: { ...documentKey(document.claimId, document.documentId), entity: 'document', ...document } };
}

export function replaceDocument(document: EvidenceDocument, read: number): Write {
  return { replace: { ...documentKey(document.claimId, document.documentId), entity: 'document', ...document }, read };
}

function lossKey({ policyNumber, lossAt, cause, reporterPhone }: Loss) {
  const minute = `${lossAt.slice(0, 16)}Z`;
  return { PK: `LOSS#${derivedId('los', policyNumber, minute, cause, reporterPhone)}`, SK: 'LOSS' };
}
