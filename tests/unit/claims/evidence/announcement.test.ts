import { describe, expect, test } from '@jest/globals';
import { claimSettings } from '../../../../functions/claims/claim-settings.ts';
import { says } from '../../../../functions/claims/claim-wordings.ts';
import { announce, UPLOAD_SECONDS } from '../../../../functions/claims/evidence/announcement.ts';
import { acceptedAs, contentTypes, largestFile } from '../../../../functions/claims/evidence/content-types.ts';
import type { EvidenceDocument } from '../../../../functions/claims/evidence/document.ts';
import { aClaim, now } from '../../../support/fixtures.ts';
import { refusalOf, refused } from '../../../support/refusal.ts';

const claim = aClaim('ADJUDICATION');
const customer = { sub: 'u-wang', name: '王小明', roles: ['customer'], customerId: claim.customerId } as const;
const handler = { sub: 'u-li', name: '李处理', roles: ['claims-handler'], branchId: 'HQ' } as const;
const photo = { kind: 'photos', filename: '照片.jpg', contentType: 'image/jpeg' } as const;
const few = { announcements: { perClaim: 3, openAtOnce: 2 } };

/** A document that was announced so many seconds ago. */
function announced(status: 'ANNOUNCED' | 'RECEIVED', secondsAgo: number): EvidenceDocument {
  const at = new Date(now.getTime() - secondsAgo * 1000).toISOString();
  const times = { version: 1, createdAt: at, updatedAt: at };
  const document = { ...photo, documentId: 'doc_1', claimId: claim.claimId, sentBy: 'customer', ...times } as const;
  return status === 'ANNOUNCED' ? { ...document, status } : { ...document, status, size: 1 };
}

describe('a document', () => {
  test.each([
    ['its customer', customer, 'customer'],
    ['staff', handler, 'staff'],
    ['staff whose own claim it is', { ...handler, customerId: claim.customerId }, 'customer'],
  ] as const)('is announced by %s, which is kept', (_, by, sentBy) => {
    const { documentId, ...document } = announce(claim, photo, [], by, now, few);
    expect(documentId).toMatch(/^doc_/);
    const announcedBy = { sub: by.sub, name: by.name };
    expect(document).toMatchObject({ ...photo, claimId: claim.claimId, status: 'ANNOUNCED', announcedBy, sentBy });
  });

  test('is announced for a claim that takes documents', () => {
    const refusal = refused('illegal-state', says.takesNoDocuments('PAID'));
    expect(refusalOf(() => announce(aClaim('PAID'), photo, [], customer, now, few))).toEqual(refusal);
  });

  test.each<[string, EvidenceDocument[], object | undefined]>([
    ['one open', [announced('ANNOUNCED', 1)], undefined],
    ['two open', [announced('ANNOUNCED', 1), announced('ANNOUNCED', 2)], { code: 'too-many-requests' }],
    ['two, one received', [announced('RECEIVED', 1), announced('ANNOUNCED', 2)], undefined],
    [
      'two, one about to expire',
      [announced('ANNOUNCED', 1), announced('ANNOUNCED', UPLOAD_SECONDS - 1)],
      { code: 'too-many-requests' },
    ],
    ['two, one expired', [announced('ANNOUNCED', 1), announced('ANNOUNCED', UPLOAD_SECONDS)], undefined],
    ['three', [1, 2, 3].map(() => announced('RECEIVED', 9999)), { code: 'too-many-documents' }],
  ])('beside %s', (_, known, refusal) => {
    const refusal_ = refusalOf(() => announce(claim, photo, known, customer, now, few));
    if (refusal) expect(refusal_).toMatchObject(refusal);
    else expect(refusal_).toBeUndefined();
  });
});

describe('a file', () => {
  test.each(contentTypes)('of %s may be as large as the pack says', (contentType) => {
    const { paper, video } = claimSettings.largestFileMiB;
    const mebibytes = contentType.startsWith('video/') ? video : paper;
    expect(largestFile(contentType, claimSettings)).toBe(mebibytes * 1024 * 1024);
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['image/jpeg', 'image/jpeg', 'image/jpeg'],
    ['image/jpeg', 'image/heic', 'image/heic'],
    ['image/jpeg', 'application/pdf', 'application/pdf'],
    ['application/pdf', 'application/ofd', 'application/ofd'],
    ['video/mp4', 'video/quicktime', 'video/quicktime'],
    ['image/jpeg', 'video/mp4', undefined],
    ['video/mp4', 'image/jpeg', undefined],
    ['image/jpeg', 'application/zip', undefined],
    ['image/jpeg', undefined, undefined],
    ['text/html', 'text/html', undefined],
  ])('announced as %s that is %s counts as %s', (announcedAs, detected, expected) => {
    expect(acceptedAs(announcedAs, detected)).toBe(expected);
  });
});
