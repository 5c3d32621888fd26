import { entityOf } from '../platform/entity.ts';
import { type Actor, eventWrite } from '../platform/events.ts';
import { derivedId } from '../platform/ids.ts';
import type { Item, Range, Table, Write } from '../platform/table.ts';
import { type Claim, type ClaimChange, evolve, executionName } from './claim.ts';
import type { EvidenceDocument } from './evidence/document.ts';

const partition = (claimId: string) => `CLAIM#${claimId}`;
const claimKey = (claimId: string) => ({ PK: partition(claimId), SK: 'CLAIM' });
const documentKey = (claimId: string, documentId: string) => ({ PK: partition(claimId), SK: `DOCUMENT#${documentId}` });

/** The claim, or undefined. */
export async function getClaim(table: Table, claimId: string): Promise<Claim | undefined> {
  const item = await table.get(claimKey(claimId));
  return item && toClaim(item);
}

/** Without the outbox of a new claim, which has had its effect and would be kept by every change. */
export function toClaim(item: Item): Claim {
  const { outbox, starts, ...claim } = entityOf<Claim & { outbox?: string; starts?: unknown }>(item);
  return claim;
}

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
  return item && getClaim(table, String(item.claimId));
}

/** A new claim: the record, its loss (once), its first event; the record starts the workflow. */
export function createClaim(claim: Claim, loss: Loss, actor: Actor): Write[] {
  return [
    { create: { ...lossKey(loss), entity: 'loss', claimId: claim.claimId } },
    { create: { ...toItem(claim), outbox: 'start', starts: startOf(claim) } },
    event(claim, { happened: 'reported', set: {}, data: { cause: claim.cause, lossAt: claim.lossAt } }, actor),
  ];
}

/** The claim after one or more changes, and the transaction that records them: each change is an event of its own. */
export function changeClaim(read: Claim, changes: readonly ClaimChange[], actor: Actor, now: Date) {
  let claim = read;
  const events = changes.map((change) => {
    claim = evolve(claim, change, now);
    return event(claim, change, actor);
  });
  const writes: Write[] = [{ replace: toItem(claim), read: read.version }, ...events];
  return { claim, writes };
}

/** The claims of a customer, newest first. */
export function claimsOfCustomer(customerId: string): Range {
  return { index: 'GSI1', partition: `CUSTOMER#${customerId}#CLAIMS`, newestFirst: true };
}

/** A claim's history, oldest first. */
export function timelineOf(claimId: string): Range {
  return { partition: partition(claimId), prefix: 'EVENT#' };
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

function toItem(claim: Claim): Item {
  return {
    ...claimKey(claim.claimId),
    GSI1PK: `CUSTOMER#${claim.customerId}#CLAIMS`,
    GSI1SK: `${claim.createdAt}#${claim.claimId}`,
    entity: 'claim',
    ...claim,
  };
}

function startOf(claim: Claim) {
  return { workflow: 'claim-lifecycle', name: executionName(claim.claimId), input: { claimId: claim.claimId } };
}

function event(claim: Claim, { happened, set, data = {}, note }: ClaimChange, actor: Actor): Write {
  return eventWrite(partition(claim.claimId), {
    type: `claim.${happened}.v1`,
    caseId: claim.claimId,
    version: claim.version,
    at: claim.updatedAt,
    actor,
    data: { ...data, ...(set.status && { status: set.status }) },
    ...(note && { note }),
  });
}
