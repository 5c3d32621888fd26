import type * as z from 'zod';
import { isOwn, type Principal } from '../../platform/http/auth.ts';
import { newId } from '../../platform/ids.ts';
import { DomainError } from '../../platform/problems.ts';
import { begun } from '../../platform/record/entity.ts';
import { actorOf } from '../../platform/record/events.ts';
import type { Claim } from '../claim.ts';
import { problems } from '../claim-problems.ts';
import type { ClaimSettings } from '../claim-settings.ts';
import { says } from '../claim-wordings.ts';
import { assertTakesDocuments, type EvidenceDocument } from './document.ts';
import type { announceDocumentBody } from './evidence-schemas.ts';

/** How long a form is good, in seconds: long enough for a photo over a slow line. */
export const UPLOAD_SECONDS = 15 * 60;

/**
 * The document that may now be uploaded. `known` is what was announced before. Throws `illegal-state` for a claim that takes no
 * documents, `too-many-documents` where it has all that it may have, `too-many-requests` where too many forms are open.
 */
export function announce(
  claim: Claim,
  announced: z.output<typeof announceDocumentBody>,
  known: readonly EvidenceDocument[],
  by: Principal,
  now: Date,
  { announcements }: Pick<ClaimSettings, 'announcements'>,
) {
  assertTakesDocuments(claim);
  const { perClaim, openAtOnce } = announcements;
  if (known.length >= perClaim) throw new DomainError(problems.tooManyDocuments, says.tooManyDocuments(perClaim));
  const expired = new Date(now.getTime() - UPLOAD_SECONDS * 1000).toISOString();
  const open = known.filter(({ status, createdAt }) => status === 'ANNOUNCED' && createdAt > expired);
  if (open.length >= openAtOnce) throw new DomainError('too-many-requests', says.tooManyUploads(openAtOnce));
  return {
    ...announced,
    documentId: newId('doc', now),
    claimId: claim.claimId,
    status: 'ANNOUNCED',
    announcedBy: actorOf(by),
    sentBy: isOwn(by, claim) ? 'customer' : 'staff',
    ...begun(now),
  } as const satisfies EvidenceDocument;
}
