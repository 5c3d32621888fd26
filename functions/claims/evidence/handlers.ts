import type { Handlers } from '../../platform/http/route.ts';
import type { Table } from '../../platform/record/table.ts';
import { claimSettings } from '../claim-settings.ts';
import { documents, listedDocuments } from '../claim-store.ts';
import { findClaim } from '../find-claim.ts';
import { announce } from './announcement.ts';
import type { EvidenceBucket } from './bucket.ts';
import { objectKey } from './document.ts';
import type { evidenceRoutes } from './routes.ts';

export type EvidenceDeps = { table: Table; evidence: EvidenceBucket };

export const evidenceHandlers: Handlers<typeof evidenceRoutes, EvidenceDeps> = {
  async announceDocument({ table, evidence }, { principal, params, body, ifMatch, now }) {
    const claim = await findClaim(table, principal, params.claimId, ifMatch);
    const known = await listedDocuments(table, claim.claimId);
    const document = announce(claim, body, known, principal, now, claimSettings);
    const { documentId, kind, status } = document;
    const key = objectKey(claim.longTerm, claim.claimId, documentId);
    const upload = await evidence.signUpload(key, body.contentType, now);
    return { status: 201, body: { documentId, kind, status, upload }, writes: [documents.create(document)] };
  },
};
