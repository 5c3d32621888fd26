import { isHandledBy } from '../../cases/timeline.ts';
import { visibleCase } from '../../cases/visible-case.ts';
import { record, worldOf } from '../../cases/world.ts';
import { found, isOwn, type Principal } from '../../platform/http/auth.ts';
import { page } from '../../platform/http/cursor.ts';
import type { Handlers } from '../../platform/http/route.ts';
import { newId } from '../../platform/ids.ts';
import { DomainError } from '../../platform/problems.ts';
import { actorOf } from '../../platform/record/events.ts';
import type { Table } from '../../platform/record/table.ts';
import type { Claim } from '../claim.ts';
import { claimSettings } from '../claim-settings.ts';
import { claims } from '../claim-store.ts';
import { says } from '../claim-wordings.ts';
import { announce } from './announcement.ts';
import type { EvidenceBucket } from './bucket.ts';
import { type EvidenceDocument, objectKey } from './document.ts';
import { documents, documentsOf, listedDocuments } from './document-store.ts';
import { viewOfDocument } from './document-view.ts';
import { mayKnow, opened } from './opening.ts';
import { reject } from './rejection.ts';
import type { evidenceRoutes } from './routes.ts';

export type EvidenceDeps = { table: Table; evidence: EvidenceBucket };

export const evidenceHandlers: Handlers<typeof evidenceRoutes, EvidenceDeps> = {
  async announceDocument({ table, evidence }, request) {
    const { principal, params, body, now } = request;
    const claim = await visibleCase(claims, table, request, params.claimId, says.record);
    const known = await listedDocuments(table, claim.claimId);
    const document = announce(claim, body, known, principal, now, claimSettings);
    const { documentId, kind, status } = document;
    const key = objectKey(claim.longTerm, claim.claimId, documentId);
    const upload = await evidence.signUpload(key, body.contentType, now);
    return { status: 201, body: { documentId, kind, status, upload }, writes: [documents.create(document)] };
  },

  async listDocuments({ table }, request) {
    const { principal, params } = request;
    const claim = await visibleCase(claims, table, request, params.claimId, says.record);
    const list = documentsOf(claim.claimId, isHandledBy(principal, claim) ? undefined : 'customer');
    const shown = {
      sees: (who: Principal, document: EvidenceDocument) => mayKnow(who, claim, document),
      view: (document: EvidenceDocument) => viewOfDocument(principal, claim, document),
    };
    return { status: 200, body: await page(table, list, request, shown), about: [claim.customerId] };
  },

  async openDocument({ table, evidence }, request) {
    const { principal, params, now } = request;
    const claim = await visibleCase(claims, table, request, params.claimId, says.record);
    const document = await find(table, principal, claim, params.documentId);
    const { documentId, kind } = document;
    const { versionId, filename, contentType, ...file } = opened(document);
    const key = objectKey(claim.longTerm, claim.claimId, documentId);
    const download = await evidence.signDownload({ key, versionId }, { filename, contentType }, now);
    const access = { happened: 'document-opened', data: { documentId, kind } };
    return {
      status: 200,
      body: { documentId, filename, contentType, ...file, ...download },
      writes: [claims.noted(claim, access, actorOf(principal), { id: newId('acc', now), now })],
    };
  },

  async rejectDocument({ table }, request) {
    const { principal, params, body, now } = request;
    const claim = await visibleCase(claims, table, request, params.claimId, says.record);
    if (isOwn(principal, claim)) throw new DomainError('forbidden', says.ownDocument);
    const document = await find(table, principal, claim, params.documentId);
    const others = await othersOfItsKind(table, document);
    const { rejected, change } = reject(claim, document, others, { reason: body.reason, by: principal, now });
    const { after, write } = documents.replace(document, rejected, now);
    const { writes } = record(claims, await worldOf(claims, table, claim), [change], {
      actor: actorOf(principal),
      now,
    });
    return { status: 200, body: viewOfDocument(principal, claim, after), writes: [write, ...writes] };
  },
};

async function find(table: Table, principal: Principal, claim: Claim, documentId: string): Promise<EvidenceDocument> {
  const document = await documents.get(table, documentId);
  return found(document && mayKnow(principal, claim, document) ? document : undefined, says.document);
}

/** The list may lag behind what was received a moment ago, so they are read anew. */
async function othersOfItsKind(
  table: Table,
  { claimId, documentId, kind }: EvidenceDocument,
): Promise<EvidenceDocument[]> {
  const listed = await listedDocuments(table, claimId);
  const ids = listed.filter((other) => other.kind === kind).map((other) => other.documentId);
  const others = await documents.getMany(
    table,
    ids.filter((id) => id !== documentId),
  );
  return others.filter((other) => other !== undefined);
}
