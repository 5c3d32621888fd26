import { isHandledBy } from '../../cases/timeline.ts';
import type { Principal } from '../../platform/http/auth.ts';
import type { Claim } from '../claim.ts';
import type { EvidenceDocument } from './document.ts';

/** A document as it is listed; who rejected it and what else came is for staff. */
export function viewOfDocument(principal: Principal, claim: Claim, document: EvidenceDocument) {
  const { documentId, kind, status, filename, contentType, announcedBy, sentBy, createdAt, version } = document;
  const shown = {
    documentId,
    kind,
    status,
    filename,
    contentType,
    announcedBy,
    sentBy,
    announcedAt: createdAt,
    version,
  };
  if (document.status === 'ANNOUNCED') return shown;
  const { detectedType, size, sha256, receivedAt, earlierVersions, laterVersions } = document;
  const uploads = { earlierUploads: earlierVersions?.length ?? 0, laterUploads: laterVersions?.length ?? 0 };
  const forStaff = isHandledBy(principal, claim) ? uploads : {};
  const rejection = document.status === 'REJECTED' && {
    rejection: { reason: document.rejection.reason, at: document.rejection.at },
  };
  return { ...shown, detectedType, size, sha256, receivedAt, ...forStaff, ...rejection };
}
